package io.cryptoscalp.engine.barsim;

/**
 * The bars of one instrument that have closed, newest first: index 0 is the bar that closed last. A
 * bar that has not closed cannot be asked for, nor how many there will be.
 */
public final class BarView {
  private final BarSeries series;
  private int last = -1;

  BarView(BarSeries series) {
    this.series = series;
  }

  void advance(int index) {
    last = index;
  }

  private int at(int back) {
    int index = last - back;
    if (back < 0 || index < 0) {
      throw new IndexOutOfBoundsException("BAR_NOT_CLOSED: back=" + back + " closed=" + closed());
    }
    return index;
  }

  /** Instrument id. */
  public String instrument() {
    return series.instrument();
  }

  /** Length of a bar, ns. */
  public long intervalNs() {
    return series.intervalNs();
  }

  /** Bars that have closed. */
  public int closed() {
    return last + 1;
  }

  /**
   * Begin of a bar, ns since the epoch.
   *
   * @param back 0 for the bar that closed last, 1 for the one before
   * @throws IndexOutOfBoundsException {@code BAR_NOT_CLOSED}, as all of these
   */
  public long openNs(int back) {
    return series.openNs[at(back)];
  }

  /** First price of a bar, quote units. */
  public double open(int back) {
    return series.open[at(back)];
  }

  /** Highest price. */
  public double high(int back) {
    return series.high[at(back)];
  }

  /** Lowest price. */
  public double low(int back) {
    return series.low[at(back)];
  }

  /** Last price. */
  public double close(int back) {
    return series.close[at(back)];
  }

  /** Volume, base units. */
  public double volume(int back) {
    return series.volume[at(back)];
  }
}
