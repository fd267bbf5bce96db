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
import io.cryptoscalp.models.evaluation.FoldStore;
import io.cryptoscalp.models.evaluation.ReportSection;
import io.cryptoscalp.models.family.Hyperparameters;
import io.cryptoscalp.models.family.ModelFamily;
import io.cryptoscalp.models.family.TrainingRun;
import io.cryptoscalp.models.registry.ModelCard;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.registry.ModelRegistry;
import io.cryptoscalp.models.training.FamilyTraining;
import io.cryptoscalp.models.training.TrainAll;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

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

  private static final String CHECKPOINTS = "checkpoints";

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
    ZooChoice choice = options.choice(what);
    SortedMap<String, Hyperparameters> settings = options.settings(choice);
    Path out = options.out().toAbsolutePath();
    if (choice.wantsCandles() && !ZooInput.isCandles(options)) {
      if (choice.withoutCandles().isEmpty()) {
        throw new CliException(
            ExitCodes.USAGE, what + " learns from candles; --input is a dataset's folder.");
      }
      main.say("Policies and chart pictures want candles and are left out.");
      choice = choice.withoutCandles();
    }
    DatasetBuild build = ZooInput.read(options);
    List<ModelFamily> families = options.teachable(choice.families(), build.dataset(), main::say);
    main.say(
        build.card().rows()
            + " rows; dropped "
            + build.card().dropped()
            + "; features left out "
            + build.card().featuresLeftOut().keySet());
    TrainAll all = null;
    if (!families.isEmpty()) {
      all =
          new TrainAll(build.dataset(), families, settings, options.evaluation(), System::nanoTime);
      plan(build.dataset(), families, all.folds());
    }
    ZooForecasts forecasts = null;
    if (choice.quantile() && build.dataset().horizonsNs().length == 0) {
      main.say("quantile is left out: the dataset has no returns over horizons.");
    } else if (choice.quantile()) {
      forecasts = new ZooForecasts(main, options, settings, build.dataset());
      forecasts.plan();
    }
    ZooTraders traders = null;
    if (choice.wantsCandles()) {
      traders =
          new ZooTraders(
              main,
              options,
              choice,
              settings,
              ZooInput.candles(options),
              build.dataset().featureNames());
      traders.plan();
    }
    main.say("Report: " + out + "; models: " + main.settings().modelsRoot());
    return options.planOnly() ? ExitCodes.OK : run(build, all, forecasts, traders, out);
  }

  private int run(
      DatasetBuild build,
      @Nullable TrainAll all,
      @Nullable ZooForecasts forecasts,
      @Nullable ZooTraders traders,
      Path out)
      throws IOException {
    ZooProgress progress = new ZooProgress(err, Boolean.getBoolean(TERMINAL) && !main.json());
    TrainingRun run =
        new TrainingRun(options.seed(), options.threads(), progress, out.resolve(CHECKPOINTS));
    FamilyTraining.Request request = request(options.evaluation(), build.card());
    ObjectNode line = Json.object().put("report", out.resolve(TrainAll.REPORT).toString());
    ArrayNode models = line.putArray("models");
    Dataset data = build.dataset();
    String title = "Models on " + data.size() + " examples of " + data.featureSet();
    Files.createDirectories(out);
    SortedMap<String, String> failures = new TreeMap<>();
    List<ReportSection> sections = new ArrayList<>();
    TrainAll.Outcome outcome = null;
    try (ModelRegistry registry = Registries.open(main)) {
      if (all != null) {
        outcome = all.run(run, progress, registry, request);
        failures.putAll(outcome.run().failures());
        tell(outcome, models);
        line.put("conclusion", EvaluationTable.conclusion(outcome.run()));
      }
      if (forecasts != null) {
        sections.addAll(forecasts.run(run, progress, registry, request, models, out));
        failures.putAll(forecasts.failures());
      }
      if (traders != null) {
        sections.addAll(traders.run(run, progress, registry, request, models, out));
        failures.putAll(traders.failures());
      }
    }
    progress.end();
    if (all != null && outcome != null) {
      all.write(out, title, outcome, sections);
    } else {
      TrainAll.write(out, title, sections);
    }
    FoldStore.clear(out.resolve(CHECKPOINTS));
    sections.forEach(section -> main.say(section.markdown()));
    failures.forEach((family, reason) -> main.say("Not trained: " + family + ": " + reason));
    main.say("Report: " + out.resolve(TrainAll.REPORT));
    main.emit(line);
    if (!failures.isEmpty()) {
      String family = failures.firstKey();
      throw new ModelException("TRAINING_INCOMPLETE", family + ": " + failures.get(family));
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

  private void plan(Dataset data, List<ModelFamily> families, List<EvaluationRun.Fold> folds) {
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
  }

  private void tell(TrainAll.Outcome outcome, ArrayNode models) {
    for (FamilyTraining.Result result : outcome.models()) {
      registered(main, result.folder(), result.card(), result.exportError(), models);
    }
    main.say(EvaluationTable.markdown(outcome.run()));
  }

  /** Says what was registered. */
  static void registered(
      Main main, ModelFolder folder, ModelCard card, double exportError, ArrayNode models) {
    main.say("Registered " + card.model() + " " + card.version() + ".");
    card.warnings().forEach(warning -> main.say("  warning: " + warning));
    models
        .addObject()
        .put("model", card.model())
        .put("version", card.version())
        .put("export_max_difference", exportError)
        .put("folder", folder.path().toString());
  }
}
