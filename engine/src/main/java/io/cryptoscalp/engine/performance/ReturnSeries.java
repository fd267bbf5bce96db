package io.cryptoscalp.engine.performance;

import java.util.Arrays;

/**
 * Simple returns of consecutive periods.
 *
 * @param endNs end of each period, ns since the epoch, ascending
 * @param returns wealth at the end by wealth at the start minus 1; finite, -1 or above
 * @param periodsPerYear periods in a year: 365 for the days of a market that never closes
 */
public record ReturnSeries(long[] endNs, double[] returns, double periodsPerYear) {
  /** A day, ns. */
  public static final long DAY_NS = 86_400_000_000_000L;

  /** Days in a year of a market that never closes. */
  public static final double DAYS = 365;

  /**
   * Checks the series.
   *
   * @throws IllegalArgumentException {@code RETURNS_INVALID}
   */
  public ReturnSeries {
    if (endNs.length != returns.length || !(periodsPerYear > 0)) {
      throw new IllegalArgumentException(
          "RETURNS_INVALID: times="
              + endNs.length
              + " returns="
              + returns.length
              + " periodsPerYear="
              + periodsPerYear);
    }
    for (int i = 0; i < returns.length; i++) {
      boolean ascending = i == 0 || endNs[i] > endNs[i - 1];
      if (!(returns[i] >= -1) || Double.isInfinite(returns[i]) || !ascending) {
        throw new IllegalArgumentException(
            "RETURNS_INVALID: index=" + i + " time=" + endNs[i] + " return=" + returns[i]);
      }
    }
  }

  /**
   * Returns of equal stretches of time from an equity curve: the last equity known at the end of
   * each stretch; one without a point has a return of 0.
   *
   * @param timeNs time of each point, ns, not descending
   * @param equity account equity, account currency; where it is 0 or below the account is lost and
   *     returns end with -1
   * @param start equity before the first point, positive
   * @param periodNs length of a stretch, ns; stretches begin at its multiples
   * @throws IllegalArgumentException {@code EQUITY_INVALID}
   */
  public static ReturnSeries ofEquity(long[] timeNs, double[] equity, double start, long periodNs) {
    if (timeNs.length != equity.length || !(start > 0) || periodNs <= 0) {
      throw new IllegalArgumentException(
          "EQUITY_INVALID: times="
              + timeNs.length
              + " points="
              + equity.length
              + " start="
              + start);
    }
    if (timeNs.length == 0) {
      return new ReturnSeries(new long[0], new double[0], DAYS * DAY_NS / periodNs);
    }
    long first = Math.floorDiv(timeNs[0], periodNs);
    int size = (int) (Math.floorDiv(timeNs[timeNs.length - 1], periodNs) - first + 1);
    double[] ends = new double[size];
    Arrays.fill(ends, Double.NaN);
    for (int i = 0; i < equity.length; i++) {
      if (!Double.isFinite(equity[i]) || (i > 0 && timeNs[i] < timeNs[i - 1])) {
        throw new IllegalArgumentException(
            "EQUITY_INVALID: index=" + i + " time=" + timeNs[i] + " equity=" + equity[i]);
      }
      ends[(int) (Math.floorDiv(timeNs[i], periodNs) - first)] = equity[i];
    }
    return of(ends, start, first, periodNs);
  }

  private static ReturnSeries of(double[] ends, double start, long first, long periodNs) {
    long[] endNs = new long[ends.length];
    double[] returns = new double[ends.length];
    double before = start;
    int size = 0;
    while (size < ends.length && before > 0) {
      double now = Double.isNaN(ends[size]) ? before : Math.max(ends[size], 0);
      returns[size] = now / before - 1;
      endNs[size] = (first + size + 1) * periodNs - 1;
      before = now;
      size++;
    }
    return new ReturnSeries(
        Arrays.copyOf(endNs, size), Arrays.copyOf(returns, size), DAYS * DAY_NS / periodNs);
  }

  /** Number of periods. */
  public int size() {
    return returns.length;
  }

  /** Compounded wealth after each period, 1 before the first. */
  public double[] wealth() {
    double[] wealth = new double[returns.length];
    double now = 1;
    for (int i = 0; i < wealth.length; i++) {
      now *= 1 + returns[i];
      wealth[i] = now;
    }
    return wealth;
  }

  /** Compounded return of all periods. */
  public double total() {
    double wealth = 1;
    for (double value : returns) {
      wealth *= 1 + value;
    }
    return wealth - 1;
  }

  /** Returns of these periods from index {@code from} to before {@code to}. */
  public ReturnSeries slice(int from, int to) {
    return new ReturnSeries(
        Arrays.copyOfRange(endNs, from, to), Arrays.copyOfRange(returns, from, to), periodsPerYear);
  }
}
