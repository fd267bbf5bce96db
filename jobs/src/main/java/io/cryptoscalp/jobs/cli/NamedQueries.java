package io.cryptoscalp.jobs.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The queries of {@code sql/clickhouse/queries}: a file each, named after it. Its first comment
 * says what it answers; a comment {@code -- param NAME = DEFAULT} gives a placeholder its default.
 */
final class NamedQueries {
  private static final Pattern PARAMETER =
      Pattern.compile("(?m)^--[ \\t]*@?param:?[ \\t]+(\\w+)[ \\t]*[=:]?[ \\t]*(.*?)[ \\t]*$");

  private final SortedMap<String, String> texts = new TreeMap<>();

  NamedQueries(Path folder) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".sql")).toList()) {
        String name = String.valueOf(file.getFileName());
        texts.put(
            name.substring(0, name.length() - ".sql".length()),
            Files.readString(file, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new CliException(
          ExitCodes.CONFIGURATION, "The folder " + folder + " is unreadable.", e);
    }
  }

  /** Texts by name. */
  SortedMap<String, String> texts() {
    return texts;
  }

  /** What a query answers: its first comment line. */
  static String title(String text) {
    String first = text.strip();
    int end = first.indexOf('\n');
    String line = end < 0 ? first : first.substring(0, end);
    return line.startsWith("--") ? line.substring(2).strip() : "";
  }

  /** Placeholders with their defaults. */
  static SortedMap<String, String> defaults(String text) {
    SortedMap<String, String> defaults = new TreeMap<>();
    Matcher matcher = PARAMETER.matcher(text);
    while (matcher.find()) {
      defaults.put(matcher.group(1), matcher.group(2));
    }
    return defaults;
  }
}
