package io.cryptoscalp.engine.features.patterns;

import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.features.graph.BarRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Bars along a path of straight legs, with noise in time and price. */
final class PlantedPath {
  private static final long MINUTE = 60_000_000_000L;
  private static final long TICK = 10_000_000L;
  private static final long LEVEL = 300_000;
  private static final long HEIGHT = 1000;

  private final Random random;
  private final double noise;
  private final int sign;
  private final List<Bar> bars = new ArrayList<>();
  private double at;
  private long last = LEVEL;

  /**
   * @param sign -1 turns everything upside down
   * @param noise standard deviation of a close, in heights
   */
  PlantedPath(int seed, int sign, double noise) {
    random = new Random(seed);
    this.sign = sign;
    this.noise = noise;
    // Swings that are no shape, so that the detectors are warm.
    leg(20, 0.3).leg(20, -0.1).leg(20, 0.4).leg(20, -0.2).leg(20, 0.35).leg(20, 0);
  }

  /** Goes straight to a level in heights, in about that many bars. */
  PlantedPath leg(int steps, double level) {
    return exact((int) Math.round(steps * (0.9 + 0.2 * random.nextDouble())), level);
  }

  /** The same, with the turn up to 3% of the height away. */
  PlantedPath turn(int steps, double level) {
    return leg(steps, level + 0.06 * random.nextDouble() - 0.03);
  }

  /** Goes there in exactly that many bars. */
  PlantedPath exact(int steps, double level) {
    double from = at;
    for (int i = 1; i <= steps; i++) {
      double path = from + (level - from) * i / steps;
      bar(LEVEL + Math.round(sign * HEIGHT * (path + noise * random.nextGaussian())));
    }
    at = level;
    return this;
  }

  private void bar(long close) {
    int i = bars.size();
    long wick = Math.round(HEIGHT * noise * random.nextDouble());
    long high = Math.max(last, close) + wick;
    long low = Math.min(last, close) - wick;
    bars.add(
        new Bar(
            BarRun.btc().id(),
            "time-1m",
            i * MINUTE,
            (i + 1) * MINUTE,
            last * TICK,
            high * TICK,
            low * TICK,
            close * TICK,
            1,
            1,
            0.5,
            1,
            i));
    last = close;
  }

  /** The bars so far. */
  List<Bar> bars() {
    return bars;
  }

  /** Number of bars so far. */
  int size() {
    return bars.size();
  }
}
