package io.cryptoscalp.engine.scaling;

import java.util.List;

/**
 * Scales vectors of one feature set. A feature that is not valid, not finite, beyond 1e100, or of
 * which too little has been seen, is not valid in the result and 0 there; nothing is ever NaN.
 */
public sealed interface Scaler permits OnlineScaler, ScalerModel {
  /** Feature set the scaler belongs to. */
  String setId();

  /** Feature ids in the order of the vectors; unmodifiable. */
  List<String> featureIds();

  /** How it works. */
  ScalerOptions options();

  /**
   * Scales one vector with what is known now.
   *
   * @param values one value a feature
   * @param valid bit i of word i/64 is set when value i is usable
   * @param scaled receives one value a feature; may be {@code values}
   * @param scaledValid receives the mask of the result; may be {@code valid}
   * @throws IllegalArgumentException {@code SCALER_SHAPE} when an array's length does not fit
   */
  void scale(double[] values, long[] valid, double[] scaled, long[] scaledValid);

  /** Words of a mask for this many features. */
  static int words(int features) {
    return (features + 63) >>> 6;
  }
}
