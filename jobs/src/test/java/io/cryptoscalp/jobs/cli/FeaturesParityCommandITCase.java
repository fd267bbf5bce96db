package io.cryptoscalp.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cryptoscalp.jobs.results.TestClickHouse;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Does the command run both ways over a user's frames, and leave its certificate behind? */
@Timeout(300)
class FeaturesParityCommandITCase {
  @TempDir private Path folder = Path.of("");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    Main main = new Main(Map.of("CRYPTOSCALP_DATA_DIR", folder.resolve("data").toString()));
    CommandLine line = Main.commandLine(main);
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }

  @Test
  void certifiesTheFramesOfAFolderAndStoresIt() throws Exception {
    Path data = Files.createDirectories(folder.resolve("data"));
    // What a demo keeps: the command finds it and writes its rows there.
    TestClickHouse.start(data).close();
    String frames = folder.resolve("frames").toString();
    assertThat(run("generate", "--out", frames, "--duration", "20s", "--symbols", "BTCUSDT"))
        .isEqualTo(ExitCodes.OK);
    out.getBuffer().setLength(0);

    int code = run("features", "parity", "--input", frames, "--features", "@core", "--json");
    assertThat(err.toString()).isEmpty();
    assertThat(code).isEqualTo(ExitCodes.OK);
    JsonNode answer = Json.MAPPER.readTree(out.toString());
    assertThat(answer.path("equal").asBoolean()).isTrue();
    assertThat(answer.path("vectors").asInt()).isGreaterThan(50);
    assertThat(answer.path("stored").asBoolean()).isTrue();
    JsonNode certificate =
        Json.MAPPER.readTree(Path.of(answer.path("certificate").asText()).toFile());
    assertThat(certificate.path("dataHash").asText()).hasSize(64);
    assertThat(certificate.path("features")).hasSize(answer.path("features").asInt());
    assertThat(certificate.path("features").get(0).path("compared").asInt()).isGreaterThan(50);

    out.getBuffer().setLength(0);
    String run = answer.path("runId").asText();
    assertThat(run("query", "feature_parity", "--param", "run=" + run)).isEqualTo(ExitCodes.OK);
    assertThat(out.toString()).contains(run, "spread_bps");
  }

  @Test
  void refusesAnInputThatIsNone() {
    assertThat(run("features", "parity", "--input", folder.resolve("none").toString()))
        .isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(run("features", "parity", "--input", folder.toString(), "--speed", "often"))
        .isEqualTo(ExitCodes.USAGE);
  }
}
