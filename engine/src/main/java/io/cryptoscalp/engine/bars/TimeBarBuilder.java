package io.cryptoscalp.engine.bars;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * Bars of a fixed length, aligned to the epoch. A bar closes on the first trade or time signal at
 * or past its end. Intervals without a trade repeat the last close, up to a bound of consecutive
 * ones that counts intervals rather than calls, so that the output does not depend on how often
 * time is signalled.
 */
final class TimeBarBuilder extends BarBuilder {
  private final long intervalNs;
  private final int maxEmptyBars;
  private boolean started;
  private long endNs;
  private int empty;

  TimeBarBuilder(String instrument, long intervalNs, int maxEmptyBars) {
    super(instrument, BarOptions.timeSpec(intervalNs));
    this.intervalNs = intervalNs;
    this.maxEmptyBars = maxEmptyBars;
  }

  @Override
  void beforeTrade(long timeNs, long sequence, BarListener out) {
    time(timeNs, sequence, out);
    if (!started || timeNs >= endNs) {
      // First trade ever, or after a gap beyond the bound.
      started = true;
      endNs = Math.floorDiv(timeNs, intervalNs) * intervalNs + intervalNs;
    }
    empty = 0;
  }

  @Override
  boolean closesWith(boolean buy) {
    return false; // time closes it
  }

  @Override
  void time(long timeNs, long sequence, BarListener out) {
    while (started && timeNs >= endNs) {
      if (trades == 0) {
        if (empty >= maxEmptyBars) {
          return;
        }
        empty++;
      }
      emit(endNs - intervalNs, endNs, sequence, out);
      endNs += intervalNs;
    }
  }

  @Override
  void write(StateWriter out) {
    super.write(out);
    out.writeBoolean(started);
    out.writeLong(endNs);
    out.writeInt(empty);
  }

  @Override
  void read(StateReader in) {
    super.read(in);
    started = in.readBoolean();
    endNs = in.readLong();
    empty = in.readInt();
  }
}
