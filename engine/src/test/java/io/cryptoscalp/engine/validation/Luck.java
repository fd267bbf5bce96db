package io.cryptoscalp.engine.validation;

import io.cryptoscalp.engine.performance.Normal;
import java.util.SplittableRandom;

/** Seeded series for tests. */
final class Luck {
  private Luck() {}

  static double normal(SplittableRandom random) {
    return Normal.quantile(random.nextDouble(1e-15, 1));
  }

  /** Independent normal returns. */
  static double[] returns(SplittableRandom random, int size, double mean, double deviation) {
    double[] returns = new double[size];
    for (int i = 0; i < size; i++) {
      returns[i] = mean + deviation * normal(random);
    }
    return returns;
  }

  /** Trials without skill. */
  static double[][] trials(SplittableRandom random, int trials, int size) {
    double[][] all = new double[trials][];
    for (int t = 0; t < trials; t++) {
      all[t] = returns(random, size, 0, 0.01);
    }
    return all;
  }

  /** An autoregressive series of unit noise. */
  static double[] autoregressive(SplittableRandom random, int size, double rho) {
    double[] series = new double[size];
    double now = normal(random) / Math.sqrt(1 - rho * rho);
    for (int i = 0; i < size; i++) {
      now = rho * now + normal(random);
      series[i] = now;
    }
    return series;
  }
}
