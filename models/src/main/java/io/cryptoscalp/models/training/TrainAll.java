package io.cryptoscalp.models.training;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.evaluation.Contender;
import io.cryptoscalp.models.evaluation.EvaluationFiles;
import io.cryptoscalp.models.evaluation.EvaluationOptions;
import io.cryptoscalp.models.evaluation.EvaluationPage;
import io.cryptoscalp.models.evaluation.EvaluationPlots;
import io.cryptoscalp.models.evaluation.EvaluationRun;
import io.cryptoscalp.models.evaluation.EvaluationTable;
import io.cryptoscalp.models.evaluation.ReportSection;
import io.cryptoscalp.models.evaluation.WalkForward;
import io.cryptoscalp.models.explain.GlobalExplanation;
import io.cryptoscalp.models.family.Hyperparameters;
import io.cryptoscalp.models.family.ModelFamily;
import io.cryptoscalp.models.family.TrainingRun;
import io.cryptoscalp.models.registry.ModelRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The whole zoo on one dataset: every family judged by walk-forward, a model of each trained,
 * exported, compared with its trainer and registered as a candidate, and a report of it all. Equal
 * data, settings and seed give equal files, but for {@value #COSTS}.
 */
public final class TrainAll {
  /** All figures. */
  public static final String EVALUATION = "evaluation.json";

  /** Every forecast, for other tools. */
  public static final String PREDICTIONS = "predictions.csv.gz";

  /** The page. */
  public static final String REPORT = "report.html";

  /** The tables as Markdown. */
  public static final String TABLE = "table.md";

  /** Seconds and versions, which differ from run to run. */
  public static final String COSTS = "costs.json";

  private final Dataset data;
  private final List<ModelFamily> families;
  private final SortedMap<String, Hyperparameters> settings;
  private final WalkForward walkForward;
  private final LongSupplier nanoTime;

  /**
   * What came of it.
   *
   * @param run the walk-forward
   * @param models the registered models
   * @param seconds to train each registered model, by family
   */
  public record Outcome(
      EvaluationRun run, List<FamilyTraining.Result> models, SortedMap<String, Double> seconds) {}

  /**
   * Cuts the folds; trains nothing yet.
   *
   * @param settings of families that do not use their defaults, by id
   * @param nanoTime a clock for the costs, ns
   */
  public TrainAll(
      Dataset data,
      List<ModelFamily> families,
      SortedMap<String, Hyperparameters> settings,
      EvaluationOptions options,
      LongSupplier nanoTime) {
    this.data = data;
    this.families = List.copyOf(families);
    this.settings = new TreeMap<>(settings);
    this.walkForward = new WalkForward(data, options);
    this.nanoTime = nanoTime;
  }

  /** The folds there will be. */
  public List<EvaluationRun.Fold> folds() {
    return walkForward.folds();
  }

  /**
   * Judges, trains and registers.
   *
   * @param run seed, threads, progress; checkpoints serve the registered models
   * @param listener told of each fold, and of the registered model as the fold after the last
   */
  public Outcome run(
      TrainingRun run,
      WalkForward.Listener listener,
      ModelRegistry registry,
      FamilyTraining.Request request) {
    EvaluationRun evaluation = walkForward.run(families, settings, run, listener, nanoTime);
    List<FamilyTraining.Result> models = new ArrayList<>();
    SortedMap<String, Double> seconds = new TreeMap<>();
    SortedMap<String, String> failures = new TreeMap<>(evaluation.failures());
    int folds = evaluation.folds().size();
    for (ModelFamily family : families) {
      Contender judged = contender(evaluation, family.id());
      if (judged == null) {
        continue; // it could not be trained on the folds
      }
      listener.fold(family.id(), folds, folds);
      long from = nanoTime.getAsLong();
      try {
        Hyperparameters with = settings.getOrDefault(family.id(), family.defaults());
        models.add(FamilyTraining.run(family, with, data, run, judged, registry, request));
        seconds.put(family.id(), (nanoTime.getAsLong() - from) / 1e9);
      } catch (ModelException e) {
        failures.put(family.id(), String.valueOf(e.getMessage()));
      }
    }
    EvaluationRun whole =
        new EvaluationRun(
            evaluation.dataHash(),
            evaluation.options(),
            evaluation.folds(),
            evaluation.examples(),
            evaluation.contenders(),
            failures);
    return new Outcome(whole, models, seconds);
  }

  private static @Nullable Contender contender(EvaluationRun run, String id) {
    for (Contender contender : run.contenders()) {
      if (contender.id().equals(id)) {
        return contender;
      }
    }
    return null;
  }

  /**
   * Writes all files.
   *
   * @param folder made when missing
   * @param title of the page
   * @param sections what else was judged
   */
  public void write(Path folder, String title, Outcome outcome, List<ReportSection> sections)
      throws IOException {
    Files.createDirectories(folder);
    SortedMap<String, GlobalExplanation> global = new TreeMap<>();
    ObjectNode evaluation = EvaluationFiles.json(outcome.run());
    ObjectNode used = evaluation.putObject("settings");
    for (ModelFamily family : families) {
      ObjectNode values = used.putObject(family.id());
      settings.getOrDefault(family.id(), family.defaults()).byName().forEach(values::put);
    }
    ArrayNode models = evaluation.putArray("models");
    ObjectNode costs = evaluation.objectNode();
    ArrayNode costed = costs.putArray("families");
    for (FamilyTraining.Result result : outcome.models()) {
      ObjectNode model = models.addObject();
      model.put("family", result.family()).put("sha256", result.card().sha256());
      model.put("export_max_difference", result.exportError());
      GlobalExplanation explained = result.global();
      if (explained != null) {
        global.put(result.family(), explained);
        importance(model, explained);
      }
      Contender judged = contender(outcome.run(), result.family());
      costed
          .addObject()
          .put("family", result.family())
          .put("version", result.card().version())
          .put("folder", result.folder().path().toString())
          .put("walk_forward_seconds", judged == null ? 0 : judged.trainSeconds())
          .put("model_seconds", outcome.seconds().getOrDefault(result.family(), 0.0));
    }
    sections.forEach(section -> evaluation.set(section.key(), section.json()));
    EvaluationFiles.write(folder.resolve(EVALUATION), evaluation);
    EvaluationFiles.write(folder.resolve(COSTS), costs);
    EvaluationFiles.predictions(folder.resolve(PREDICTIONS), outcome.run());
    EvaluationPlots.write(folder, outcome.run());
    Files.writeString(
        folder.resolve(REPORT), EvaluationPage.html(title, outcome.run(), global, sections));
    Files.writeString(
        folder.resolve(TABLE), EvaluationTable.markdown(outcome.run()) + markdown(sections));
  }

  /**
   * Writes the files of a run in which no family answered with a direction.
   *
   * @param folder made when missing
   * @param title of the page
   * @param sections what was judged
   */
  public static void write(Path folder, String title, List<ReportSection> sections)
      throws IOException {
    Files.createDirectories(folder);
    ObjectNode evaluation = JsonNodeFactory.instance.objectNode();
    sections.forEach(section -> evaluation.set(section.key(), section.json()));
    EvaluationFiles.write(folder.resolve(EVALUATION), evaluation);
    Files.writeString(
        folder.resolve(REPORT), EvaluationPage.html(title, null, new TreeMap<>(), sections));
    Files.writeString(folder.resolve(TABLE), markdown(sections));
  }

  private static String markdown(List<ReportSection> sections) {
    StringBuilder text = new StringBuilder();
    sections.forEach(section -> text.append(section.markdown()));
    return text.toString();
  }

  private static void importance(ObjectNode model, GlobalExplanation explained) {
    model.put("explained_by", explained.method().name());
    ObjectNode importance = model.putObject("mean_absolute_contribution");
    explained
        .importance()
        .forEach(feature -> importance.put(feature.feature(), feature.meanAbsolute()));
  }
}
