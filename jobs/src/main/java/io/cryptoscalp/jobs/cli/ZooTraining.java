package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.dataset.DatasetBuild;
import io.cryptoscalp.models.dataset.DatasetCard;
import io.cryptoscalp.models.evaluation.EvaluationOptions;
import io.cryptoscalp.models.evaluation.EvaluationRun;
import io.cryptoscalp.models.evaluation.EvaluationTable;
import io.cryptoscalp.models.family.Hyperparameters;
import io.cryptoscalp.models.family.ModelFamily;
import io.cryptoscalp.models.family.TrainingRun;
import io.cryptoscalp.models.registry.ModelRegistry;
import io.cryptoscalp.models.training.FamilyTraining;
import io.cryptoscalp.models.training.TrainAll;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/**
 * {@code train all} and {@code train FAMILY}: says what it will do, does it, and says what came.
 */
final class ZooTraining {
  /** Seconds to train on 100,000 rows of 25 features and 32 steps, on one core, for the plan. */
  private static final Map<String, Integer> COST =
      Map.of(
          "logistic", 2,
          "random-forest", 30,
          "xgboost", 10,
          "lstm", 400,
          "gru", 350,
          "cnn1d", 120,
          "transformer", 450,
          "graph", 40);

  /**
   * System property that says that standard error is a terminal, set by {@code bin/cryptoscalp}.
   */
  static final String TERMINAL = "cryptoscalp.terminal";

  private final Main main;
  private final ZooOptions options;
  private final PrintWriter err;

  ZooTraining(Main main, ZooOptions options, PrintWriter err) {
    this.main = main;
    this.options = options;
    this.err = err;
  }

  /** Runs it for {@code all} or a family's id. */
  int run(String what) throws IOException {
    List<ModelFamily> chosen = options.families(what);
    SortedMap<String, Hyperparameters> settings = options.settings(chosen);
    EvaluationOptions evaluation = options.evaluation();
    Path out = options.out().toAbsolutePath();
    DatasetBuild build = ZooInput.read(options);
    Dataset data = build.dataset();
    List<ModelFamily> families = options.teachable(chosen, data, main::say);
    main.say(
        build.card().rows()
            + " rows; dropped "
            + build.card().dropped()
            + "; features left out "
            + build.card().featuresLeftOut().keySet());
    TrainAll all = new TrainAll(data, families, settings, evaluation, System::nanoTime);
    plan(data, families, all.folds(), out);
    if (options.planOnly()) {
      return ExitCodes.OK;
    }
    ZooProgress progress = new ZooProgress(err, Boolean.getBoolean(TERMINAL) && !main.json());
    TrainingRun run =
        new TrainingRun(options.seed(), options.threads(), progress, out.resolve("checkpoints"));
    TrainAll.Outcome outcome;
    try (ModelRegistry registry = Registries.open(main)) {
      outcome = all.run(run, progress, registry, request(evaluation, build.card()));
    }
    progress.end();
    String title = "Models on " + data.size() + " examples of " + data.featureSet();
    all.write(out, title, outcome);
    tell(outcome, out);
    if (!outcome.run().failures().isEmpty()) {
      String family = outcome.run().failures().firstKey();
      throw new ModelException(
          "TRAINING_INCOMPLETE", family + ": " + outcome.run().failures().get(family));
    }
    return ExitCodes.OK;
  }

  private FamilyTraining.Request request(EvaluationOptions evaluation, DatasetCard card) {
    return new FamilyTraining.Request(
        evaluation.embargoNs(),
        card.options().label().horizonNs(),
        card.options().stepNs(),
        "0.1.0",
        "Apache-2.0",
        Instant.now(),
        options.input().get(0).getFileName() + "");
  }

  private void plan(
      Dataset data, List<ModelFamily> families, List<EvaluationRun.Fold> folds, Path out) {
    main.say(
        String.format(
            Locale.ROOT,
            "%d examples of %d features, %d steps; %.1f%% up; data %s",
            data.size(),
            data.features(),
            data.steps(),
            100.0 * data.upCount() / data.size(),
            data.hash().substring(0, 16)));
    long rows = Math.round(0.7 * data.size());
    for (int i = 0; i < folds.size(); i++) {
      EvaluationRun.Fold fold = folds.get(i);
      rows += fold.train();
      main.say(
          String.format(
              Locale.ROOT,
              "fold %d: learns from %d, validates on %d, judges %d, leaves out %d, from %s",
              i + 1,
              fold.train(),
              fold.validation(),
              fold.test(),
              fold.left(),
              Instant.ofEpochSecond(Math.floorDiv(fold.testFromNs(), 1_000_000_000L))));
    }
    for (ModelFamily family : families) {
      long seconds = Math.round(COST.getOrDefault(family.id(), 300) * (rows / 1e5));
      main.say(
          String.format(
              Locale.ROOT,
              "%-14s %s; about %d s on one core",
              family.id(),
              family.description(),
              seconds));
    }
    main.say("Report: " + out + "; models: " + main.settings().modelsRoot());
  }

  private void tell(TrainAll.Outcome outcome, Path out) {
    ObjectNode line = Json.object().put("report", out.resolve(TrainAll.REPORT).toString());
    ArrayNode models = line.putArray("models");
    for (FamilyTraining.Result result : outcome.models()) {
      main.say("Registered " + result.family() + " " + result.card().version() + ".");
      result.card().warnings().forEach(warning -> main.say("  warning: " + warning));
      models
          .addObject()
          .put("model", result.family())
          .put("version", result.card().version())
          .put("export_max_difference", result.exportError())
          .put("folder", result.folder().path().toString());
    }
    outcome
        .run()
        .failures()
        .forEach((family, reason) -> main.say("Not trained: " + family + ": " + reason));
    main.say(EvaluationTable.markdown(outcome.run()));
    main.say("Report: " + out.resolve(TrainAll.REPORT));
    line.put("conclusion", EvaluationTable.conclusion(outcome.run()));
    main.emit(line);
  }
}
