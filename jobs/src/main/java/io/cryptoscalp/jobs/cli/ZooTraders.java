package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.evaluation.EvaluationOptions;
import io.cryptoscalp.models.evaluation.ReportSection;
import io.cryptoscalp.models.evaluation.patterns.PatternReport;
import io.cryptoscalp.models.evaluation.policy.PolicyContender;
import io.cryptoscalp.models.evaluation.policy.PolicyReport;
import io.cryptoscalp.models.evaluation.policy.PolicyRun;
import io.cryptoscalp.models.evaluation.policy.PolicyWalkForward;
import io.cryptoscalp.models.family.Hyperparameters;
import io.cryptoscalp.models.family.TrainingRun;
import io.cryptoscalp.models.family.chart.ChartFamily;
import io.cryptoscalp.models.family.policy.PolicyFamily;
import io.cryptoscalp.models.registry.ModelRegistry;
import io.cryptoscalp.models.training.ChartTraining;
import io.cryptoscalp.models.training.FamilyTraining;
import io.cryptoscalp.models.training.PolicyMarket;
import io.cryptoscalp.models.training.PolicyRegistration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@code train} makes of candles rather than of labelled examples: policies that trade, and
 * the network of chart pictures.
 */
final class ZooTraders {
  /** Answers on the pictures of the test part. */
  static final String PATTERN_PREDICTIONS = "pattern-predictions.csv.gz";

  private final Main main;
  private final ZooOptions options;
  private final ZooChoice choice;
  private final SortedMap<String, Hyperparameters> settings;
  private final PolicyRegistration.@Nullable Market market;
  private final @Nullable PolicyWalkForward walkForward;
  private final @Nullable ChartTraining chart;
  private final SortedMap<String, String> failures = new TreeMap<>();

  /**
   * Reads paths and draws pictures; trains nothing yet.
   *
   * @param names features known; policies look at the usual ones of these
   */
  ZooTraders(
      Main main,
      ZooOptions options,
      ZooChoice choice,
      SortedMap<String, Hyperparameters> settings,
      ZooInput.Candles candles,
      List<String> names) {
    this.main = main;
    this.options = options;
    this.choice = choice;
    this.settings = settings;
    EvaluationOptions evaluation = options.evaluation();
    if (choice.policies().isEmpty()) {
      market = null;
      walkForward = null;
    } else {
      List<String> seen =
          options.select().isEmpty() ? PolicyMarket.features(names, candles.timeframe()) : names;
      market =
          PolicyMarket.of(
              candles.source(options),
              seen,
              candles.files(),
              candles.intervalNs(),
              options.costs());
      walkForward =
          new PolicyWalkForward(market.paths(), market.terms(), evaluation, options.policySeeds());
    }
    chart =
        choice.chart()
            ? new ChartTraining(candles.files(), candles.intervalNs(), evaluation, options.seed())
            : null;
  }

  /** Says what will be done. */
  void plan() {
    if (market != null && walkForward != null) {
      List<PolicyRun.Fold> folds = walkForward.folds();
      for (int i = 0; i < folds.size(); i++) {
        PolicyRun.Fold fold = folds.get(i);
        main.say(
            String.format(
                Locale.ROOT,
                "policies, fold %d: learn on %d rows of %d features, validate on %d, trade %d",
                i + 1,
                fold.train(),
                market.names().size(),
                fold.validation(),
                fold.test()));
      }
      for (PolicyFamily family : choice.policies()) {
        main.say(
            String.format(
                Locale.ROOT,
                "%-14s %s; %d runs and the one to register",
                family.id(),
                family.description(),
                folds.size() * options.policySeeds()));
      }
    }
    if (chart != null) {
      main.say(
          String.format(
              Locale.ROOT,
              "%-14s convolutional network over pictures of candles; %s",
              ChartFamily.ID,
              chart.plan()));
    }
  }

  /** Trains, judges and registers; gives the parts of the report. */
  List<ReportSection> run(
      TrainingRun run,
      ZooProgress progress,
      ModelRegistry registry,
      FamilyTraining.Request request,
      ArrayNode models,
      Path out)
      throws IOException {
    List<ReportSection> sections = new ArrayList<>();
    if (market != null && walkForward != null) {
      PolicyRun judged =
          walkForward.run(choice.policies(), settings, run, progress, System::nanoTime);
      failures.putAll(judged.failures());
      sections.add(PolicyReport.section(judged));
      policies(market, judged, run, progress, registry, request, models);
    }
    if (chart != null) {
      progress.fold(ChartFamily.ID, 1, 1);
      Hyperparameters with = settings.getOrDefault(ChartFamily.ID, new ChartFamily().defaults());
      try {
        ChartTraining.Result result = chart.run(with, run, registry, request, System::nanoTime);
        sections.add(PatternReport.section(result.figures()));
        PatternReport.predictions(
            out.resolve(PATTERN_PREDICTIONS), result.examples(), result.answers());
        ZooTraining.registered(main, result.folder(), result.card(), result.exportError(), models);
      } catch (ModelException e) {
        failures.put(ChartFamily.ID, String.valueOf(e.getMessage()));
      }
    }
    return sections;
  }

  private void policies(
      PolicyRegistration.Market of,
      PolicyRun judged,
      TrainingRun run,
      ZooProgress progress,
      ModelRegistry registry,
      FamilyTraining.Request request,
      ArrayNode models) {
    for (PolicyFamily family : choice.policies()) {
      if (failures.containsKey(family.id())) {
        continue;
      }
      progress.fold(family.id(), 1, 1);
      Hyperparameters with = settings.getOrDefault(family.id(), family.defaults());
      try {
        PolicyRegistration.Result result =
            PolicyRegistration.run(
                family, with, of, run, row(judged, family.id()), registry, request);
        ZooTraining.registered(main, result.folder(), result.card(), result.exportError(), models);
      } catch (ModelException e) {
        failures.put(family.id(), String.valueOf(e.getMessage()));
      }
    }
  }

  private static @Nullable PolicyContender row(PolicyRun judged, String id) {
    for (PolicyContender contender : judged.contenders()) {
      if (contender.id().equals(id)) {
        return contender;
      }
    }
    return null;
  }

  /** Families that could not be trained, with the reason. */
  SortedMap<String, String> failures() {
    return failures;
  }
}
