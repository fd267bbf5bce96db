package io.cryptoscalp.engine.validation;

import io.cryptoscalp.engine.performance.Quantiles;
import java.util.Arrays;
import java.util.List;

/**
 * Where resampled histories lead; wealth is a multiple of that at the start.
 *
 * @param finals last wealth of each path, ascending; 0 where everything was lost
 * @param drawdowns deepest drawdown of each path, 0 or below, deepest first
 * @param lowest lowest wealth of each path, ascending, at most 1
 * @param fanShare how far through the history each step of the fan is, 0 to 1
 * @param fan wealth at each step, by the quantiles of {@link #fanQuantiles}
 */
public record PathDistribution(
    double[] finals, double[] drawdowns, double[] lowest, double[] fanShare, double[][] fan) {
  private static final double[] FAN = {0.05, 0.25, 0.5, 0.75, 0.95};
  private static final int STEPS = 100;

  /**
   * Histories that were run.
   *
   * @param wealth of each after each of its periods, by that at its start; at least one
   */
  public static PathDistribution of(List<double[]> wealth) {
    Collector collector = new Collector(wealth.size());
    wealth.forEach(collector::add);
    return collector.result();
  }

  /** Quantiles of the fan, ascending. */
  public static double[] fanQuantiles() {
    return FAN.clone();
  }

  /** Number of paths. */
  public int paths() {
    return finals.length;
  }

  /** Wealth that a share p of the paths end below. */
  public double finalAt(double p) {
    return Quantiles.ofSorted(finals, p);
  }

  /** Drawdown that a share p of the paths exceed; 0 or below. */
  public double drawdownAt(double p) {
    return Quantiles.ofSorted(drawdowns, p);
  }

  /** Share of the paths that were at or below a wealth at some time. */
  public double ruin(double wealth) {
    return upTo(lowest, wealth);
  }

  /** Share of the paths that end with less than they began with. */
  public double lossProbability() {
    int at = Arrays.binarySearch(finals, 1);
    if (at < 0) {
      return (double) -(at + 1) / finals.length;
    }
    while (at > 0 && finals[at - 1] == 1) {
      at--;
    }
    return (double) at / finals.length;
  }

  private static double upTo(double[] sorted, double limit) {
    int count = 0;
    while (count < sorted.length && sorted[count] <= limit) {
      count++;
    }
    return (double) count / sorted.length;
  }

  /** Collects paths, one after the other. */
  static final class Collector {
    private final double[] finals;
    private final double[] drawdowns;
    private final double[] lowest;
    private final double[][] steps;
    private int path;

    Collector(int paths) {
      finals = new double[paths];
      drawdowns = new double[paths];
      lowest = new double[paths];
      steps = new double[STEPS + 1][paths];
    }

    /** Adds a path: wealth after each period. */
    void add(double[] wealth) {
      double high = 1;
      double low = 1;
      double deepest = 0;
      for (double now : wealth) {
        high = Math.max(high, now);
        low = Math.min(low, now);
        deepest = Math.min(deepest, now / high - 1);
      }
      finals[path] = wealth.length == 0 ? 1 : wealth[wealth.length - 1];
      drawdowns[path] = deepest;
      lowest[path] = low;
      for (int s = 0; s <= STEPS; s++) {
        int at = (int) ((long) wealth.length * s / STEPS) - 1;
        steps[s][path] = at < 0 ? 1 : wealth[at];
      }
      path++;
    }

    PathDistribution result() {
      Arrays.sort(finals);
      Arrays.sort(drawdowns);
      Arrays.sort(lowest);
      double[] share = new double[STEPS + 1];
      double[][] fan = new double[FAN.length][STEPS + 1];
      for (int s = 0; s <= STEPS; s++) {
        share[s] = (double) s / STEPS;
        Arrays.sort(steps[s]);
        for (int q = 0; q < FAN.length; q++) {
          fan[q][s] = Quantiles.ofSorted(steps[s], FAN[q]);
        }
      }
      return new PathDistribution(finals, drawdowns, lowest, share, fan);
    }
  }
}
