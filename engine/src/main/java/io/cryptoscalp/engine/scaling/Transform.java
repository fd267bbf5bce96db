package io.cryptoscalp.engine.scaling;

/**
 * Scales one value by a column's parameters. The one place where that is done: online and frozen
 * scalers call it alike. Parameters are {@code [centre, scale]}, or quantiles at equal steps of
 * probability for the rank kinds.
 */
final class Transform {
  /** Beyond this a value is no measurement, and squares would overflow. */
  private static final double LIMIT = 1e100;

  /** Quantiles of a rank scaler: steps of 1/64. */
  static final int KNOTS = 65;

  private Transform() {}

  static int parameters(ScalerKind kind) {
    return kind.ranks() ? KNOTS : 2;
  }

  static boolean usable(double value) {
    return Math.abs(value) <= LIMIT; // false for NaN
  }

  /**
   * The scaled value, finite and within the clip.
   *
   * @param value usable value
   * @param parameters of the column
   * @param count values behind the parameters
   */
  static double scale(ScalerOptions options, double value, double[] parameters, long count) {
    double scaled =
        switch (options.kind()) {
          case STANDARD, ROBUST -> linear(value, parameters[0], parameters[1]);
          case RANK_UNIFORM -> 2 * rank(value, parameters, options.effective(count)) - 1;
          case RANK_GAUSSIAN ->
              NormalQuantile.of(rank(value, parameters, options.effective(count)));
        };
    return Math.min(Math.max(scaled, -options.clip()), options.clip());
  }

  /** A column that never varied says nothing: 0. */
  private static double linear(double value, double centre, double scale) {
    return scale > 0 ? (value - centre) / scale : 0;
  }

  /**
   * The empirical distribution function, linear between quantiles, in the middle of its step where
   * values repeat; kept half a rank away from 0 and 1 so that no value is impossible.
   */
  private static double rank(double value, double[] knots, long count) {
    int last = knots.length - 1;
    double share;
    if (value < knots[0]) {
      share = 0;
    } else if (value > knots[last]) {
      share = 1;
    } else {
      int low = firstNotBelow(knots, value);
      if (knots[low] == value) {
        int high = low;
        while (high < last && knots[high + 1] == value) {
          high++;
        }
        share = (low + high) / (2.0 * last);
      } else {
        double before = knots[low - 1];
        share = (low - 1 + (value - before) / (knots[low] - before)) / last;
      }
    }
    double edge = 0.5 / (count + 1);
    return Math.min(Math.max(share, edge), 1 - edge);
  }

  private static int firstNotBelow(double[] knots, double value) {
    int low = 0;
    int high = knots.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (knots[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
