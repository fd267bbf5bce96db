package io.cryptoscalp.models.training;

import io.cryptoscalp.engine.scaling.OnlineScaler;
import io.cryptoscalp.engine.scaling.Scaler;
import io.cryptoscalp.engine.scaling.ScalerModel;
import io.cryptoscalp.engine.scaling.ScalerOptions;
import io.cryptoscalp.models.dataset.TrainingSet;
import io.cryptoscalp.models.scaling.RowScaler;
import java.util.Arrays;

/** Learns a scaler from a training part, freezes it, and scales sets by it as serving will. */
final class FrozenScaling {
  private FrozenScaling() {}

  /** A scaler of the set's columns, learnt from all its rows. */
  static ScalerModel fit(TrainingSet set, ScalerOptions options) {
    OnlineScaler scaler = new OnlineScaler(set.featureSet(), set.featureNames(), options);
    int columns = set.featureNames().size();
    double[] values = new double[columns];
    long[] valid = new long[Scaler.words(columns)];
    Arrays.fill(valid, -1L);
    for (float[] row : set.features()) {
      for (int c = 0; c < columns; c++) {
        values[c] = row[c];
      }
      scaler.learn(values, valid);
    }
    scaler.freeze();
    return scaler.model();
  }

  /** The set with its columns scaled, as the graph will receive them. */
  static TrainingSet apply(ScalerModel model, TrainingSet set) {
    RowScaler scaler = new RowScaler(model);
    float[][] rows = new float[set.rows()][set.featureNames().size()];
    for (int r = 0; r < rows.length; r++) {
      if (!scaler.scale(set.features()[r], rows[r])) {
        throw new IllegalStateException("row " + r + " of a training set cannot be scaled");
      }
    }
    return set.withColumns(set.featureNames(), rows);
  }
}
