package io.cryptoscalp.engine.features.candles;

import io.cryptoscalp.engine.features.graph.GraphBuilder;
import io.cryptoscalp.engine.features.graph.Node;
import io.cryptoscalp.engine.features.graph.Window;
import io.cryptoscalp.engine.state.StateReader;

/**
 * The last five candles with their limits; its value is how many candles there were, counted up to
 * {@link #HELD}. All patterns share it, and all its state is in windows over the bar's prices.
 *
 * <p>Averages are summed afresh each bar. Differences of prices of one magnitude and sums of a few
 * of them are exact in double precision, so that this equals TA-Lib's running sums to the last bit
 * on usual prices, and it does not keep their rounding after a price far off.
 */
final class Candles extends Node {
  /** Candles that a pattern can look at. */
  private static final int LAST = 5;

  private static final int LONG_PERIOD = 10;
  private static final int SHORT_PERIOD = 5;

  /** Candles in the windows. */
  static final int HELD = LAST + LONG_PERIOD;

  private final Window open;
  private final Window high;
  private final Window low;
  private final Window close;
  private final Candle[] candles = new Candle[LAST];
  private boolean filled;

  private Candles(GraphBuilder graph) {
    open = graph.window(graph.open(), HELD);
    high = graph.window(graph.high(), HELD);
    low = graph.window(graph.low(), HELD);
    close = graph.window(graph.close(), HELD);
    for (int i = 0; i < LAST; i++) {
      candles[i] = new Candle();
    }
  }

  /** The candles of a graph. */
  static Candles of(GraphBuilder graph) {
    return graph.typed(Candles.class, "candles(5)", () -> new Candles(graph));
  }

  /** The candle so many bars ago, 0 to 4. */
  Candle candle(int age) {
    return candles[age];
  }

  /** Candles seen, at most {@link #HELD}. */
  int seen() {
    return Math.min(
        HELD, Math.min(Math.min(open.size(), close.size()), Math.min(high.size(), low.size())));
  }

  @Override
  protected double update() {
    int seen = seen();
    if (filled) {
      Candle oldest = candles[LAST - 1];
      System.arraycopy(candles, 0, candles, 1, LAST - 1);
      candles[0] = oldest;
      fill(0, seen);
    } else {
      // First bar, or first after a restore: whatever the windows hold.
      for (int age = 0; age < LAST && age < seen; age++) {
        fill(age, seen);
      }
      filled = true;
    }
    return seen;
  }

  /** Nothing of its own; the candles come from the windows at the next bar. */
  @Override
  protected void read(StateReader in) {
    filled = false;
  }

  private void fill(int age, int seen) {
    double bodies = 0;
    double ranges = 0;
    double shadows = 0;
    double lastRanges = 0;
    int end = Math.min(seen, age + 1 + LONG_PERIOD);
    for (int before = age + 1; before < end; before++) {
      double o = open.get(before);
      double c = close.get(before);
      double h = high.get(before);
      double l = low.get(before);
      bodies += Math.abs(c - o);
      ranges += h - l;
      shadows += h - Math.max(o, c) + (Math.min(o, c) - l);
      if (before <= age + SHORT_PERIOD) {
        lastRanges += h - l;
      }
    }
    Candle candle = candles[age];
    candle.set(open.get(age), high.get(age), low.get(age), close.get(age));
    candle.averages(bodies, ranges, shadows, lastRanges);
  }
}
