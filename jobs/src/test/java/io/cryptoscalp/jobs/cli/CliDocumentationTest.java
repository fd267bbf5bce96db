package io.cryptoscalp.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/**
 * Does docs/cli.md name the commands, options, exit codes and keys that there are, and no others?
 */
class CliDocumentationTest {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern OPTION = Pattern.compile("--[a-z-]+");

  private final Map<String, CommandLine> commands =
      Main.commandLine(new Main(Map.of())).getSubcommands();

  @Test
  void everyCommandIsDescribedAndEveryDescribedOneExists() throws Exception {
    Set<String> described = new TreeSet<>();
    for (String use : uses()) {
      described.add(use.split(" ", 2)[0]);
    }
    assertThat(described).isEqualTo(new TreeSet<>(commands.keySet()));
  }

  @Test
  void everyDescribedOptionExists() throws Exception {
    List<String> unknown = new ArrayList<>();
    int options = 0;
    for (String use : uses()) {
      String[] words = use.split(" ");
      CommandLine command = commands.get(words[0]);
      if (command != null && words.length > 1) {
        command = command.getSubcommands().getOrDefault(words[1], command);
      }
      Matcher option = OPTION.matcher(use);
      while (option.find()) {
        options++;
        if (command == null || command.getCommandSpec().findOption(option.group()) == null) {
          unknown.add(use);
        }
      }
    }
    assertThat(options).isGreaterThan(10);
    assertThat(unknown).isEmpty();
  }

  @Test
  void everyExitCodeIsDescribed() throws Exception {
    Set<Integer> codes = new TreeSet<>();
    for (Field field : ExitCodes.class.getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.getType() == int.class) {
        codes.add(field.getInt(null));
      }
    }
    Set<Integer> described = new TreeSet<>();
    for (String row : rows("| code |")) {
      described.add(Integer.valueOf(row.split("\\|")[1].strip()));
    }
    assertThat(described).isEqualTo(codes);
  }

  @Test
  void everyKeyIsDescribed() throws Exception {
    Set<String> described = new TreeSet<>();
    for (String row : rows("| key |")) {
      Matcher code = CODE.matcher(row.split("(?<!\\\\)\\|")[1]);
      while (code.find()) {
        described.add(code.group(1));
      }
    }
    described.removeIf(key -> key.startsWith("job."));
    List<String> keys = Settings.resolve(Path.of("."), null, Map.of(), List.of()).keys();
    assertThat(described).isEqualTo(new TreeSet<>(keys));
  }

  /** What stands as code in the first column of the table of commands. */
  private static List<String> uses() throws Exception {
    List<String> uses = new ArrayList<>();
    for (String row : rows("| command |")) {
      Matcher code = CODE.matcher(row.split("(?<!\\\\)\\|")[1]);
      while (code.find()) {
        uses.add(code.group(1));
      }
    }
    return uses;
  }

  /** Rows of the table whose header begins so. */
  private static List<String> rows(String header) throws Exception {
    Path page = Path.of(System.getProperty(Main.ROOT_PROPERTY, ".")).resolve("docs/cli.md");
    List<String> rows = new ArrayList<>();
    boolean inside = false;
    for (String line : Files.readAllLines(page)) {
      if (line.startsWith(header)) {
        inside = true;
      } else if (inside && !line.startsWith("|")) {
        break;
      } else if (inside && !line.startsWith("| ---")) {
        rows.add(line);
      }
    }
    assertThat(rows).as(header).isNotEmpty();
    return rows;
  }
}
