package io.cryptoscalp.engine.features.patterns;

/**
 * Tells how well the newest swings form a chart pattern.
 *
 * <p>Every rule of a pattern scores from 0 to 1, from where it fails to where it holds in full, and
 * the weakest rule is the confidence (the fuzzy "and" of Zadeh, Fuzzy Sets, 1965). Lengths are in
 * units of the pattern's own height and durations in units of its own, so that neither price nor
 * timeframe matters.
 */
@FunctionalInterface
interface ChartShape {
  /**
   * The confidence, 0 to 1.
   *
   * @param swings at least {@link ChartNode#SWINGS}
   */
  double confidence(Swings swings);

  /** 1 for no error, falling to 0 at the tolerance. */
  static double near(double error, double tolerance) {
    return Math.max(0, 1 - Math.abs(error) / tolerance);
  }

  /** 0 up to {@code none}, 1 from {@code full} on, straight between; {@code full} may be less. */
  static double ramp(double x, double none, double full) {
    return Math.max(0, Math.min(1, (x - none) / (full - none)));
  }
}
