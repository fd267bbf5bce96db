package io.cryptoscalp.models.family.chart;

import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.instrument.Instrument;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Seeded bars in which all patterns are frequent: swings after the outlines of the patterns and
 * swings after none, of random size, duration and noise. What an outline becomes is left to the
 * detectors: nothing is labelled here.
 */
public final class SyntheticCharts {
  private static final long MINUTE_NS = 60_000_000_000L;
  private static final String SPEC = "time-1m";

  /** Turning points in heights of the pattern, from the swing that leads in. */
  private static final double[][] OUTLINES = {
    {-0.6, 0.6, 0, 1, 0, 0.6, -0.2},
    {0.6, -0.6, 0, -1, 0, -0.6, 0.2},
    {-1.2, 1, 0, 1, 0.1},
    {1.2, -1, 0, -1, -0.1},
    {-0.5, 1, 0, 1, 0.45, 1, 0.7},
    {0.5, -1, 0, -1, -0.45, -1, -0.7},
    {-0.5, 1, -0.6, 0.6, -0.3, 0.35, -0.1},
    {0, -0.3, 1, 0.72, 0.9, 0.62, 0.8},
    {0, 0.3, -1, -0.72, -0.9, -0.62, -0.8},
    {-0.7, 1, 0.3, 0.05, 0.3, 1, 0.8, 0.95},
    {-0.5, 1, 0, 0.95, 0.75, 1.2},
    {-0.6, 0.95, 0.4, 0.1, 0, 0.1, 0.4, 1, 0.85, 1.3},
  };

  private SyntheticCharts() {}

  /**
   * Bars of one minute.
   *
   * @param count bars, at least 1
   * @param seed equal seeds give equal bars
   */
  public static List<Bar> bars(Instrument instrument, int count, long seed) {
    Random random = new Random(seed);
    List<Bar> bars = new ArrayList<>();
    double price = 1000;
    while (bars.size() < count) {
      double height = price * (0.002 + 0.01 * random.nextDouble());
      double base = price;
      double[] outline = outline(random);
      for (int k = 1; k < outline.length && bars.size() < count; k++) {
        double jitter = 0.06 * random.nextGaussian();
        double target = base + (outline[k] - outline[0] + jitter) * height;
        int steps = 4 + random.nextInt(6);
        double noise = 0.03 * height * random.nextDouble();
        for (int s = steps; s >= 1 && bars.size() < count; s--) {
          double next = price + (target - price) / s;
          next = Math.max(1, next + (s > 1 ? noise * random.nextGaussian() : 0));
          bars.add(bar(instrument, bars.size(), price, next, noise, random));
          price = next;
        }
      }
      if (price < 200 || price > 5000) {
        price = 1000; // a walk of many patterns must not leave the scale
      }
    }
    return bars;
  }

  private static double[] outline(Random random) {
    if (random.nextInt(4) > 0) {
      return OUTLINES[random.nextInt(OUTLINES.length)];
    }
    double[] any = new double[5];
    for (int i = 0; i < any.length; i++) {
      any[i] = random.nextGaussian();
    }
    return any;
  }

  private static Bar bar(
      Instrument instrument, int index, double open, double close, double noise, Random random) {
    double high = Math.max(open, close) + noise * random.nextDouble();
    double low = Math.min(open, close) - noise * random.nextDouble();
    double volume = 10 * StrictMath.exp(0.5 * random.nextGaussian());
    return new Bar(
        instrument.id(),
        SPEC,
        index * MINUTE_NS,
        (index + 1) * MINUTE_NS,
        instrument.scalePrice(open),
        instrument.scalePrice(high),
        instrument.scalePrice(Math.max(low, 0.5)),
        instrument.scalePrice(close),
        volume,
        volume * close,
        volume / 2,
        10,
        index);
  }
}
