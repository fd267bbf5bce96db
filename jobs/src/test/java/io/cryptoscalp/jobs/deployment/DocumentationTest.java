package io.cryptoscalp.jobs.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Does every link in the documentation lead somewhere within the repository? */
class DocumentationTest {

  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");

  @Test
  void everyRelativeLinkLeadsToAFileAndASectionOfIt() throws Exception {
    List<String> broken = new ArrayList<>();
    Map<Path, Set<String>> sections = new HashMap<>();
    int links = 0;
    for (Path page : pages()) {
      Matcher link = LINK.matcher(withoutCode(Files.readString(page)));
      while (link.find()) {
        String target = link.group(1);
        if (target.matches("[a-z]+:.*")) {
          continue;
        }
        links++;
        String[] parts = target.split("#", 2);
        Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        boolean found = Files.exists(file);
        if (found && parts.length == 2) {
          if (!sections.containsKey(file)) {
            sections.put(file, anchors(Files.readString(file)));
          }
          found = sections.get(file).contains(parts[1]);
        }
        if (!found) {
          broken.add(Repository.name(page) + " -> " + target);
        }
      }
    }
    assertThat(links).isGreaterThan(10);
    assertThat(broken).isEmpty();
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    try (Stream<Path> top = Files.list(Repository.root())) {
      top.filter(file -> file.toString().endsWith(".md"))
          .filter(file -> !file.endsWith("README.md"))
          .sorted()
          .forEach(pages::add);
    }
    pages.addAll(Repository.files("docs", ".md"));
    pages.addAll(Repository.files("k8s-operator", ".md"));
    return pages;
  }

  private static String withoutCode(String markdown) {
    return markdown.replaceAll("(?s)```.*?```", "").replaceAll("`[^`\n]*`", "");
  }

  /** Names that a renderer gives to headings: lower case, punctuation gone, blanks to dashes. */
  private static Set<String> anchors(String markdown) {
    Set<String> anchors = new TreeSet<>();
    for (String line : markdown.replaceAll("(?s)```.*?```", "").lines().toList()) {
      if (line.matches("#+ .*")) {
        String heading = line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT);
        anchors.add(heading.replaceAll("[^\\w\\- ]", "").replace(' ', '-'));
      }
    }
    return anchors;
  }
}
