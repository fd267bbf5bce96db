package io.cryptoscalp.engine.barsim;

import java.util.Arrays;

/** Builds a {@link BarSeries} bar by bar, in time order, each checked. Not thread-safe. */
public final class BarSeriesBuilder {
  private final String instrument;
  private long[] openNs = new long[1024];
  private final double[][] columns = new double[5][1024];
  private int size;

  /**
   * An empty series.
   *
   * @param instrument instrument id
   */
  public BarSeriesBuilder(String instrument) {
    this.instrument = instrument;
  }

  /**
   * Adds a bar.
   *
   * @param timeNs its begin, ns since the epoch, after the bar before
   * @param open first price, quote units, positive
   * @param high highest price, not below the others
   * @param low lowest price, positive, not above the others
   * @param close last price
   * @param volume base units, at least 0
   * @throws IllegalArgumentException {@code BAR_INVALID}
   */
  public BarSeriesBuilder add(
      long timeNs, double open, double high, double low, double close, double volume) {
    boolean prices =
        low > 0
            && low <= Math.min(open, close)
            && high >= Math.max(open, close)
            && high < Double.POSITIVE_INFINITY;
    boolean later = size == 0 || timeNs > openNs[size - 1];
    if (!prices || !later || !(volume >= 0 && volume < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "BAR_INVALID: instrument="
              + instrument
              + " openNs="
              + timeNs
              + (later ? "" : " expected=later")
              + " open="
              + open
              + " high="
              + high
              + " low="
              + low
              + " close="
              + close
              + " volume="
              + volume);
    }
    if (size == openNs.length) {
      openNs = Arrays.copyOf(openNs, size * 2);
      for (int i = 0; i < columns.length; i++) {
        columns[i] = Arrays.copyOf(columns[i], size * 2);
      }
    }
    openNs[size] = timeNs;
    columns[0][size] = open;
    columns[1][size] = high;
    columns[2][size] = low;
    columns[3][size] = close;
    columns[4][size++] = volume;
    return this;
  }

  /** Bars so far. */
  public int size() {
    return size;
  }

  /**
   * The series.
   *
   * @param intervalNs length of a bar, ns
   * @throws IllegalArgumentException {@code BARS_MISSING} without a bar or interval
   */
  public BarSeries build(long intervalNs) {
    if (size == 0 || intervalNs <= 0) {
      throw new IllegalArgumentException(
          "BARS_MISSING: instrument=" + instrument + " bars=" + size + " interval=" + intervalNs);
    }
    return new BarSeries(
        instrument,
        intervalNs,
        Arrays.copyOf(openNs, size),
        Arrays.copyOf(columns[0], size),
        Arrays.copyOf(columns[1], size),
        Arrays.copyOf(columns[2], size),
        Arrays.copyOf(columns[3], size),
        Arrays.copyOf(columns[4], size));
  }
}
