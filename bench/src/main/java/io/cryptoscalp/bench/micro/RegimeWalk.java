package io.cryptoscalp.bench.micro;

import java.util.Random;

/**
 * A seeded market of bars that is calm and wild in turn, with a book and taker flow, over and over:
 * its end meets its beginning.
 */
final class RegimeWalk {
  static final int BARS = 1 << 14;

  final double[] high = new double[BARS];
  final double[] low = new double[BARS];
  final double[] close = new double[BARS];
  final double[] change = new double[BARS];
  final double[] spread = new double[BARS];
  final double[] depth = new double[BARS];
  final double[] volume = new double[BARS];
  final double[] flow = new double[BARS];

  RegimeWalk(long seed) {
    Random random = new Random(seed);
    double price = 20_000;
    for (int i = 0; i < BARS; i++) {
      // Half of the way back, so that the walk can be repeated without a jump of days.
      double wild = i / 500 % 8 == 7 ? 0.003 : 0.0004;
      double pull = (StrictMath.log(20_000) - StrictMath.log(price)) * 0.001;
      change[i] = wild * random.nextGaussian() + pull;
      double before = price;
      price *= StrictMath.exp(change[i]);
      close[i] = price;
      high[i] = Math.max(before, price) * (1 + wild * random.nextDouble());
      low[i] = Math.min(before, price) * (1 - wild * random.nextDouble());
      spread[i] = wild / 4 * (1 + random.nextDouble());
      depth[i] = 100 * random.nextDouble() / (1 + 500 * wild);
      volume[i] = 10 * random.nextDouble();
      flow[i] = volume[i] * (2 * random.nextDouble() - 1);
    }
  }
}
