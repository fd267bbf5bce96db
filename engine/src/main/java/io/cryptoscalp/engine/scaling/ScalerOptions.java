package io.cryptoscalp.engine.scaling;

import java.io.Serializable;

/**
 * How a scaler works.
 *
 * @param kind the transformation
 * @param clip scaled values are kept within {@code -clip} to {@code clip}; in deviations, positive.
 *     {@link ScalerKind#RANK_UNIFORM} stays within 1 by itself
 * @param minSamples values of a feature that must have been seen before it is scaled, at least 2
 * @param halfLife valid values of a feature after which an older one counts half; 0 forgets
 *     nothing, else at least {@value #MIN_HALF_LIFE}
 */
public record ScalerOptions(ScalerKind kind, double clip, int minSamples, int halfLife)
    implements Serializable {
  /** Shortest half-life: below it, quantiles of what is left say little. */
  public static final int MIN_HALF_LIFE = 32;

  /** Checks the ranges. */
  public ScalerOptions {
    if (!(clip > 0) || Double.isInfinite(clip)) {
      throw new IllegalArgumentException("SCALER_OPTION_INVALID: clip=" + clip);
    }
    if (minSamples < 2) {
      throw new IllegalArgumentException("SCALER_OPTION_INVALID: minSamples=" + minSamples);
    }
    if (halfLife != 0 && halfLife < MIN_HALF_LIFE) {
      throw new IllegalArgumentException(
          "SCALER_OPTION_INVALID: halfLife=" + halfLife + " least=" + MIN_HALF_LIFE);
    }
  }

  /** Statistics of everything since the start. */
  public ScalerOptions(ScalerKind kind, double clip, int minSamples) {
    this(kind, clip, minSamples, 0);
  }

  /** One line that names every option; equal options give equal lines. */
  public String describe() {
    return kind.id() + " clip=" + clip + " minSamples=" + minSamples + " halfLife=" + halfLife;
  }

  /** Share of its weight that a value keeps when the next comes: {@code 2^(-1 / halfLife)}. */
  double keep() {
    return halfLife == 0 ? 1 : StrictMath.pow(0.5, 1.0 / halfLife);
  }

  /** Values that the statistics rest on, where this many were seen. */
  long effective(long count) {
    return halfLife == 0 ? count : Math.min(count, 2L * halfLife);
  }

  /** Clipped at 8 deviations, valid after 100 values. */
  public static ScalerOptions of(ScalerKind kind) {
    return new ScalerOptions(kind, 8, 100);
  }
}
