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
   * The same trades in random order: all paths end alike, their drawdowns differ. What trades have
   * to do with their neighbours is lost.
   *
   * @param profits of each trade after costs, account currency
   * @param start equity before the first, positive
   */
  public PathDistribution shuffledTrades(double[] profits, double start) {
    int[] positions = new int[profits.length];
    return collect(
        random -> {
          Resampling.shuffle(positions, random);
          return additive(profits, positions, start);
        });
  }

  /**
   * Trades in random order as returns of the equity before them, for sizes that grow and shrink
   * with it: all paths end alike, their drawdowns differ.
   *
   * @param returns profit of each trade after costs by the equity at its entry, -1 or above
   */
  public PathDistribution shuffledReturns(double[] returns) {
    int[] positions = new int[returns.length];
    double[] drawn = new double[returns.length];
    return collect(
        random -> {
          Resampling.shuffle(positions, random);
          for (int i = 0; i < drawn.length; i++) {
            drawn[i] = returns[positions[i]];
          }
          return compounded(drawn);
        });
  }

  /** As many trades, drawn anew with replacement: ends differ, too. */
  public PathDistribution resampledTrades(double[] profits, double start, Resampling resampling) {
    int[] positions = new int[profits.length];
    return collect(
        random -> {
          resampling.draw(positions, profits.length, random);
          return additive(profits, positions, start);
        });
  }

  /** As many returns, drawn anew in blocks. */
  public PathDistribution resampledReturns(double[] returns, Resampling resampling) {
    int[] positions = new int[returns.length];
    double[] drawn = new double[returns.length];
    return collect(
        random -> {
          resampling.draw(positions, returns.length, random);
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

  /** Sizes stay as they were; nothing is traded any more once everything is lost. */
  private static double[] additive(double[] profits, int[] positions, double start) {
    double[] wealth = new double[positions.length];
    double equity = start;
    for (int i = 0; i < wealth.length; i++) {
      equity = equity > 0 ? Math.max(equity + profits[positions[i]], 0) : 0;
      wealth[i] = equity / start;
    }
    return wealth;
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
