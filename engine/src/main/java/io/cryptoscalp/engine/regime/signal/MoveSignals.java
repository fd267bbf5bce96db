package io.cryptoscalp.engine.regime.signal;

import io.cryptoscalp.engine.regime.window.TimeExtreme;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * Moves of one direction away from the extreme of the last hour, and what becomes of them. A deep
 * move is beyond its threshold and beyond what is usual for the time it took: deviations of a
 * minute times the square root of the minutes since the extreme.
 *
 * <p>A rebound of a shallow move keeps the hour's extreme: a fall that pauses still counts from
 * where it began. One of a deep move ends the episode, and the next begins from the price then.
 */
final class MoveSignals {
  private static final int VERSION = 1;
  private static final long MINUTE = 60_000_000_000L;
  private static final long WINDOW = 60 * MINUTE;
  private static final long REMIND = 15 * MINUTE;

  private final int direction;
  private final TimeExtreme extreme;
  private boolean moved;
  private boolean deep;
  private double start;
  private double end;
  private long toldNs;

  /** Moves up (1) or down (-1). */
  MoveSignals(int direction) {
    this.direction = direction;
    extreme = direction < 0 ? TimeExtreme.highest(WINDOW) : TimeExtreme.lowest(WINDOW);
  }

  /**
   * Takes a measure.
   *
   * @param deviation usual move of a minute, fraction; NaN while unknown
   */
  void update(
      long timeNs,
      double high,
      double low,
      double price,
      double deviation,
      Thresholds at,
      SignalSink out) {
    extreme.add(timeNs, direction < 0 ? high : low);
    double enter = at.get(Threshold.MOVE);
    double move = move(price, extreme.value());
    if (!moved) {
      if (move < enter) {
        return;
      }
      moved = true;
      end = price;
      tell(timeNs, move, enter, out);
    }
    if (direction * (price - end) > 0) {
      end = price;
    }
    start = direction < 0 ? Math.max(start, extreme.value()) : lower(start, extreme.value());
    double enough = deepEnough(timeNs, deviation, at);
    if (!deep && move >= enough) {
      deep = true;
      out.signal(SignalKind.DEEP_MOVE, direction, move, enough);
    }
    double back = (end - price) / (end - start);
    if (end != start && back >= at.get(Threshold.REBOUND)) {
      out.signal(SignalKind.REBOUND, -direction, back, at.get(Threshold.REBOUND));
      if (deep) {
        extreme.clear();
        extreme.add(timeNs, price);
      }
      forget();
    } else if (move < enter / 2) {
      out.signal(SignalKind.MOVE_OVER, direction, move, enter / 2);
      forget();
    } else if (!deep && move >= enter && timeNs - toldNs >= REMIND) {
      tell(timeNs, move, enter, out);
    }
  }

  private double deepEnough(long timeNs, double deviation, Thresholds at) {
    double fixed = at.get(Threshold.DEEP_MOVE);
    if (Double.isNaN(deviation)) {
      return fixed;
    }
    double minutes = (double) (timeNs - extreme.timeNs()) / MINUTE;
    return Math.max(
        fixed, at.get(Threshold.DEEP_DEVIATIONS) * deviation * Math.sqrt(Math.max(0, minutes)));
  }

  private static double lower(double known, double next) {
    return known == 0 ? next : Math.min(known, next);
  }

  private double move(double price, double from) {
    return direction * (price / from - 1);
  }

  private void tell(long timeNs, double move, double enter, SignalSink out) {
    toldNs = timeNs;
    out.signal(SignalKind.MOVE, direction, move, enter);
  }

  private void forget() {
    moved = false;
    deep = false;
    start = 0;
    end = 0;
  }

  void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeBoolean(moved);
    out.writeBoolean(deep);
    out.writeDouble(start);
    out.writeDouble(end);
    out.writeLong(toldNs);
    extreme.write(out);
  }

  void read(StateReader in) {
    in.readVersion(VERSION, "move-signals");
    moved = in.readBoolean();
    deep = in.readBoolean();
    start = in.readDouble();
    end = in.readDouble();
    toldNs = in.readLong();
    extreme.read(in);
  }
}
