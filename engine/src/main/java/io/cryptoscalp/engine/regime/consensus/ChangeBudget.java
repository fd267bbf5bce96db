package io.cryptoscalp.engine.regime.consensus;

import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * Bounds how often an instrument changes its regime: at most so many changes within a stretch of
 * time, whatever the market does.
 *
 * <p>A CRASH never waits. So one place is always kept for it: any other change needs two, one of
 * which is for the crash that may follow, and one to a bolder regime a third, for the way back. The
 * regime that a restless day ends in is therefore CRASH, or a careful one from which CRASH can
 * still be entered.
 *
 * <p>Allocates nothing. Of one thread.
 */
final class ChangeBudget {
  private static final int VERSION = 1;
  private static final int NEEDED = 2;

  private final long spanNs;

  /** Times of the latest changes, a ring. */
  private final long[] times;

  private int next;
  private int size;

  /**
   * Starts without a change.
   *
   * @param most changes within the span, at least 3
   * @param spanNs the span; 0 for no bound
   */
  ChangeBudget(int most, long spanNs) {
    this.spanNs = spanNs;
    times = new long[most];
  }

  /** Whether a regime may follow another now, as far as this is concerned. */
  boolean allows(Regime from, Regime to, long nowNs) {
    if (to == Regime.CRASH) {
      return true;
    }
    boolean bolder = from != Regime.CRASH && boldness(to) > boldness(from);
    return times.length - recent(nowNs) >= (bolder ? NEEDED + 1 : NEEDED);
  }

  /** Notes a change. Of more than are kept the oldest is forgotten. */
  void add(long nowNs) {
    times[next] = nowNs;
    next = (next + 1) % times.length;
    size = Math.min(size + 1, times.length);
  }

  /** Changes within the span that ends now. */
  private int recent(long nowNs) {
    int recent = 0;
    while (recent < size && nowNs - latest(recent) < spanNs) {
      recent++;
    }
    return recent;
  }

  /** Time of the latest change, of the one before it, and so on. */
  private long latest(int before) {
    return times[Math.floorMod(next - 1 - before, times.length)];
  }

  /** Place of a regime by the positions that it is usually given, from small to large. */
  private static int boldness(Regime regime) {
    return switch (regime) {
      case CRASH -> 0;
      case VOLATILE -> 1;
      case RECOVERY -> 2;
      case NORMAL -> 3;
      case TRENDING -> 4;
      case BULL_RUN -> 5;
    };
  }

  /** Writes the times, the oldest first. */
  void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeInt(size);
    for (int i = size - 1; i >= 0; i--) {
      out.writeLong(latest(i));
    }
  }

  /**
   * Reads what {@link #write} wrote, of whatever bound.
   *
   * @throws StateException coded {@code STATE_MISMATCH} when their number is negative
   */
  void read(StateReader in) {
    in.readVersion(VERSION, "change-budget");
    int stored = in.readInt();
    if (stored < 0) {
      throw new StateException("STATE_MISMATCH: state=change-budget stored=" + stored);
    }
    next = 0;
    size = 0;
    for (int i = 0; i < stored; i++) {
      add(in.readLong());
    }
  }
}
