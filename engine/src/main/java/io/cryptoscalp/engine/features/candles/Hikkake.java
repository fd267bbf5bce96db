package io.cryptoscalp.engine.features.candles;

import io.cryptoscalp.engine.features.graph.Node;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * Hikkake (Chesler, "Trading False Moves with the Hikkake Pattern", Active Trader, April 2004) and
 * its modified form: an inside bar, then a false break of it. 1 or -1 where the break is seen, 2 or
 * -2 where within three candles a close on the other side of the inside bar confirms it.
 */
final class Hikkake extends Node {
  private static final int CONFIRM_WITHIN = 3;

  private final Candles candles;
  private final boolean modified;
  private final int first;
  private final int warmUp;
  private int seen;
  private int sign;
  private int age;
  private double level;

  /**
   * @param modified asks for one more inside bar and a close near its end in the middle
   * @param first candles that a decision needs
   * @param warmUp candles from which values are given
   */
  Hikkake(Candles candles, boolean modified, int first, int warmUp) {
    this.candles = candles;
    this.modified = modified;
    this.first = first;
    this.warmUp = warmUp;
  }

  @Override
  protected double update() {
    // Counted here: after an upgrade that adds it, the candles are there but not what came of them.
    if (seen < warmUp) {
      seen++;
    }
    if (seen < first) {
      return Double.NaN;
    }
    int result = step();
    return seen < warmUp ? Double.NaN : result;
  }

  private int step() {
    int found = modified ? modified() : plain();
    if (found != 0) {
      sign = found;
      age = 0;
      level = found > 0 ? candles.candle(1).high : candles.candle(1).low;
      return found;
    }
    if (sign == 0) {
      return 0;
    }
    age++;
    double close = candles.candle(0).close;
    boolean confirmed = sign > 0 ? close > level : close < level;
    int result = confirmed && age <= CONFIRM_WITHIN ? 2 * sign : 0;
    if (confirmed || age >= CONFIRM_WITHIN) {
      sign = 0;
    }
    return result;
  }

  private int plain() {
    return inside(1) ? -breakOut() : 0;
  }

  private int modified() {
    if (!inside(2) || !inside(1)) {
      return 0;
    }
    Candle third = candles.candle(2);
    double near = third.limit(CandleSetting.NEAR);
    int breakOut = breakOut();
    boolean closesAtEnd =
        breakOut < 0 ? third.close <= third.low + near : third.close >= third.high - near;
    return closesAtEnd ? -breakOut : 0;
  }

  /** True when the candle of that age lies within the range of the one before. */
  private boolean inside(int age) {
    Candle inner = candles.candle(age);
    Candle outer = candles.candle(age + 1);
    return inner.high < outer.high && inner.low > outer.low;
  }

  /** 1 when the newest candle breaks the one before upward, -1 downward, 0 both or neither. */
  private int breakOut() {
    Candle a = candles.candle(0);
    Candle b = candles.candle(1);
    if (a.high > b.high && a.low > b.low) {
      return 1;
    }
    return a.high < b.high && a.low < b.low ? -1 : 0;
  }

  @Override
  protected void write(StateWriter out) {
    out.writeInt(seen);
    out.writeInt(sign);
    out.writeInt(age);
    out.writeDouble(level);
  }

  @Override
  protected void read(StateReader in) {
    seen = in.readInt();
    sign = in.readInt();
    age = in.readInt();
    level = in.readDouble();
  }
}
