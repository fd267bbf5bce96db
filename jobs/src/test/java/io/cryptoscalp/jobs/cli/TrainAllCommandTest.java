package io.cryptoscalp.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cryptoscalp.engine.features.FeatureOptions;
import io.cryptoscalp.jobs.hindsight.CandleInput;
import io.cryptoscalp.models.candles.CandleFeatureSource;
import io.cryptoscalp.models.candles.CandleFile;
import io.cryptoscalp.models.dataset.DatasetBuild;
import io.cryptoscalp.models.dataset.DatasetBuilder;
import io.cryptoscalp.models.dataset.DatasetFolder;
import io.cryptoscalp.models.dataset.DatasetOptions;
import io.cryptoscalp.models.dataset.FeatureQuery;
import io.cryptoscalp.models.dataset.LabelRule;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.training.TrainAll;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Does one command lead from candles to judged, registered models, and again to the same? */
class TrainAllCommandTest {
  @TempDir private Path folder = Path.of("");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private int registries;

  /** Each in a registry of its own: equal models of one second would have one version there. */
  private int run(String... arguments) {
    Path registry = folder.resolve("models-" + registries++);
    CommandLine line =
        Main.commandLine(new Main(Map.of("CRYPTOSCALP_MODELS_DIR", registry.toString())));
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }

  /** Candles whose next step follows the last one half of the time. */
  private Path candles() throws IOException {
    Path inputs = Files.createDirectories(folder.resolve("candles"));
    for (int symbol = 0; symbol < 2; symbol++) {
      Random random = new Random(symbol);
      StringBuilder text = new StringBuilder("open_time,open,high,low,close,volume\n");
      double price = 100;
      double step = 0;
      for (int i = 0; i < 1500; i++) {
        step = 0.5 * step + 0.002 * random.nextGaussian();
        double close = price * Math.exp(step);
        text.append(
            String.format(
                Locale.ROOT,
                "%d,%.6f,%.6f,%.6f,%.6f,%.3f%n",
                1_700_000_040_000L + i * 60_000L,
                price,
                Math.max(price, close) * 1.0002,
                Math.min(price, close) * 0.9998,
                close,
                100 + 900 * random.nextDouble()));
        price = close;
      }
      Files.writeString(inputs.resolve("S" + symbol + ".csv"), text);
    }
    return inputs;
  }

  private String[] arguments(String what, String report, String... more) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "train",
                what,
                "--input",
                candles().toString(),
                "--out",
                folder.resolve(report).toString(),
                "--select",
                "timeframe:1m",
                "--label-horizon",
                "5",
                "--steps",
                "4",
                "--folds",
                "2"));
    arguments.addAll(List.of(more));
    return arguments.toArray(new String[0]);
  }

  @Test
  void candlesBecomeJudgedModelsAndTheSameAgain() throws IOException {
    String[] first =
        arguments(
            "all",
            "first",
            "--families",
            "logistic,xgboost",
            "--hyper",
            "xgboost.learning_rate=0.3",
            "--json");
    assertThat(run(first)).as("%s", err).isEqualTo(ExitCodes.OK);
    JsonNode line = new ObjectMapper().readTree(out.toString());
    assertThat(line.path("models")).hasSize(2);
    for (JsonNode model : line.path("models")) {
      assertThat(model.path("export_max_difference").asDouble(1)).isLessThan(1e-5);
      assertThat(Path.of(model.path("folder").asText()).resolve("model.onnx")).exists();
    }
    String[] again = first.clone();
    again[5] = folder.resolve("again").toString();
    again[3] = folder.resolve("candles").toString();
    assertThat(run(again)).as("%s", err).isEqualTo(ExitCodes.OK);
    for (String name : List.of(TrainAll.EVALUATION, TrainAll.PREDICTIONS, TrainAll.REPORT)) {
      assertThat(Files.readAllBytes(folder.resolve("again").resolve(name)))
          .as(name)
          .isEqualTo(Files.readAllBytes(folder.resolve("first").resolve(name)));
    }
    JsonNode evaluation =
        new ObjectMapper().readTree(folder.resolve("first").resolve(TrainAll.EVALUATION).toFile());
    assertThat(evaluation.path("settings").path("xgboost").path("learning_rate").asText())
        .isEqualTo("0.3");
    assertThat(evaluation.path("contenders")).hasSize(4 + 2 + 2);
  }

  @Test
  void policiesAreJudgedAndRegisteredAndTheSameAgain() throws IOException {
    String[] first =
        arguments(
            "all",
            "traders",
            "--families",
            "ppo,dqn",
            "--policy-seeds",
            "2",
            "--hyper",
            "ppo.rounds=4",
            "--hyper",
            "dqn.rounds=4",
            "--json");
    assertThat(run(first)).as("%s %s", err, out).isEqualTo(ExitCodes.OK);
    JsonNode line = new ObjectMapper().readTree(out.toString());
    assertThat(line.path("models")).hasSize(2);
    for (JsonNode model : line.path("models")) {
      assertThat(model.path("export_max_difference").asDouble(1)).isLessThan(1e-5);
      ModelFolder version = new ModelFolder(Path.of(model.path("folder").asText()));
      assertThat(version.golden().inputs()).isNotEmpty();
      assertThat(version.card().task()).isEqualTo("policy");
    }
    JsonNode evaluation =
        new ObjectMapper()
            .readTree(folder.resolve("traders").resolve(TrainAll.EVALUATION).toFile());
    JsonNode contenders = evaluation.path("policies").path("contenders");
    assertThat(contenders).hasSize(4 + 2);
    assertThat(contenders.path(4).path("seeds")).hasSize(2);
    String[] again = first.clone();
    again[5] = folder.resolve("traders-again").toString();
    assertThat(run(again)).as("%s", err).isEqualTo(ExitCodes.OK);
    for (String name : List.of(TrainAll.EVALUATION, TrainAll.REPORT, TrainAll.TABLE)) {
      assertThat(Files.readAllBytes(folder.resolve("traders-again").resolve(name)))
          .as(name)
          .isEqualTo(Files.readAllBytes(folder.resolve("traders").resolve(name)));
    }
  }

  @Test
  void quantilesAreJudgedAndRegisteredAndTheSameAgain() throws IOException {
    String[] first =
        arguments(
            "quantile",
            "quantiles",
            "--hyper",
            "quantile.epochs=1",
            "--hyper",
            "quantile.layers=1",
            "--json");
    assertThat(run(first)).as("%s %s", err, out).isEqualTo(ExitCodes.OK);
    JsonNode model = new ObjectMapper().readTree(out.toString()).path("models").path(0);
    assertThat(model.path("export_max_difference").asDouble(1)).isLessThan(1e-6);
    ModelFolder version = new ModelFolder(Path.of(model.path("folder").asText()));
    assertThat(version.card().task()).isEqualTo("quantiles");
    JsonNode evaluation =
        new ObjectMapper()
            .readTree(folder.resolve("quantiles").resolve(TrainAll.EVALUATION).toFile());
    JsonNode horizons = evaluation.path("quantile").path("horizons");
    assertThat(horizons).hasSize(3);
    assertThat(horizons.path(0).path("intervals")).hasSize(2);
    assertThat(folder.resolve("quantiles/checkpoints/folds")).doesNotExist();
    String[] again = first.clone();
    again[5] = folder.resolve("quantiles-again").toString();
    assertThat(run(again)).as("%s", err).isEqualTo(ExitCodes.OK);
    for (String name : List.of(TrainAll.EVALUATION, TrainAll.REPORT, ZooForecasts.PREDICTIONS)) {
      assertThat(Files.readAllBytes(folder.resolve("quantiles-again").resolve(name)))
          .as(name)
          .isEqualTo(Files.readAllBytes(folder.resolve("quantiles").resolve(name)));
    }
  }

  @Test
  void aStoredDatasetIsLearntFrom() throws IOException {
    TreeMap<String, CandleFile> files = new TreeMap<>();
    Path file = candles().resolve("S0.csv");
    files.put("S0", CandleInput.ofFile(file, Long.MIN_VALUE, Long.MAX_VALUE).read());
    CandleFeatureSource source =
        new CandleFeatureSource(
            FeatureOptions.defaults().withSelect(List.of("timeframe:1m")), files);
    long minute = 60_000_000_000L;
    DatasetBuild build =
        DatasetBuilder.read(
            source,
            FeatureQuery.all(source.featureSet()),
            DatasetOptions.of(LabelRule.fixedHorizon(2 * minute), minute).withSteps(2, 0));
    Path stored = folder.resolve("dataset");
    DatasetFolder.write(build, stored);
    Path report = folder.resolve("report");
    assertThat(run("train", "logistic", "--input", stored + "", "--out", report + "", "--json"))
        .as("%s", err)
        .isEqualTo(ExitCodes.OK);
    JsonNode evaluation = new ObjectMapper().readTree(report.resolve(TrainAll.EVALUATION).toFile());
    assertThat(evaluation.path("data_hash").asText()).isEqualTo(build.dataset().hash());
    JsonNode model = new ObjectMapper().readTree(out.toString()).path("models").path(0);
    assertThat(new ModelFolder(Path.of(model.path("folder").asText())).card().horizonNs())
        .isEqualTo(2 * minute);
  }

  @Test
  void aPlanTrainsNothing() throws IOException {
    assertThat(run(arguments("logistic", "plan", "--plan"))).as("%s", err).isEqualTo(ExitCodes.OK);
    assertThat(out.toString()).contains("fold 2: learns from", "logistic", "about");
    assertThat(folder.resolve("plan")).doesNotExist();
    assertThat(folder.resolve("models-0")).doesNotExist();
  }

  @Test
  void whatCannotBeMeantIsRefused() throws IOException {
    assertThat(run(arguments("perceptron", "x"))).isNotEqualTo(ExitCodes.OK);
    assertThat(err.toString()).contains("TRAINING_FAMILY_UNKNOWN", "xgboost");
    assertThat(run(arguments("logistic", "x", "--hyper", "xgboost.depth=3")))
        .isEqualTo(ExitCodes.USAGE);
    assertThat(run("train", "all", "--out", "x")).isEqualTo(ExitCodes.USAGE);
  }
}
