package io.cryptoscalp.models.evaluation.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.evaluation.EvaluationOptions;
import io.cryptoscalp.models.evaluation.WalkForward;
import io.cryptoscalp.models.family.Hyperparameters;
import io.cryptoscalp.models.family.PlantedSequences;
import io.cryptoscalp.models.family.TrainingProgress;
import io.cryptoscalp.models.family.TrainingRun;
import io.cryptoscalp.models.family.forecast.QuantileFamily;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.registry.ModelRegistry;
import io.cryptoscalp.models.registry.ModelTrust;
import io.cryptoscalp.models.training.FamilyTraining;
import io.cryptoscalp.models.training.QuantileTraining;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Is a forecaster found to know widths and not directions, where just that was planted? */
class QuantileWalkForwardTest {
  private static final Dataset DATA = PlantedSequences.of(4_000, 4, 5);
  private static final QuantileFamily FAMILY = new QuantileFamily();
  private static final Hyperparameters SETTINGS =
      FAMILY
          .defaults()
          .with(
              Map.of(
                  "hidden",
                  "16",
                  "layers",
                  "2",
                  "batch",
                  "64",
                  "epochs",
                  "4",
                  "learningRate",
                  "0.005"));
  private static final EvaluationOptions OPTIONS =
      new EvaluationOptions(
          2, 0.5, 0.2, 0, EvaluationOptions.DEFAULT.costs(), EvaluationOptions.DEFAULT.clusterNs());

  @TempDir private Path folder = Path.of("");

  private final List<String> kept = new ArrayList<>();

  private QuantileRun run(TrainingRun run) {
    WalkForward.Listener listener =
        new WalkForward.Listener() {
          @Override
          public void fold(String family, int fold, int folds) {}

          @Override
          public void kept(String family, int fold, int folds) {
            kept.add(family + fold);
          }
        };
    return new QuantileWalkForward(DATA, OPTIONS).run(FAMILY, SETTINGS, run, listener, () -> 0);
  }

  @Test
  void widthsAreKnownDirectionsAreNot() throws IOException {
    QuantileRun run = run(new TrainingRun(1, 1, TrainingProgress.NONE, folder));
    assertThat(run.hasSkill()).isTrue();
    for (HorizonFigures horizon : run.horizons()) {
      assertThat(horizon.rows()).isBetween(1_900, 2_000);
      assertThat(horizon.hasSkill()).isTrue();
      assertThat(horizon.gain()).isGreaterThan(0.05 * horizon.naivePinball());
      HorizonFigures.Interval outer = horizon.intervals().get(0);
      assertThat(outer.nominal()).isCloseTo(0.9, within(1e-9));
      assertThat(outer.coverage()).isBetween(0.84, 0.96);
      assertThat(outer.coverageError()).isBetween(0.001, 0.05);
      assertThat(horizon.below()[2]).isBetween(0.4, 0.6);
      assertThat(horizon.direction().hasSkill()).isFalse();
      assertThat(horizon.trading().trades()).isGreaterThanOrEqualTo(0);
    }
    recomputed(run);
    // a second run takes every fold from the first and finds the same
    QuantileRun again = run(new TrainingRun(1, 1, TrainingProgress.NONE, folder));
    assertThat(kept).containsExactly("quantile0", "quantile1");
    assertThat(QuantileReport.section(again).json()).isEqualTo(QuantileReport.section(run).json());
    registered(run);
  }

  /** The figures from the written forecasts alone. */
  private void recomputed(QuantileRun run) throws IOException {
    Path file = folder.resolve("q.csv.gz");
    QuantilePredictions.write(file, run);
    double[] levels = run.levels();
    double[] loss = new double[2];
    double[] inside = new double[2];
    int[] rows = new int[2];
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      assertThat(in.readLine())
          .endsWith(
              "side,q_0.05,q_0.25,q_0.5,q_0.75,q_0.95,naive_0.05,"
                  + "naive_0.25,naive_0.5,naive_0.75,naive_0.95");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] cells = line.split(",", -1);
        if (cells[6].isEmpty()) {
          continue; // not known
        }
        int h = cells[4].equals("60000000000") ? 0 : 1;
        double y = Double.parseDouble(cells[6]);
        rows[h]++;
        for (int q = 0; q < levels.length; q++) {
          double off = y - Double.parseDouble(cells[9 + q]);
          loss[h] += Math.max(levels[q] * off, (levels[q] - 1) * off) / levels.length;
        }
        inside[h] +=
            y >= Double.parseDouble(cells[9]) && y <= Double.parseDouble(cells[13]) ? 1 : 0;
      }
    }
    for (int h = 0; h < 2; h++) {
      HorizonFigures figures = run.horizons().get(h);
      assertThat(rows[h]).isEqualTo(figures.rows());
      assertThat(loss[h] / rows[h]).isCloseTo(figures.pinball(), within(1e-10)); // texts of floats
      assertThat(inside[h] / rows[h])
          .isCloseTo(figures.intervals().get(0).coverage(), within(1e-12));
    }
  }

  private void registered(QuantileRun run) {
    FamilyTraining.Request request =
        new FamilyTraining.Request(
            0,
            60_000_000_000L,
            60_000_000_000L,
            "test",
            "Apache-2.0",
            Instant.parse("2026-01-02T03:04:05Z"),
            "planted");
    QuantileTraining.Result result =
        QuantileTraining.run(
            FAMILY,
            SETTINGS,
            DATA,
            TrainingRun.quiet(1),
            run,
            new ModelRegistry(folder.resolve("models")),
            request);
    assertThat(result.exportError()).isLessThan(1e-7);
    assertThat(result.card().task()).isEqualTo("quantiles");
    assertThat(result.card().warnings()).isEmpty();
    ModelFolder version = result.folder().verified(ModelTrust.ANYONE);
    assertThat(version.golden().outputs()).hasSize(16 * 2 * 5);
  }
}
