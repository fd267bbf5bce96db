package io.cryptoscalp.engine.validation;

import java.util.SplittableRandom;

/**
 * Histories that might as well have been. Every path has a stream of chance of its own, so the
 * first thousand of two thousand paths are the thousand of the same seed.
 */
public final class MonteCarlo {
  /** Fewest paths that a verdict may rest on. */
  public static final int PATHS = 1_000;

  private final int paths;
  private final long seed;

  /** A history that is run anew: a strategy over resampled candles, or under worse execution. */
  @FunctionalInterface
  public interface Run {
    /**
     * Runs it.
     *
     * @param random where the path's chance comes from
     * @return simple returns of its periods, -1 or above
     */
    double[] returns(SplittableRandom random);
  }

  /**
   * Paths.
   *
   * @param paths how many, at least 1
   * @param seed equal seeds give equal paths
   */
  public MonteCarlo(int paths, long seed) {
    if (paths < 1) {
      throw new IllegalArgumentException("MONTE_CARLO_INVALID: paths=" + paths);
    }
    this.paths = paths;
    this.seed = seed;
  }

  /**
   * Trades in random order as returns of the equity before them, for sizes that grow and shrink
   * with it: all paths end alike, their drawdowns differ.
   *
   * @param returns profit of each trade after costs by the equity at its entry, -1 or above
   */
  public PathDistribution shuffledReturns(double[] returns) {
    return reordered(returns, Resampling::shuffle);
  }

  /** As many returns, drawn anew in blocks. */
  public PathDistribution resampledReturns(double[] returns, Resampling resampling) {
    return reordered(
        returns, (positions, random) -> resampling.draw(positions, returns.length, random));
  }

  /** Says which returns stand at the places of a path. */
  private interface Order {
    void draw(int[] positions, SplittableRandom random);
  }

  private PathDistribution reordered(double[] returns, Order order) {
    int[] positions = new int[returns.length];
    double[] drawn = new double[returns.length];
    return collect(
        random -> {
          order.draw(positions, random);
          for (int i = 0; i < drawn.length; i++) {
            drawn[i] = returns[positions[i]];
          }
          return compounded(drawn);
        });
  }

  /** Runs of a callback. */
  public PathDistribution runs(Run run) {
    return collect(random -> compounded(run.returns(random)));
  }

  /** Wealth after each period of a path. */
  private interface Path {
    double[] wealth(SplittableRandom random);
  }

  private PathDistribution collect(Path path) {
    PathDistribution.Collector collector = new PathDistribution.Collector(paths);
    SplittableRandom all = new SplittableRandom(seed);
    for (int i = 0; i < paths; i++) {
      collector.add(path.wealth(all.split()));
    }
    return collector.result();
  }

  private static double[] compounded(double[] returns) {
    double[] wealth = new double[returns.length];
    double now = 1;
    for (int i = 0; i < wealth.length; i++) {
      now *= 1 + returns[i];
      wealth[i] = now;
    }
    return wealth;
  }
}
