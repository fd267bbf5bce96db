package io.cryptoscalp.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cryptoscalp.engine.features.FeatureOptions;
import io.cryptoscalp.models.candles.CandleFeatureSource;
import io.cryptoscalp.models.candles.CandleFile;
import io.cryptoscalp.models.dataset.DatasetBuild;
import io.cryptoscalp.models.dataset.DatasetBuilder;
import io.cryptoscalp.models.dataset.DatasetFolder;
import io.cryptoscalp.models.dataset.FeatureQuery;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Does one command turn candles into a dataset that does not depend on how the work is spread? */
class DatasetsCommandITCase {
  private static final long MINUTE_MS = 60_000L;
  private static final String[] LABELS = {"--horizon", "20m", "--fee-bps", "1", "--steps", "8"};

  @TempDir private Path folder = Path.of("");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(List<String> first, String... more) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine line = Main.commandLine(new Main(Map.of()));
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    List<String> all = new java.util.ArrayList<>(first);
    all.addAll(List.of(more));
    return line.execute(all.toArray(new String[0]));
  }

  private JsonNode answer() throws IOException {
    for (String line : out.toString().split("\n", -1)) {
      if (line.startsWith("{")) {
        return Json.MAPPER.readTree(line);
      }
    }
    throw new AssertionError("no answer: " + out + err);
  }

  private Path candles(String name, long seed, int count) throws IOException {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder("open_time,open,high,low,close,volume\n");
    double price = 100;
    for (int i = 0; i < count; i++) {
      double close = price * Math.exp(0.001 * random.nextGaussian());
      text.append(
          String.format(
              Locale.ROOT,
              "%d,%.8f,%.8f,%.8f,%.8f,%d%n",
              1_700_000_040_000L + i * MINUTE_MS,
              price,
              Math.max(price, close) * 1.0003,
              Math.min(price, close) * 0.9997,
              close,
              1 + random.nextInt(9)));
      price = close;
    }
    Files.createDirectories(folder.resolve("in"));
    return Files.writeString(folder.resolve("in").resolve(name), text);
  }

  private List<String> build(String to) {
    return List.of(
        "datasets",
        "build",
        "--json",
        "--input",
        folder.resolve("in").toString(),
        "--out",
        folder.resolve(to).toString());
  }

  @Test
  void theDatasetIsTheSameWhateverTheNumberOfTasks() throws IOException {
    Path first = candles("AAA-1m.csv", 1, 900);
    candles("BBB-1m.csv", 2, 1100);
    candles("CCC-1m.csv", 3, 700);
    assertThat(run(build("one"), LABELS)).as(err.toString()).isZero();
    assertThat(run(build("one"), LABELS)).isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(err.toString()).contains("DATASET_EXISTS");
    String[] spread = java.util.Arrays.copyOf(LABELS, LABELS.length + 2);
    spread[LABELS.length] = "--tasks";
    spread[LABELS.length + 1] = "3";
    assertThat(run(build("three"), spread)).as(err.toString()).isZero();
    JsonNode answer = answer();
    assertThat(answer.get("rows").asInt()).isEqualTo(2700);
    assertThat(answer.get("features").asInt()).isEqualTo(25);
    for (String file : List.of("card.json", "card.md", "rows.parquet", "examples.parquet")) {
      assertThat(folder.resolve("three").resolve(file))
          .hasSameBinaryContentAs(folder.resolve("one").resolve(file));
    }
    DatasetBuild read = DatasetFolder.read(folder.resolve("one"));
    assertThat(read.card().regimes()).isTrue();
    assertThat(read.dataset().size()).isGreaterThan(1000);
    assertThat(read.dataset().instrument(0)).isEqualTo("AAA-1m");

    // without the job, in one thread
    CandleFeatureSource source =
        new CandleFeatureSource(
            FeatureOptions.defaults().withSelect(CandleFeatureSource.usual("1m")),
            new TreeMap<>(
                Map.of(
                    "AAA-1m", CandleFile.read(first),
                    "BBB-1m", CandleFile.read(folder.resolve("in/BBB-1m.csv")),
                    "CCC-1m", CandleFile.read(folder.resolve("in/CCC-1m.csv")))));
    DatasetBuild direct =
        DatasetBuilder.read(
            source,
            FeatureQuery.all(source.featureSet()),
            read.card().options().withFeatures(List.of()));
    for (int i = 0; i < direct.dataset().size(); i += 50) {
      assertThat(read.dataset().vector(i)).containsExactly(direct.dataset().vector(i));
      assertThat(read.dataset().up(i)).isEqualTo(direct.dataset().up(i));
      assertThat(read.dataset().weight(i)).isEqualTo(direct.dataset().weight(i));
    }
    assertThat(read.dataset().size()).isEqualTo(direct.dataset().size());

    assertThat(run(List.of("datasets", "show", "--verify", folder.resolve("one").toString())))
        .isZero();
    assertThat(out.toString()).contains(read.card().hash(), "BBB-1m", "triple-barrier");
  }

  @Test
  void whatCannotBeBuiltIsToldWithACode() throws IOException {
    candles("AAA-1m.csv", 1, 300);
    assertThat(run(build("a"), "--labels", "meta")).isEqualTo(ExitCodes.USAGE);
    assertThat(run(build("a"), "--features", "no_such_feature_1m")).isNotZero();
    assertThat(run(build("a"), "--horizon", "3d")).isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(err.toString()).contains("DATASET_EMPTY");
    Files.writeString(folder.resolve("in/BBB-1m.csv"), "1700000040,1,3,0.5,2,10\nnonsense\n");
    assertThat(run(build("b"), "--horizon", "20m")).isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(err.toString()).contains("CANDLE_FILE_INVALID", "BBB-1m");
    assertThat(DatasetFolder.exists(folder.resolve("b"))).isFalse();
    assertThat(run(List.of("datasets", "show", folder.resolve("b").toString())))
        .isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(err.toString()).contains("DATASET_UNREADABLE");
  }

  @Test
  void featuresOfAFileBecomeADatasetWithMetaLabels() throws IOException {
    Random random = new Random(4);
    StringBuilder text = new StringBuilder("instrument,event_time_ns,mid,signal,noise\n");
    double mid = 100;
    for (int i = 0; i < 2000; i++) {
      double next = mid * Math.exp(0.001 * random.nextGaussian());
      text.append(
          String.format(
              Locale.ROOT,
              "X,%d,%.8f,%.6f,%.6f%n",
              i * 1_000_000_000L,
              mid,
              random.nextGaussian(),
              random.nextGaussian()));
      mid = next;
    }
    Files.createDirectories(folder.resolve("in"));
    Files.writeString(folder.resolve("in/features.csv"), text);
    int code =
        run(
            build("f"),
            "--labels",
            "meta",
            "--primary",
            "feature:signal",
            "--features",
            "noise",
            "--horizon",
            "20s",
            "--step",
            "2s",
            "--steps",
            "4");
    assertThat(code).as(err.toString()).isZero();
    DatasetBuild read = DatasetFolder.read(folder.resolve("f"));
    assertThat(read.dataset().featureNames()).containsExactly("noise");
    assertThat(read.dataset().steps()).isEqualTo(4);
    assertThat(read.dataset().upCount()).isBetween(100, read.dataset().size() - 100);
  }
}
