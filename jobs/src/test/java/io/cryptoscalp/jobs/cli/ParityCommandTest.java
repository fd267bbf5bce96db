package io.cryptoscalp.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.jobs.parity.ComparedTable;
import io.cryptoscalp.jobs.parity.SampleRun;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Does the comparison of two runs say for machines what its page says it does? */
class ParityCommandTest {
  private static final Path PAGE =
      Path.of(System.getProperty(Main.ROOT_PROPERTY, "..")).resolve("docs/backtest.md");
  private static final Pattern NAME = Pattern.compile("`([A-Za-z.]+)`");

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... words) {
    out.getBuffer().setLength(0);
    Main main = new Main(Map.of("CRYPTOSCALP_DATA_DIR", folder.toString()));
    CommandLine line = Main.commandLine(main);
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return line.execute(words);
  }

  @Test
  void theFieldsAreThoseOfThePage() throws Exception {
    SampleRun left = new SampleRun(6);
    SampleRun right = new SampleRun(6);
    right.of(ComparedTable.FEATURES).get(3).put("regime", "storm");
    right.of(ComparedTable.FILLS).remove(5);
    String a = left.write(folder.resolve("a")).toString();
    String b = right.write(folder.resolve("b")).toString();
    assertThat(run("--json", "parity", a, b, "--ignore", "fee"))
        .as(err.toString())
        .isEqualTo(ExitCodes.UNPROVEN);
    ObjectNode said = (ObjectNode) Json.MAPPER.readTree(out.toString());
    assertThat(said.path("file").asText()).isEqualTo(a + "/parity.json");
    assertThat(said.path("differences").asInt()).isEqualTo(2);
    assertThat(said.path("equal").asBoolean(true)).isFalse();
    assertThat(said.path("ignored").get(0).asText()).isEqualTo("fee");
    assertThat(said.path("strategies").get(0).asText()).isEqualTo("breakout");
    assertThat(said.path("tables").path("fills").path("missing").asInt()).isEqualTo(1);
    JsonNode first = said.path("first");
    assertThat(first.path("kind").asText()).isEqualTo("VALUE");
    assertThat(first.path("field").asText()).isEqualTo("regime");
    assertThat(first.path("b").asText()).isEqualTo("storm");
    assertThat(first.path("sequence").asInt()).isEqualTo(3);

    said.remove("file");
    assertThat(Json.MAPPER.readTree(Files.readAllBytes(Path.of(a, "parity.json")))).isEqualTo(said);
    assertThat(names(said)).isEqualTo(documented());
  }

  @Test
  void equalRunsHaveNoFirstDifferenceAndNameWhatOneAloneHas() throws Exception {
    SampleRun sample = new SampleRun(6);
    Path a = sample.write(folder.resolve("a"));
    Path b = sample.write(folder.resolve("b"));
    Files.delete(b.resolve("features.jsonl"));
    assertThat(run("--json", "parity", a.toString(), b.toString())).as(err.toString()).isZero();
    JsonNode said = Json.MAPPER.readTree(out.toString());
    assertThat(said.has("first")).isFalse();
    assertThat(said.path("equal").asBoolean()).isTrue();
    assertThat(said.path("notCompared").toString()).isEqualTo("[\"features\"]");
  }

  private static Set<String> names(ObjectNode json) {
    Set<String> names = new TreeSet<>();
    json.fieldNames().forEachRemaining(names::add);
    names.remove("first");
    names.remove("tables");
    json.path("first").fieldNames().forEachRemaining(name -> names.add("first." + name));
    json.path("tables")
        .path("fills")
        .fieldNames()
        .forEachRemaining(name -> names.add("tables.TABLE." + name));
    return names;
  }

  private static Set<String> documented() throws Exception {
    String page = Files.readString(PAGE);
    String table = page.substring(page.indexOf("`parity.json` has these fields"));
    Set<String> names = new TreeSet<>();
    for (String line : table.split("\n", -1)) {
      if (line.startsWith("| `")) {
        Matcher name = NAME.matcher(line.substring(0, line.indexOf('|', 1)));
        while (name.find()) {
          names.add(name.group(1));
        }
      }
    }
    return names;
  }
}
