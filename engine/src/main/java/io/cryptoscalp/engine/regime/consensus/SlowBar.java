package io.cryptoscalp.engine.regime.consensus;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/** Builds bars of a longer time out of shorter ones, whose times divide it. */
final class SlowBar {
  private final long lengthNs;
  private long endNs = Long.MIN_VALUE;
  private boolean open;
  private double openHigh;
  private double openLow;
  private double openClose;
  private double before = Double.NaN;

  /** High of the bar that {@link #add} finished last. */
  double high;

  double low;
  double close;

  /** Close of the bar before it, NaN for the first. */
  double previousClose = Double.NaN;

  SlowBar(long lengthNs) {
    this.lengthNs = lengthNs;
  }

  /**
   * Takes a bar. Where the one that would have finished a longer bar is missing, that bar is as
   * short as what came of it, and is finished by the next.
   *
   * @param closeNs end of the bar, exclusive
   * @return true when it finishes a longer one
   */
  boolean add(long closeNs, double barHigh, double barLow, double barClose) {
    // The end of the longer bar that the last ns of this one lies in.
    long end = Math.floorDiv(closeNs - 1, lengthNs) * lengthNs + lengthNs;
    boolean late = open && end != endNs;
    if (late) {
      finish();
    }
    endNs = end;
    openHigh = open ? Math.max(openHigh, barHigh) : barHigh;
    openLow = open ? Math.min(openLow, barLow) : barLow;
    openClose = barClose;
    open = true;
    if (closeNs == end && !late) {
      finish();
      return true;
    }
    return late;
  }

  private void finish() {
    high = openHigh;
    low = openLow;
    close = openClose;
    previousClose = before;
    before = close;
    open = false;
  }

  void write(StateWriter out) {
    out.writeLong(endNs);
    out.writeBoolean(open);
    out.writeDouble(openHigh);
    out.writeDouble(openLow);
    out.writeDouble(openClose);
    out.writeDouble(before);
  }

  void read(StateReader in) {
    endNs = in.readLong();
    open = in.readBoolean();
    openHigh = in.readDouble();
    openLow = in.readDouble();
    openClose = in.readDouble();
    before = in.readDouble();
  }
}
