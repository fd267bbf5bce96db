package io.cryptoscalp.jobs.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Minute bars of one instrument at random, with hours missing, and naive questions about them. */
final class PlantedBars {
  static final long MINUTE = 60_000_000_000L;
  static final long HOUR = 60 * MINUTE;

  private final String instrument;
  private final List<long[]> bars = new ArrayList<>();

  /**
   * Makes them.
   *
   * @param minutes how many from {@code startNs} on
   * @param gapFrom the first minute that is missing
   * @param gapUntil the first that is there again
   */
  PlantedBars(
      String instrument, long startNs, int minutes, int gapFrom, int gapUntil, Random random) {
    this.instrument = instrument;
    long price = 10_000;
    for (int i = 0; i < minutes; i++) {
      long open = price;
      price = Math.max(5_000, price + random.nextInt(41) - 20);
      if (i < gapFrom || i >= gapUntil) {
        long high = Math.max(open, price) + random.nextInt(10);
        long low = Math.min(open, price) - random.nextInt(10);
        bars.add(
            new long[] {startNs + i * MINUTE, startNs + (i + 1) * MINUTE, open, high, low, price});
      }
    }
  }

  /** Rows of table {@code bars}; prices have two decimals. */
  String[] rows() {
    return bars.stream()
        .map(
            b ->
                String.format(
                    "('%s', 'time-1m', %d, %d, %d.%02d, %d.%02d, %d.%02d, %d.%02d, 1, 1, 1, 1, 0)",
                    instrument,
                    b[0],
                    b[1],
                    b[2] / 100,
                    b[2] % 100,
                    b[3] / 100,
                    b[3] % 100,
                    b[4] / 100,
                    b[4] % 100,
                    b[5] / 100,
                    b[5] % 100))
        .toArray(String[]::new);
  }

  /** Close in force at a moment: of a bar that closed less than {@code maxAgeNs} before; or NaN. */
  double closeAt(long ns, long maxAgeNs) {
    double close = Double.NaN;
    for (long[] bar : bars) {
      if (bar[1] <= ns && ns - bar[1] < maxAgeNs) {
        close = bar[5] / 100.0;
      }
    }
    return close;
  }

  /** Close a horizon after a moment, with the age that the queries allow; NaN when not known. */
  double closeAfter(long ns, long horizonNs) {
    return closeAt(ns + horizonNs, Math.min(horizonNs, Math.max(MINUTE, horizonNs / 100)));
  }

  /** Lowest low of the bars wholly within a span; NaN when there is none. */
  double lowest(long fromNs, long untilNs) {
    return bars.stream()
        .filter(b -> b[0] >= fromNs && b[1] <= untilNs)
        .mapToDouble(b -> b[4] / 100.0)
        .min()
        .orElse(Double.NaN);
  }

  /** Highest high of the bars wholly within a span; NaN when there is none. */
  double highest(long fromNs, long untilNs) {
    return bars.stream()
        .filter(b -> b[0] >= fromNs && b[1] <= untilNs)
        .mapToDouble(b -> b[3] / 100.0)
        .max()
        .orElse(Double.NaN);
  }

  /** Return over a horizon from each full hour at which a bar closed to a bar that closes then. */
  double[] hourlyReturns(long horizonNs) {
    return bars.stream()
        .filter(b -> b[1] % HOUR == 0)
        .mapToDouble(b -> closeExactly(b[1] + horizonNs) / (b[5] / 100.0) - 1)
        .filter(r -> !Double.isNaN(r))
        .toArray();
  }

  private double closeExactly(long ns) {
    return bars.stream()
        .filter(b -> b[1] == ns)
        .mapToDouble(b -> b[5] / 100.0)
        .findFirst()
        .orElse(Double.NaN);
  }
}
