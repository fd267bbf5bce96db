package io.cryptoscalp.engine.validation;

import java.util.SplittableRandom;

/**
 * Whether the best of several trials beats a benchmark by more than luck among so many: White's
 * reality check (Econometrica 68, 2000) and Hansen's test of superior predictive ability (Journal
 * of Business and Economic Statistics 23, 2005), by the stationary bootstrap.
 *
 * @param best index of the trial with the largest mean advantage
 * @param bestMean that mean, a period
 * @param realityCheck p-value of White's check
 * @param lower p-value of Hansen's test that spares bad trials the most
 * @param consistent p-value of Hansen's test, the one to judge by
 * @param upper p-value of Hansen's test with every trial counted as if it were as good as the
 *     benchmark: studentised reality check
 */
public record DataSnooping(
    int best, double bestMean, double realityCheck, double lower, double consistent, double upper) {
  /**
   * Tests.
   *
   * @param advantages of each trial over the benchmark in each period, more is better: differences
   *     of returns; at least 1 trial and 10 periods
   * @param block mean length of blocks
   * @param draws how many bootstrap draws
   * @param seed equal seeds give equal results
   * @throws IllegalArgumentException {@code SNOOPING_INVALID}
   */
  public static DataSnooping of(double[][] advantages, double block, int draws, long seed) {
    int trials = advantages.length;
    int n = trials == 0 ? 0 : advantages[0].length;
    if (n < 10 || draws < 1) {
      throw new IllegalArgumentException(
          "SNOOPING_INVALID: trials=" + trials + " periods=" + n + " draws=" + draws);
    }
    double root = Math.sqrt(n);
    double[] means = new double[trials];
    double[] errors = new double[trials];
    int best = 0;
    for (int k = 0; k < trials; k++) {
      if (advantages[k].length != n) {
        throw new IllegalArgumentException("SNOOPING_INVALID: periods of trial " + k);
      }
      means[k] = mean(advantages[k]);
      errors[k] = Math.sqrt(longRunVariance(advantages[k], means[k], block));
      best = means[k] > means[best] ? k : best;
    }
    double plain = root * means[best];
    double studentised = 0;
    for (int k = 0; k < trials; k++) {
      studentised = Math.max(studentised, errors[k] > 0 ? root * means[k] / errors[k] : 0);
    }
    int[] exceeded = new int[4];
    Resampling resampling = new Resampling(Resampling.Kind.STATIONARY, block);
    SplittableRandom random = new SplittableRandom(seed);
    int[] positions = new int[n];
    double patience = Math.sqrt(2 * StrictMath.log(StrictMath.log(n)));
    for (int b = 0; b < draws; b++) {
      resampling.draw(positions, n, random);
      double[] top = {Double.NEGATIVE_INFINITY, 0, 0, 0};
      for (int k = 0; k < trials; k++) {
        double drawn = mean(advantages[k], positions);
        top[0] = Math.max(top[0], root * (drawn - means[k]));
        if (errors[k] > 0) {
          boolean hopeless = root * means[k] / errors[k] < -patience;
          top[1] = Math.max(top[1], root * (drawn - Math.max(means[k], 0)) / errors[k]);
          top[2] = Math.max(top[2], root * (drawn - (hopeless ? 0 : means[k])) / errors[k]);
          top[3] = Math.max(top[3], root * (drawn - means[k]) / errors[k]);
        }
      }
      exceeded[0] += top[0] >= plain ? 1 : 0;
      for (int i = 1; i < top.length; i++) {
        exceeded[i] += top[i] >= studentised ? 1 : 0;
      }
    }
    double all = draws;
    return new DataSnooping(
        best,
        means[best],
        exceeded[0] / all,
        exceeded[1] / all,
        exceeded[2] / all,
        exceeded[3] / all);
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double mean(double[] values, int[] positions) {
    double sum = 0;
    for (int position : positions) {
      sum += values[position];
    }
    return sum / positions.length;
  }

  /**
   * Variance of sqrt(n) times the mean under the stationary bootstrap (Politis and Romano, 1994,
   * lemma 1; Hansen, 2005, appendix).
   */
  private static double longRunVariance(double[] values, double mean, double block) {
    int n = values.length;
    double q = 1 / block;
    double variance = 0;
    for (int lag = 0; lag < n; lag++) {
      double share = (double) lag / n;
      double kernel =
          (1 - share) * StrictMath.pow(1 - q, lag) + share * StrictMath.pow(1 - q, n - lag);
      if (lag > 0 && kernel < 1e-12) {
        continue;
      }
      double covariance = 0;
      for (int i = lag; i < n; i++) {
        covariance += (values[i] - mean) * (values[i - lag] - mean);
      }
      variance += (lag == 0 ? 1 : 2 * kernel) * covariance / n;
    }
    return variance;
  }
}
