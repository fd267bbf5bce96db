package io.cryptoscalp.engine.regime.correlation;

/**
 * Size of a correlation window.
 *
 * @param instruments how many, 2 to 64
 * @param window bars, 8 to 10000
 * @param fewest bars that two instruments must have in common, 4 to {@code window}
 */
public record CorrelationOptions(int instruments, int window, int fewest) {
  /** Most instruments. */
  public static final int MOST = 64;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException coded {@code CORRELATION_OPTION_INVALID}
   */
  public CorrelationOptions {
    check(instruments >= 2 && instruments <= MOST, "instruments", instruments);
    check(window >= 8 && window <= 10_000, "window", window);
    check(fewest >= 4 && fewest <= window, "fewest", fewest);
  }

  /** Four hours of minute bars, of which half must be common. */
  public static CorrelationOptions minuteBars(int instruments) {
    return new CorrelationOptions(instruments, 240, 120);
  }

  private static void check(boolean valid, String option, int value) {
    if (!valid) {
      throw new IllegalArgumentException(
          "CORRELATION_OPTION_INVALID: option=" + option + " value=" + value);
    }
  }
}
