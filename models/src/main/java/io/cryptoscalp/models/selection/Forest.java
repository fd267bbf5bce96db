package io.cryptoscalp.models.selection;

import io.cryptoscalp.models.ModelException;
import java.util.HashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * A random forest (Breiman, Machine Learning 45, 2001): XGBoost's trees, all grown in one round on
 * bootstrap-like samples (0.632 of the rows without replacement), each split choosing among the
 * square root of the columns. A missing value goes to the side that a split learnt for it. One
 * thread and a seed: equal input gives an equal forest.
 */
final class Forest implements AutoCloseable {
  private static final double ROW_SHARE = 0.632;

  private final SelectionData data;
  private final int[] columns;
  private final Booster booster;

  private Forest(SelectionData data, int[] columns, Booster booster) {
    this.data = data;
    this.columns = columns;
    this.booster = booster;
  }

  /**
   * Grows a forest.
   *
   * @param data the history
   * @param columns columns to use
   * @param rows rows to learn from
   * @param options trees, depth and seed
   * @throws ModelException {@code SELECTION_FOREST_FAILED}
   */
  static Forest grow(SelectionData data, int[] columns, int[] rows, SelectionOptions options) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("booster", "gbtree");
    settings.put("objective", "binary:logistic");
    settings.put("tree_method", "hist");
    settings.put("num_parallel_tree", options.trees());
    settings.put("learning_rate", 1.0);
    settings.put("subsample", ROW_SHARE);
    settings.put("colsample_bynode", Math.sqrt(columns.length) / columns.length);
    settings.put("max_depth", options.depth());
    settings.put("min_child_weight", 2.0);
    settings.put("lambda", 1.0);
    settings.put("seed", options.seed());
    settings.put("nthread", 1);
    settings.put("verbosity", 0);
    try (Matrix matrix = new Matrix(data, columns, rows)) {
      float[] labels = new float[rows.length];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = data.up()[rows[i]] ? 1 : 0;
      }
      matrix.cells.setLabel(labels);
      Booster booster = XGBoost.train(matrix.cells, settings, 1, new HashMap<>(), null, null);
      return new Forest(data, columns, booster);
    } catch (XGBoostError e) {
      throw failed(e);
    }
  }

  /** Probabilities of up. */
  double[] forecasts(int[] rows) {
    try (Matrix matrix = new Matrix(data, columns, rows)) {
      float[][] answers = booster.predict(matrix.cells);
      double[] forecasts = new double[rows.length];
      for (int i = 0; i < forecasts.length; i++) {
        forecasts[i] = answers[i][0];
      }
      return forecasts;
    } catch (XGBoostError e) {
      throw failed(e);
    }
  }

  /**
   * Share of each column in the gain of all splits (mean decrease impurity; Lopez de Prado 2018,
   * 8.3.1), in the order of the columns; they sum to 1, or are all 0 when nothing was split.
   */
  double[] importance() {
    String[] names = new String[columns.length];
    for (int i = 0; i < names.length; i++) {
      names[i] = "c" + i;
    }
    try {
      Map<String, Double> gains = booster.getScore(names, "total_gain");
      double[] shares = new double[names.length];
      double sum = 0;
      for (int i = 0; i < shares.length; i++) {
        shares[i] = gains.getOrDefault(names[i], 0.0);
        sum += shares[i];
      }
      for (int i = 0; i < shares.length && sum > 0; i++) {
        shares[i] /= sum;
      }
      return shares;
    } catch (XGBoostError e) {
      throw failed(e);
    }
  }

  @Override
  public void close() {
    booster.dispose();
  }

  private static ModelException failed(XGBoostError cause) {
    return new ModelException("SELECTION_FOREST_FAILED", "reason=" + cause.getMessage(), cause);
  }

  /** Native memory of some rows and columns. */
  private static final class Matrix implements AutoCloseable {
    private final DMatrix cells;

    Matrix(SelectionData data, int[] columns, int[] rows) throws XGBoostError {
      float[] values = new float[Math.multiplyExact(rows.length, columns.length)];
      int at = 0;
      for (int row : rows) {
        for (int column : columns) {
          values[at++] = data.columns()[column][row];
        }
      }
      cells = new DMatrix(values, rows.length, columns.length, Float.NaN);
    }

    @Override
    public void close() {
      cells.dispose();
    }
  }
}
