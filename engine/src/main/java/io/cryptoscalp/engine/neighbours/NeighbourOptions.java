package io.cryptoscalp.engine.neighbours;

/**
 * How neighbours of an instrument are found.
 *
 * @param window returns that correlations are taken over, {@value #LEAST_WINDOW} to 1,440
 * @param lags steps by which one instrument may lead another, 0 to 20, below half the window
 * @param count most neighbours of an instrument, 1 to {@value #MOST_NEIGHBOURS}
 * @param stepNs event time between two prices, ns, positive
 * @param maxAgeNs age from which a price or vector no longer stands for the present, ns, at least
 *     {@code stepNs}
 */
public record NeighbourOptions(int window, int lags, int count, long stepNs, long maxAgeNs) {
  /** Fewest returns of a window. */
  public static final int LEAST_WINDOW = 20;

  /** Most neighbours of an instrument. */
  public static final int MOST_NEIGHBOURS = 32;

  private static final int MOST_WINDOW = 1_440;
  private static final int MOST_LAGS = 20;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException {@code OPTION_INVALID} naming field and value
   */
  public NeighbourOptions {
    check("window", window, window >= LEAST_WINDOW && window <= MOST_WINDOW);
    check("lags", lags, lags >= 0 && lags <= MOST_LAGS && 2 * lags < window);
    check("count", count, count >= 1 && count <= MOST_NEIGHBOURS);
    check("stepNs", stepNs, stepNs > 0);
    check("maxAgeNs", maxAgeNs, maxAgeNs >= stepNs);
  }

  /**
   * Four neighbours by two hours of one-minute steps, with up to five steps of lead.
   *
   * @param stepNs event time between two prices, ns
   */
  public static NeighbourOptions of(long stepNs) {
    return new NeighbourOptions(120, 5, 4, stepNs, 2 * stepNs);
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws IllegalArgumentException {@code OPTION_INVALID}
   */
  public static NeighbourOptions parse(String text) {
    String[] of = text.split(",", -1);
    if (of.length != 5) {
      throw new IllegalArgumentException("OPTION_INVALID: neighbours=" + text);
    }
    try {
      return new NeighbourOptions(
          Integer.parseInt(of[0]),
          Integer.parseInt(of[1]),
          Integer.parseInt(of[2]),
          Long.parseLong(of[3]),
          Long.parseLong(of[4]));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("OPTION_INVALID: neighbours=" + text, e);
    }
  }

  /** Window, lags, count, step and greatest age, by commas. */
  public String text() {
    return window + "," + lags + "," + count + "," + stepNs + "," + maxAgeNs;
  }

  private static void check(String field, long value, boolean valid) {
    if (!valid) {
      throw new IllegalArgumentException("OPTION_INVALID: " + field + "=" + value);
    }
  }
}
