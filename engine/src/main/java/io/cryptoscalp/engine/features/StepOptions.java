package io.cryptoscalp.engine.features;

/**
 * The shape of a sequence of feature vectors.
 *
 * @param steps vectors of a sequence, the current one among them, 2 to {@value #MOST_STEPS}
 * @param stepNs event time between two of its rows, ns, positive
 * @param maxGapNs longest event time without a vector that a sequence may bridge, ns, at least
 *     {@code stepNs}
 */
public record StepOptions(int steps, long stepNs, long maxGapNs) {
  /** Most vectors of a sequence. */
  public static final int MOST_STEPS = 1024;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException {@code OPTION_INVALID} naming field and value
   */
  public StepOptions {
    check("steps", steps, steps >= 2 && steps <= MOST_STEPS);
    check("stepNs", stepNs, stepNs > 0);
    check("maxGapNs", maxGapNs, maxGapNs >= stepNs);
  }

  private static void check(String field, long value, boolean valid) {
    if (!valid) {
      throw new IllegalArgumentException("OPTION_INVALID: " + field + "=" + value);
    }
  }
}
