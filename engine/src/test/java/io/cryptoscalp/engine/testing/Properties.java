package io.cryptoscalp.engine.testing;

import java.util.Random;
import java.util.function.BiConsumer;

/** Seeded property checks: the same cases on every machine, the failing seed in the message. */
public final class Properties {
  private Properties() {}

  /** Runs the check with this many seeds, 1 upwards. */
  public static void forSeeds(int seeds, BiConsumer<Random, Integer> check) {
    for (int seed = 1; seed <= seeds; seed++) {
      try {
        check.accept(new Random(seed), seed);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
    }
  }

  /** A geometric random walk of prices from this start, with relative steps of this size. */
  public static double[] walk(Random random, int length, double start, double step) {
    double[] prices = new double[length];
    double price = start;
    for (int i = 0; i < length; i++) {
      prices[i] = price;
      price *= 1 + step * random.nextGaussian();
    }
    return prices;
  }
}
