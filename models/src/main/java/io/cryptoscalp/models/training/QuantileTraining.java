package io.cryptoscalp.models.training;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.Sha256;
import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.dataset.DatasetSplits;
import io.cryptoscalp.models.evaluation.forecast.HorizonFigures;
import io.cryptoscalp.models.evaluation.forecast.QuantileRun;
import io.cryptoscalp.models.family.Hyperparameters;
import io.cryptoscalp.models.family.TrainingRun;
import io.cryptoscalp.models.family.forecast.EmpiricalQuantiles;
import io.cryptoscalp.models.family.forecast.QuantileFamily;
import io.cryptoscalp.models.family.forecast.QuantileScores;
import io.cryptoscalp.models.family.forecast.TrainedForecast;
import io.cryptoscalp.models.onnx.OnnxGraph;
import io.cryptoscalp.models.onnx.OnnxHeader;
import io.cryptoscalp.models.registry.Lineage;
import io.cryptoscalp.models.registry.ModelCard;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.registry.ModelRegistry;
import io.cryptoscalp.models.registry.TensorSpec;
import io.cryptoscalp.models.scoring.InputBounds;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Trains the forecaster of quantiles that is registered, on the parts on which the other families
 * are: seventy hundredths of the time to learn, fifteen to stop and to calibrate the intervals, the
 * rest to judge.
 */
public final class QuantileTraining {
  private QuantileTraining() {}

  /**
   * What came of it.
   *
   * @param folder the registered version
   * @param card its card
   * @param exportError largest difference of file and trainer, fractions of the price
   */
  public record Result(ModelFolder folder, ModelCard card, double exportError) {}

  /**
   * Trains, exports, compares and registers.
   *
   * @param judged its walk-forward
   * @throws ModelException coded; nothing is registered then
   */
  public static Result run(
      QuantileFamily family,
      Hyperparameters settings,
      Dataset data,
      TrainingRun run,
      QuantileRun judged,
      ModelRegistry registry,
      FamilyTraining.Request request) {
    DatasetSplits.Split split = FamilyTraining.split(data, request);
    Dataset test = split.test();
    try (TrainedForecast model = family.train(split.train(), split.validation(), settings, run)) {
      byte[] onnx = model.onnx(header(family, split.train(), request));
      float[][][] quantiles = model.predict(test);
      SeveralAnswers.Found found =
          SeveralAnswers.of(onnx, sequences(test), flat(quantiles), tolerance(quantiles));
      ModelCard card =
          card(family, settings, data, split, model, quantiles, found, onnx, judged, request);
      return new Result(registry.register(card, onnx, found.golden()), card, found.worst());
    }
  }

  private static OnnxHeader header(
      QuantileFamily family, Dataset data, FamilyTraining.Request request) {
    SortedMap<String, String> extra = new TreeMap<>();
    extra.put(InputBounds.KEY, InputBounds.text(data.vectors()));
    return new OnnxHeader(
        family.id(),
        OnnxHeader.Task.QUANTILES,
        data.featureSet(),
        data.featureNames(),
        data.steps(),
        request.stepNs(),
        request.horizonNs(),
        extra);
  }

  private static float[][] sequences(Dataset examples) {
    float[][] rows = new float[examples.size()][examples.steps() * examples.features()];
    for (int i = 0; i < rows.length; i++) {
      examples.sequence(i, rows[i], 0);
    }
    return rows;
  }

  private static float[][] flat(float[][][] quantiles) {
    float[][] rows = new float[quantiles.length][];
    for (int i = 0; i < rows.length; i++) {
      int levels = quantiles[i][0].length;
      rows[i] = new float[quantiles[i].length * levels];
      for (int h = 0; h < quantiles[i].length; h++) {
        System.arraycopy(quantiles[i][h], 0, rows[i], h * levels, levels);
      }
    }
    return rows;
  }

  /** Returns are small: what the file may be off by is relative to the largest quantile. */
  private static double tolerance(float[][][] quantiles) {
    double largest = 0;
    for (float[] row : flat(quantiles)) {
      for (float value : row) {
        largest = Math.max(largest, Math.abs(value));
      }
    }
    return ExportCheck.TOLERANCE * largest;
  }

  private static ModelCard card(
      QuantileFamily family,
      Hyperparameters settings,
      Dataset data,
      DatasetSplits.Split split,
      TrainedForecast model,
      float[][][] quantiles,
      SeveralAnswers.Found found,
      byte[] onnx,
      QuantileRun judged,
      FamilyTraining.Request request) {
    String digest = Sha256.hex(onnx);
    SortedMap<String, Double> metrics = new TreeMap<>(model.figures());
    metrics.put("export_max_difference", found.worst());
    int horizons = model.horizonsNs().length;
    return ModelCard.builder(
            family.id(), ModelRegistry.versionName(request.createdAt(), digest), digest)
        .kind(family.id(), "quantiles")
        .features(data.featureSet(), data.featureNames())
        .horizonNs(request.horizonNs())
        .dataHash(data.hash())
        .hyperparameters(settings.byName())
        .metrics(metrics)
        .split("train", split.train().size(), Map.of())
        .split("validation", split.validation().size(), Map.of())
        .split("test", split.test().size(), test(model, quantiles, split))
        .split("walk_forward", rows(judged), walkForward(judged))
        .classBalance(Map.of())
        .graph(
            OnnxGraph.OPSET,
            List.of(
                TensorSpec.float32(
                    OnnxHeader.SEQUENCE, TensorSpec.ANY, data.steps(), data.features())),
            List.of(
                TensorSpec.float32(
                    TrainedForecast.OUTPUT, TensorSpec.ANY, horizons, model.levels().length)))
        .lineage(new Lineage(null, "train-" + request.createdAt(), request.source()))
        .warnings(warnings(judged))
        .made(request.codeVersion(), request.licence(), request.createdAt())
        .build();
  }

  private static SortedMap<String, Double> test(
      TrainedForecast model, float[][][] quantiles, DatasetSplits.Split split) {
    double[] levels = model.levels();
    long[] horizonsNs = model.horizonsNs();
    QuantileScores own = QuantileScores.of(quantiles, split.test(), levels);
    EmpiricalQuantiles learnt = EmpiricalQuantiles.fit(split.train(), levels);
    QuantileScores naive = QuantileScores.of(learnt.predict(split.test()), split.test(), levels);
    SortedMap<String, Double> figures = new TreeMap<>();
    for (int h = 0; h < horizonsNs.length; h++) {
      if (own.rows()[h] == 0) {
        continue; // no return is known
      }
      String of = suffix(horizonsNs[h]);
      figures.put("pinball" + of, own.pinball()[h]);
      figures.put("naive_pinball" + of, naive.pinball()[h]);
      for (int pair = 0; pair < levels.length / 2; pair++) {
        double nominal = levels[levels.length - 1 - pair] - levels[pair];
        figures.put("coverage_" + Math.round(100 * nominal) + of, own.coverage()[h][pair]);
        figures.put("width_" + Math.round(100 * nominal) + of, own.width()[h][pair]);
      }
    }
    return figures;
  }

  private static String suffix(long horizonNs) {
    return "_" + horizonNs / 1_000_000 + "ms";
  }

  private static int rows(QuantileRun judged) {
    int rows = 0;
    for (HorizonFigures horizon : judged.horizons()) {
      rows = Math.max(rows, horizon.rows());
    }
    return rows;
  }

  private static SortedMap<String, Double> walkForward(QuantileRun judged) {
    SortedMap<String, Double> figures = new TreeMap<>();
    for (HorizonFigures horizon : judged.horizons()) {
      String of = suffix(horizon.horizonNs());
      figures.put("pinball" + of, horizon.pinball());
      figures.put("naive_pinball" + of, horizon.naivePinball());
      figures.put("direction_auc" + of, horizon.direction().basic().auc());
      figures.put("net_return" + of, horizon.trading().net());
      figures.put("trades" + of, (double) horizon.trading().trades());
      for (HorizonFigures.Interval interval : horizon.intervals()) {
        figures.put("coverage_" + Math.round(100 * interval.nominal()) + of, interval.coverage());
      }
    }
    return figures;
  }

  private static List<String> warnings(QuantileRun judged) {
    if (judged.hasSkill()) {
      return List.of();
    }
    HorizonFigures first = judged.horizons().get(0);
    return List.of(
        String.format(
            Locale.ROOT,
            ModelCard.NO_SKILL + ": horizonMs=%d pinball=%.8f naive=%.8f gainError=%.8f",
            first.horizonNs() / 1_000_000,
            first.pinball(),
            first.naivePinball(),
            first.gainError()));
  }
}
