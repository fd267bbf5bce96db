package io.cryptoscalp.engine.features.statistics;

import io.cryptoscalp.engine.features.catalogue.BarDeclarations;
import io.cryptoscalp.engine.features.catalogue.BarFamily;
import io.cryptoscalp.engine.features.graph.GraphBuilder;
import io.cryptoscalp.engine.features.graph.Node;
import io.cryptoscalp.engine.features.graph.Nodes;

/**
 * Distribution, memory, spectrum and path of the log returns of the close. A statistic that is
 * undefined where all returns are equal is invalid there.
 */
public final class StatisticsFamily implements BarFamily {
  private static final String VARIED = "the returns varied";
  private static final String MOVED = "the close moved";

  @Override
  public void declare(BarDeclarations to) {
    to.family("statistics");
    returns(to);
    moments(to);
    order(to);
    memory(to);
    reversion(to);
    spectrum(to);
    path(to);
  }

  private static Node bps(GraphBuilder graph, Node node) {
    return graph.map("bps", node, x -> x * 1e4);
  }

  private static void returns(BarDeclarations to) {
    to.source("Campbell, Lo & MacKinlay 1997, 1.4");
    for (int n : new int[] {1, 5, 10, 20, 60}) {
      to.warmUp(n + 1);
      to.free(
          "return_" + n,
          "log return over " + n + (n == 1 ? " bar" : " bars"),
          "bps",
          g -> Paths.logReturn(g, n));
    }
    to.source("own definition");
    for (int n : new int[] {10, 20, 50}) {
      to.warmUp(n, MOVED);
      to.free(
          "zscore_" + n,
          "(close - mean) / standard deviation of " + n + " closes",
          "1",
          g -> Paths.zscore(g, n));
    }
  }

  private static void moments(BarDeclarations to) {
    to.source("Campbell, Lo & MacKinlay 1997, 1.4.2");
    for (int n : new int[] {20, 60}) {
      to.warmUp(n + 1);
      to.free(
          "return_mean_" + n, "mean of " + n + " returns", "bps", g -> bps(g, Moments.mean(g, n)));
      to.positive(
          "return_dev_" + n,
          "standard deviation of " + n + " returns",
          "bps",
          g -> bps(g, Moments.deviation(g, n)));
      to.warmUp(n + 1, VARIED);
      to.free(
          "return_t_" + n,
          "root " + n + " * mean / standard deviation of " + n + " returns",
          "1",
          g -> Moments.studentT(g, n));
    }
    for (int n : new int[] {30, 60, 120}) {
      to.warmUp(n + 1, VARIED);
      double most = Math.sqrt(n);
      to.add(
          "return_skew_" + n,
          "skewness of " + n + " returns",
          "1",
          -most,
          most,
          g -> Moments.skewness(g, n));
      to.add(
          "return_kurt_" + n,
          "excess kurtosis of " + n + " returns",
          "1",
          -2,
          n - 3,
          g -> Moments.excessKurtosis(g, n));
    }
    to.source("Amaya et al. 2015").warmUp(61, MOVED);
    double bound = 7.746; // sqrt(60): sum r^3 <= (sum r^2)^1.5
    to.add(
        "realised_skew_60",
        "root 60 * sum r^3 / RV^1.5",
        "1",
        -bound,
        bound,
        g -> Paths.realisedSkewness(g, 60));
    to.add(
        "realised_kurt_60", "60 * sum r^4 / RV^2", "1", 1, 60, g -> Paths.realisedKurtosis(g, 60));
  }

  private static void order(BarDeclarations to) {
    to.source("Hyndman & Fan 1996").warmUp(61, VARIED);
    for (int percent : new int[] {5, 25, 50, 75, 95}) {
      to.free(
          "return_quantile_" + percent + "_60",
          percent + " % quantile of 60 returns / their standard deviation",
          "1",
          g -> Nodes.ratio(g, SortedReturns.quantile(g, 60, percent), Moments.deviation(g, 60)));
    }
    to.source("own definition");
    for (int n : new int[] {20, 60}) {
      to.warmUp(n + 1);
      to.add(
          "return_rank_" + n,
          "share of " + n + " returns below the newest, equal ones counted half",
          "1",
          0,
          1,
          g -> SortedReturns.rank(g, n));
    }
    to.source("Bandt & Pompe 2002");
    for (int n : new int[] {30, 60}) {
      to.warmUp(n);
      to.add(
          "permutation_entropy_" + n,
          "entropy of the order patterns of 3 closes in " + n + " / ln 6",
          "1",
          0,
          1,
          g -> PermutationEntropy.of(g, n));
    }
  }

  private static void memory(BarDeclarations to) {
    to.source("Campbell, Lo & MacKinlay 1997, 2.4.1");
    autocorrelation(to, "autocorr_60", 1, 60, false);
    autocorrelation(to, "autocorr_lag2_60", 2, 60, false);
    autocorrelation(to, "autocorr_lag5_60", 5, 60, false);
    autocorrelation(to, "autocorr_120", 1, 120, false);
    to.source("Ding, Granger & Engle 1993");
    autocorrelation(to, "autocorr_abs_60", 1, 60, true);
    to.source("Hurst 1951; Mandelbrot & Wallis 1969");
    for (int n : new int[] {64, 128}) {
      to.warmUp(n + 1, VARIED);
      to.free(
          "hurst_" + n,
          "slope of ln rescaled range on ln length, lengths 8 to " + n + " returns",
          "1",
          g -> Memory.hurst(g, n));
    }
    to.source("Lo & MacKinlay 1988");
    for (int[] shape : new int[][] {{2, 60}, {5, 60}, {10, 120}}) {
      int q = shape[0];
      int n = shape[1];
      to.warmUp(n + 1, VARIED);
      to.positive(
          "variance_ratio_" + q + "_" + n,
          "variance of " + q + "-bar returns / " + q + " times that of " + n + " returns",
          "1",
          g -> Memory.varianceRatio(g, q, n));
    }
  }

  private static void autocorrelation(
      BarDeclarations to, String id, int lag, int n, boolean absolute) {
    String of = absolute ? " absolute returns" : " returns";
    to.warmUp(n + 1, VARIED);
    to.add(
        id,
        "lag-" + lag + " autocorrelation of " + n + of,
        "1",
        -1,
        1,
        g -> Memory.autocorrelation(g, lag, n, absolute));
  }

  private static void reversion(BarDeclarations to) {
    to.source("Chan 2013, 2");
    for (int n : new int[] {30, 60}) {
      to.warmUp(n + 1, MOVED);
      to.free(
          "ar1_" + n,
          "least-squares slope of the close on the close before, " + n + " pairs",
          "1",
          g -> Memory.autoregression(g, n));
      to.add(
          "half_life_" + n,
          "-ln 2 / ln(slope of close on close before), 0 for negative slopes, at most " + 10 * n,
          "bars",
          0,
          10.0 * n,
          g -> Memory.halfLife(g, n));
    }
    to.source("Roll 1984");
    for (int n : new int[] {20, 60}) {
      to.warmUp(n + 1);
      to.positive(
          "roll_spread_" + n,
          "2 root(-autocovariance of " + n + " price changes) / close",
          "bps",
          g -> Paths.rollSpread(g, n));
    }
  }

  private static void spectrum(BarDeclarations to) {
    to.source("Cooley & Tukey 1965").warmUp(65, VARIED);
    band(to, "2_4", 16, 32);
    band(to, "4_8", 8, 15);
    band(to, "8_16", 4, 7);
    band(to, "16_32", 2, 3);
    band(to, "64", 1, 1);
    to.source("Inouye et al. 1991");
    to.add(
        "spectral_entropy_64",
        "entropy of the power of 64 returns over 32 frequencies / ln 32",
        "1",
        0,
        1,
        Spectrum::entropy);
  }

  private static void band(BarDeclarations to, String periods, int from, int most) {
    to.add(
        "spectral_" + periods,
        "share of the power of 64 returns at periods of " + periods.replace('_', '-') + " bars",
        "1",
        0,
        1,
        g -> Spectrum.share(g, from, most));
  }

  private static void path(BarDeclarations to) {
    to.source("Magdon-Ismail & Atiya 2004");
    for (int n : new int[] {20, 60}) {
      to.warmUp(n);
      to.add(
          "max_drawdown_" + n,
          "largest fall from a close to a later one of " + n,
          "bps",
          0,
          10_000,
          g -> Paths.maxDrawdown(g, n));
      to.positive(
          "max_rise_" + n,
          "largest rise from a close to a later one of " + n,
          "bps",
          g -> Paths.maxRise(g, n));
    }
    to.source("Campbell, Lo & MacKinlay 1997, 2.2.2").warmUp(2);
    to.free(
        "run_length",
        "closes in a row that rose, negative of those that fell, 0 after one that did not move",
        "bars",
        RunLength::of);
    for (int n : new int[] {10, 20, 60}) {
      to.warmUp(n + 1);
      to.add(
          "up_share_" + n,
          "share of " + n + " bars with a close above the one before",
          "1",
          0,
          1,
          g -> Paths.upShare(g, n));
    }
  }
}
