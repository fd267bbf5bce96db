package io.cryptoscalp.models.scaling;

import io.cryptoscalp.engine.scaling.Scaler;
import io.cryptoscalp.engine.scaling.ScalerModel;
import java.util.Arrays;

/**
 * Scales single-precision rows of a model's columns by a frozen scaler. Training and serving both
 * come through here: values are rounded to single precision, scaled in double, and rounded again.
 * Not thread-safe.
 */
public final class RowScaler {
  private final ScalerModel model;
  private final double[] values;
  private final double[] scaled;
  private final long[] all;
  private final long[] valid;

  /** A scaler of rows in the order of the model's features. */
  public RowScaler(ScalerModel model) {
    this.model = model;
    int columns = model.featureIds().size();
    this.values = new double[columns];
    this.scaled = new double[columns];
    this.all = new long[Scaler.words(columns)];
    Arrays.fill(all, -1L);
    if ((columns & 63) != 0) {
      all[all.length - 1] = (1L << columns) - 1;
    }
    this.valid = new long[all.length];
  }

  /**
   * Scales one row.
   *
   * @param row values, all valid
   * @param to receives the scaled row; may be {@code row}
   * @return false when some value cannot be scaled: beyond 1e100, or of a feature that the scaler
   *     has hardly seen; that row must not be used
   */
  public boolean scale(float[] row, float[] to) {
    for (int i = 0; i < values.length; i++) {
      values[i] = row[i];
    }
    model.scale(values, all, scaled, valid);
    for (int i = 0; i < values.length; i++) {
      to[i] = (float) scaled[i];
    }
    return Arrays.equals(valid, all);
  }
}
