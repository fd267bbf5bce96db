package io.cryptoscalp.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cryptoscalp.models.selection.FeatureSetFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Does the command find what is planted in a file, and answer as the other commands do? */
class FeaturesCommandTest {
  private static final long SECOND = 1_000_000_000L;

  @TempDir private Path folder = Path.of("");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** A row every ten seconds; the next move follows features a and b; c copies a. */
  private Path planted() throws IOException {
    Random random = new Random(1);
    StringBuilder text = new StringBuilder("instrument,event_time_ns,mid,x,y,a,b,c,z\n");
    double mid = 1_000;
    for (int row = 0; row < 900; row++) {
      double a = random.nextGaussian();
      double b = random.nextGaussian();
      text.append("X,").append(row * 10L * SECOND).append(',').append(mid);
      text.append(',').append(random.nextGaussian());
      text.append(',').append(row % 3 == 0 ? "" : String.valueOf(random.nextGaussian()));
      text.append(',').append(a).append(',').append(b).append(',').append(3 * a + 1);
      text.append(",7\n");
      mid += random.nextDouble() < 1 / (1 + Math.exp(-2 * (a + b))) ? 1 : -1;
    }
    return Files.writeString(folder.resolve("features.csv"), text);
  }

  private int run(String... arguments) {
    CommandLine line = Main.commandLine(new Main(Map.of()));
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }

  @Test
  void selectsWhatIsPlantedAndWritesSetAndReport() throws IOException {
    String csv = planted().toString();
    Path one = folder.resolve("one");
    int code =
        run(
            "features",
            "select",
            "--csv",
            csv,
            "--count",
            "2",
            "--folds",
            "4",
            "--trees",
            "40",
            "--out",
            one.toString(),
            "--json");
    assertThat(err.toString()).isEmpty();
    assertThat(code).isEqualTo(ExitCodes.OK);
    JsonNode answer = Json.MAPPER.readTree(out.toString());
    FeatureSetFile set = FeatureSetFile.read(Files.readAllBytes(one.resolve("feature-set.json")));
    assertThat(set.features()).containsExactlyInAnyOrder("a", "b");
    assertThat(set.parentSet()).isEqualTo("features.csv");
    assertThat(set.warnings()).isEmpty();
    assertThat(answer.path("setId").asText()).isEqualTo(set.setId());
    assertThat(answer.path("features")).hasSize(2);
    assertThat(answer.path("accuracyLoss").isNumber()).isTrue();
    String report = Files.readString(one.resolve("report.html"));
    assertThat(report).contains("<svg", set.setId(), "Loss of accuracy").doesNotContain("http");

    out.getBuffer().setLength(0);
    assertThat(run("features", "show-set", one.toString(), "--json"))
        .as("a and b are in no catalogue")
        .isEqualTo(ExitCodes.CONFIGURATION);
    JsonNode shown = Json.MAPPER.readTree(out.toString());
    assertThat(shown.path("setId").asText()).isEqualTo(set.setId());
    assertThat(shown.path("unknown")).hasSize(2);

    Path two = folder.resolve("two");
    run(
        "features",
        "select",
        "--csv",
        csv,
        "--count",
        "2",
        "--folds",
        "4",
        "--trees",
        "40",
        "--out",
        two.toString());
    assertThat(two.resolve("feature-set.json"))
        .hasSameBinaryContentAs(one.resolve("feature-set.json"));
    assertThat(two.resolve("report.html")).hasSameBinaryContentAs(one.resolve("report.html"));
    assertThat(out.toString()).contains("Accuracy ", "best first:");
  }

  @Test
  void refusesWhatItCannotUse() throws IOException {
    Path bad = Files.writeString(folder.resolve("bad.csv"), "time,a\n1,2\n");
    assertThat(run("features", "select", "--csv", bad.toString()))
        .isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(err.toString()).contains("DATASET_CSV_INVALID");
    assertThat(run("features", "select", "--csv", folder.resolve("none.csv").toString()))
        .isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(run("features", "select", "--csv", planted().toString(), "--count", "0"))
        .isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(err.toString()).contains("SELECTION_OPTION_INVALID: count=0");
    assertThat(run("features", "choose")).isEqualTo(ExitCodes.USAGE);
  }
}
