package io.cryptoscalp.engine.scaling;

/**
 * How a scaler works.
 *
 * @param kind the transformation
 * @param clip scaled values are kept within {@code -clip} to {@code clip}; in deviations, positive.
 *     {@link ScalerKind#RANK_UNIFORM} stays within 1 by itself
 * @param minSamples values of a feature that must have been seen before it is scaled, at least 2
 */
public record ScalerOptions(ScalerKind kind, double clip, int minSamples) {
  /** Checks the ranges. */
  public ScalerOptions {
    if (!(clip > 0) || Double.isInfinite(clip)) {
      throw new IllegalArgumentException("SCALER_OPTION_INVALID: clip=" + clip);
    }
    if (minSamples < 2) {
      throw new IllegalArgumentException("SCALER_OPTION_INVALID: minSamples=" + minSamples);
    }
  }

  /** Clipped at 8 deviations, valid after 100 values. */
  public static ScalerOptions of(ScalerKind kind) {
    return new ScalerOptions(kind, 8, 100);
  }
}
