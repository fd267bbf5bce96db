package io.cryptoscalp.engine.regime.signal;

import io.cryptoscalp.engine.regime.window.TimeExtreme;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * One side of the ranges that a price lives in: the hour's, which minute closes break out of and
 * come back into, and that of four hours, which single prices sweep and reclaim. What is compared
 * is always the range of the minutes before.
 */
final class RangeSignals {
  private static final int VERSION = 1;
  private static final long MINUTE = 60_000_000_000L;
  private static final long HOUR = 60 * MINUTE;
  private static final long BREAKOUT_LIFE = HOUR;
  private static final long SWEEP_LIFE = 10 * MINUTE;

  private final int side;
  private final TimeExtreme hour;
  private final TimeExtreme fourHours;
  private long firstNs = Long.MIN_VALUE;
  private double minuteExtreme;
  private double broken;
  private long brokenNs;
  private double swept;
  private long sweptNs;

  /** The upper (1) or lower (-1) side. */
  RangeSignals(int side) {
    this.side = side;
    hour = side > 0 ? TimeExtreme.highest(HOUR) : TimeExtreme.lowest(HOUR);
    fourHours = side > 0 ? TimeExtreme.highest(4 * HOUR) : TimeExtreme.lowest(4 * HOUR);
  }

  void update(MarketMeasure measure, long timeNs, double deviation, Thresholds at, SignalSink out) {
    if (firstNs == Long.MIN_VALUE) {
      firstNs = timeNs;
    }
    double outer = side > 0 ? measure.high() : measure.low();
    boolean warm = timeNs - firstNs >= HOUR;
    sweep(outer, measure.price(), timeNs, warm, at, out);
    minuteExtreme = minuteExtreme == 0 || beyond(outer, minuteExtreme) > 0 ? outer : minuteExtreme;
    if (measure.minute()) {
      close(measure.price(), timeNs, warm ? deviation : Double.NaN, at, out);
      hour.add(timeNs, minuteExtreme);
      fourHours.add(timeNs, minuteExtreme);
      minuteExtreme = 0;
    }
  }

  /** How far a price is beyond a level, as a fraction of it; negative inside. */
  private double beyond(double price, double level) {
    return side * (price / level - 1);
  }

  private void sweep(
      double outer, double price, long timeNs, boolean warm, Thresholds at, SignalSink out) {
    double margin = at.get(Threshold.SWEEP);
    if (swept > 0) {
      if (beyond(price, swept) <= -margin) {
        out.signal(SignalKind.RECLAIM, -side, -beyond(price, swept), margin);
        swept = 0;
      } else if (timeNs - sweptNs > SWEEP_LIFE) {
        swept = 0;
      }
    } else if (warm && !fourHours.isEmpty() && beyond(outer, fourHours.value()) > margin) {
      swept = fourHours.value();
      sweptNs = timeNs;
      out.signal(SignalKind.SWEEP, side, beyond(outer, swept), margin);
    }
  }

  private void close(double price, long timeNs, double deviation, Thresholds at, SignalSink out) {
    if (broken > 0) {
      if (beyond(price, broken) < 0) {
        out.signal(SignalKind.BREAKOUT_BACK, -side, -beyond(price, broken), 0);
        broken = 0;
      } else if (timeNs - brokenNs > BREAKOUT_LIFE) {
        broken = 0;
      }
      return;
    }
    double margin = at.get(Threshold.BREAKOUT) * deviation;
    if (!Double.isNaN(margin) && !hour.isEmpty() && beyond(price, hour.value()) > margin) {
      broken = hour.value();
      brokenNs = timeNs;
      out.signal(SignalKind.BREAKOUT, side, beyond(price, broken), margin);
    }
  }

  void write(StateWriter out) {
    out.writeByte(VERSION);
    hour.write(out);
    fourHours.write(out);
    out.writeLong(firstNs);
    out.writeDouble(minuteExtreme);
    out.writeDouble(broken);
    out.writeLong(brokenNs);
    out.writeDouble(swept);
    out.writeLong(sweptNs);
  }

  void read(StateReader in) {
    in.readVersion(VERSION, "range-signals");
    hour.read(in);
    fourHours.read(in);
    firstNs = in.readLong();
    minuteExtreme = in.readDouble();
    broken = in.readDouble();
    brokenNs = in.readLong();
    swept = in.readDouble();
    sweptNs = in.readLong();
  }
}
