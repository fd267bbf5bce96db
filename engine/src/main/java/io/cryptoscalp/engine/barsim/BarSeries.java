package io.cryptoscalp.engine.barsim;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Bars of one instrument in columns, in time order. Bars may lack (outages of the venue): gaps stay
 * gaps, nothing is filled in. Immutable, read by any number of runs at a time.
 *
 * <p>Prices and volumes are doubles in quote and base units: candles come from files whose
 * instruments no catalogue may know, and every price of a file has its nearest double.
 */
public final class BarSeries {
  private final String instrument;
  private final long intervalNs;
  final long[] openNs;
  final double[] open;
  final double[] high;
  final double[] low;
  final double[] close;
  final double[] volume;
  private final boolean volumes;

  BarSeries(
      String instrument,
      long intervalNs,
      long[] openNs,
      double[] open,
      double[] high,
      double[] low,
      double[] close,
      double[] volume) {
    this.instrument = instrument;
    this.intervalNs = intervalNs;
    this.openNs = openNs;
    this.open = open;
    this.high = high;
    this.low = low;
    this.close = close;
    this.volume = volume;
    boolean any = false;
    for (double value : volume) {
      any |= value > 0;
    }
    volumes = any;
  }

  /** Instrument id. */
  public String instrument() {
    return instrument;
  }

  /** Length of a bar, ns. */
  public long intervalNs() {
    return intervalNs;
  }

  /** Number of bars. */
  public int size() {
    return openNs.length;
  }

  /** Begin of a bar, ns since the epoch. */
  public long openNs(int index) {
    return openNs[index];
  }

  /**
   * End of a bar: its begin and the interval, or the begin of the next one where that is nearer.
   */
  public long closeNs(int index) {
    long end = openNs[index] + intervalNs;
    return index + 1 < openNs.length ? Math.min(end, openNs[index + 1]) : end;
  }

  /** First price, quote units. */
  public double open(int index) {
    return open[index];
  }

  /** Highest price. */
  public double high(int index) {
    return high[index];
  }

  /** Lowest price. */
  public double low(int index) {
    return low[index];
  }

  /** Last price. */
  public double close(int index) {
    return close[index];
  }

  /** Volume, base units. */
  public double volume(int index) {
    return volume[index];
  }

  /** True when any bar has a volume; a bar without one then had no trade. */
  public boolean hasVolumes() {
    return volumes;
  }

  /** Places where the next bar begins later than the one before it ends. */
  public int gaps() {
    int gaps = 0;
    for (int i = 1; i < openNs.length; i++) {
      gaps += openNs[i] - openNs[i - 1] > intervalNs ? 1 : 0;
    }
    return gaps;
  }

  /** Index of the first bar that begins at a time or later, {@link #size()} when none does. */
  public int indexAt(long timeNs) {
    int at = Arrays.binarySearch(openNs, timeNs);
    return at >= 0 ? at : -at - 1;
  }

  /** Number of bars, from the first on, that have closed at a time. */
  public int closedBy(long timeNs) {
    int closed = indexAt(timeNs);
    while (closed > 0 && closeNs(closed - 1) > timeNs) {
      closed--;
    }
    return closed;
  }

  /**
   * Bars from an index to before another, as a series of its own.
   *
   * @throws IndexOutOfBoundsException for indices outside of it
   */
  public BarSeries slice(int from, int to) {
    if (from < 0 || to > size() || from >= to) {
      throw new IndexOutOfBoundsException("BARS_RANGE: from=" + from + " to=" + to);
    }
    return new BarSeries(
        instrument,
        intervalNs,
        Arrays.copyOfRange(openNs, from, to),
        Arrays.copyOfRange(open, from, to),
        Arrays.copyOfRange(high, from, to),
        Arrays.copyOfRange(low, from, to),
        Arrays.copyOfRange(close, from, to),
        Arrays.copyOfRange(volume, from, to));
  }

  /**
   * The same bars turned over from an index on: each price becomes {@code a * a / price}, a being
   * the close before (the first open for index 0), so that rises become equal falls. Times and
   * volumes stay.
   */
  public BarSeries mirrored(int from) {
    double axis = from == 0 ? open[0] : close[from - 1];
    double square = axis * axis;
    BarSeries made = slice(0, size());
    for (int i = from; i < size(); i++) {
      made.open[i] = square / open[i];
      made.high[i] = square / low[i];
      made.low[i] = square / high[i];
      made.close[i] = square / close[i];
    }
    return made;
  }

  /** SHA-256 of instrument, interval and all columns, hex. */
  public String digest() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(instrument.getBytes(StandardCharsets.UTF_8));
      ByteBuffer row = ByteBuffer.allocate(6 * Long.BYTES);
      digest.update(row.putLong(intervalNs).array(), 0, Long.BYTES);
      for (int i = 0; i < size(); i++) {
        row.clear();
        row.putLong(openNs[i]).putDouble(open[i]).putDouble(high[i]).putDouble(low[i]);
        digest.update(row.putDouble(close[i]).putDouble(volume[i]).array());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return instrument + " " + size() + " bars of " + intervalNs / 1_000_000_000L + " s";
  }
}
