package io.cryptoscalp.models.leakage;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.dataset.DatasetSplits;
import io.cryptoscalp.models.training.BinaryMetrics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Boosted trees, few and shallow: enough to find what is there to be found. */
final class SmallTrees {
  private static final int ROUNDS = 30;

  private SmallTrees() {}

  /** Mean AUC over folds, and its standard error. */
  record Skill(double auc, double error) {}

  /**
   * Learns and judges on every fold.
   *
   * @param columns features to use
   * @param labels of a part's examples
   */
  static Skill judge(
      List<DatasetSplits.Fold> folds,
      int[] columns,
      int seed,
      Function<Dataset, boolean[]> labels) {
    double sum = 0;
    double variance = 0;
    int judged = 0;
    for (DatasetSplits.Fold fold : folds) {
      boolean[] test = labels.apply(fold.test());
      double[] forecasts =
          forecasts(fold.train(), labels.apply(fold.train()), fold.test(), columns, seed);
      BinaryMetrics metrics = BinaryMetrics.of(forecasts, test, 0.5);
      if (!Double.isNaN(metrics.auc())) {
        sum += metrics.auc();
        variance += metrics.aucError() * metrics.aucError();
        judged++;
      }
    }
    return new Skill(sum / judged, Math.sqrt(variance) / judged);
  }

  static boolean[] labels(Dataset data) {
    boolean[] labels = new boolean[data.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = data.up(i);
    }
    return labels;
  }

  /**
   * The labels of all examples dealt out anew. An example keeps what it was dealt in whatever part
   * it lies: were each part dealt for itself, nothing learnt from an example could be found again
   * where the same example is judged.
   */
  static Function<Dataset, boolean[]> shuffled(Dataset data, Random random) {
    boolean[] dealt = labels(data);
    Map<String, Boolean> byExample = new HashMap<>();
    for (int i = dealt.length - 1; i >= 0; i--) {
      int j = random.nextInt(i + 1);
      boolean held = dealt[j];
      dealt[j] = dealt[i];
      byExample.put(name(data, i), held);
    }
    return part -> {
      boolean[] labels = new boolean[part.size()];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = Boolean.TRUE.equals(byExample.get(name(part, i)));
      }
      return labels;
    };
  }

  private static String name(Dataset data, int example) {
    return data.instrument(example) + '@' + data.eventTimeNs(example);
  }

  private static double[] forecasts(
      Dataset train, boolean[] up, Dataset test, int[] columns, int seed) {
    DMatrix judged = null;
    Booster booster = fit(train, up, columns, seed);
    try {
      judged = matrix(test, columns);
      float[][] answers = booster.predict(judged);
      double[] forecasts = new double[answers.length];
      for (int i = 0; i < forecasts.length; i++) {
        forecasts[i] = answers[i][0];
      }
      return forecasts;
    } catch (XGBoostError e) {
      throw failed(e);
    } finally {
      booster.dispose();
      if (judged != null) {
        judged.dispose();
      }
    }
  }

  /** Share of each column in the gain of all splits, learnt from all examples. */
  static double[] gains(Dataset data, int[] columns, int seed) {
    Booster booster = fit(data, labels(data), columns, seed);
    try {
      String[] names = new String[columns.length];
      for (int i = 0; i < names.length; i++) {
        names[i] = "c" + i;
      }
      Map<String, Double> byName = booster.getScore(names, "total_gain");
      double[] gains = new double[columns.length];
      for (int i = 0; i < gains.length; i++) {
        gains[i] = byName.getOrDefault(names[i], 0.0);
      }
      return gains;
    } catch (XGBoostError e) {
      throw failed(e);
    } finally {
      booster.dispose();
    }
  }

  private static Booster fit(Dataset train, boolean[] up, int[] columns, int seed) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("objective", "binary:logistic");
    settings.put("tree_method", "hist");
    settings.put("max_depth", 3);
    settings.put("learning_rate", 0.2);
    settings.put("min_child_weight", 5.0);
    settings.put("seed", seed);
    settings.put("nthread", 1);
    settings.put("verbosity", 0);
    DMatrix cells = null;
    try {
      cells = matrix(train, columns);
      float[] labels = new float[up.length];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = up[i] ? 1 : 0;
      }
      cells.setLabel(labels);
      return XGBoost.train(cells, settings, ROUNDS, new HashMap<>(), null, null);
    } catch (XGBoostError e) {
      throw failed(e);
    } finally {
      if (cells != null) {
        cells.dispose();
      }
    }
  }

  private static DMatrix matrix(Dataset data, int[] columns) throws XGBoostError {
    float[] cells = new float[data.size() * columns.length];
    int at = 0;
    for (int i = 0; i < data.size(); i++) {
      float[] vector = data.vector(i);
      for (int column : columns) {
        cells[at++] = vector[column];
      }
    }
    return new DMatrix(cells, data.size(), columns.length, Float.NaN);
  }

  private static ModelException failed(XGBoostError e) {
    return new ModelException("LEAKAGE_CHECK_FAILED", "reason=" + e.getMessage(), e);
  }
}
