package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.evaluation.ReportSection;
import io.cryptoscalp.models.evaluation.forecast.QuantilePredictions;
import io.cryptoscalp.models.evaluation.forecast.QuantileReport;
import io.cryptoscalp.models.evaluation.forecast.QuantileRun;
import io.cryptoscalp.models.evaluation.forecast.QuantileWalkForward;
import io.cryptoscalp.models.family.Hyperparameters;
import io.cryptoscalp.models.family.TrainingRun;
import io.cryptoscalp.models.family.forecast.QuantileFamily;
import io.cryptoscalp.models.registry.ModelRegistry;
import io.cryptoscalp.models.training.FamilyTraining;
import io.cryptoscalp.models.training.QuantileTraining;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** What {@code train} makes of the returns of examples rather than of their labels. */
final class ZooForecasts {
  /** Every forecast of the walk-forward. */
  static final String PREDICTIONS = "quantile-predictions.csv.gz";

  private final Main main;
  private final Dataset data;
  private final Hyperparameters settings;
  private final QuantileFamily family = new QuantileFamily();
  private final QuantileWalkForward walkForward;
  private final SortedMap<String, String> failures = new TreeMap<>();

  /** Cuts the folds; trains nothing yet. */
  ZooForecasts(
      Main main, ZooOptions options, SortedMap<String, Hyperparameters> settings, Dataset data) {
    this.main = main;
    this.data = data;
    this.settings = settings.getOrDefault(family.id(), family.defaults());
    this.walkForward = new QuantileWalkForward(data, options.evaluation());
  }

  /** Says what will be done. */
  void plan() {
    StringBuilder horizons = new StringBuilder();
    for (long horizonNs : data.horizonsNs()) {
      horizons.append(horizons.isEmpty() ? "" : ", ");
      horizons.append(horizonNs / 60_000_000_000L);
    }
    main.say(
        String.format(
            Locale.ROOT,
            "%-14s %s; %s min ahead; %d folds and the one to register",
            family.id(),
            family.description(),
            horizons,
            walkForward.folds().size()));
  }

  /** Judges, trains and registers; gives the part of the report. */
  List<ReportSection> run(
      TrainingRun run,
      ZooProgress progress,
      ModelRegistry registry,
      FamilyTraining.Request request,
      ArrayNode models,
      Path out)
      throws IOException {
    try {
      QuantileRun judged = walkForward.run(family, settings, run, progress, System::nanoTime);
      int folds = judged.folds().size();
      progress.fold(family.id(), folds, folds);
      QuantilePredictions.write(out.resolve(PREDICTIONS), judged);
      QuantileTraining.Result result =
          QuantileTraining.run(family, settings, data, run, judged, registry, request);
      ZooTraining.registered(main, result.folder(), result.card(), result.exportError(), models);
      return List.of(QuantileReport.section(judged));
    } catch (ModelException e) {
      failures.put(family.id(), String.valueOf(e.getMessage()));
      return List.of();
    }
  }

  /** Why it could not be trained, by id. */
  SortedMap<String, String> failures() {
    return failures;
  }
}
