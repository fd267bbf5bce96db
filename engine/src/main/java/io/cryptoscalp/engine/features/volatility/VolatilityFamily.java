package io.cryptoscalp.engine.features.volatility;

import io.cryptoscalp.engine.features.catalogue.BarDeclarations;
import io.cryptoscalp.engine.features.catalogue.BarFamily;
import io.cryptoscalp.engine.features.graph.GraphBuilder;
import io.cryptoscalp.engine.features.graph.Node;
import io.cryptoscalp.engine.features.graph.Nodes;

/**
 * How far prices move: ranges and bands, realised variance, its smooth, jump and one-sided parts,
 * range-based estimators, and how all that changes. All in bps of a price, percent or ratios.
 *
 * <p>{@code realised_vol_n}, {@code bipower_n}, {@code downside_vol_n} and {@code upside_vol_n} are
 * of the whole window, the estimators from ranges and the EWMA of one bar.
 */
public final class VolatilityFamily implements BarFamily {
  private static final String MOVED = "a price moved";
  private static final String CLOSE_MOVED = "the close moved";
  private static final int EWMA_SEED = 20;

  @Override
  public void declare(BarDeclarations to) {
    to.family("volatility");
    averageRange(to);
    bands(to);
    realised(to);
    parts(to);
    ranges(to);
    changes(to);
    shape(to);
  }

  private static void averageRange(BarDeclarations to) {
    to.source("Wilder 1978");
    for (int n : new int[] {7, 14, 21}) {
      to.warmUp(n + 1);
      to.positive(
          "atr_" + n,
          "average true range of " + n + " bars / close",
          "bps",
          g -> Nodes.bps(g, Channels.atr(g, n), g.close()));
    }
    to.warmUp(22, MOVED);
    to.positive(
        "atr_ratio_7_21",
        "average true range of 7 bars / that of 21",
        "1",
        g -> Nodes.ratio(g, Channels.atr(g, 7), Channels.atr(g, 21)));
    to.source("Parkinson 1980");
    for (int n : new int[] {1, 20, 60}) {
      to.warmUp(n);
      to.positive(
          "range_" + n,
          "(highest high - lowest low) of " + n + " bars / close",
          "bps",
          g -> Nodes.bps(g, Channels.range(g, n), g.close()));
    }
  }

  private static void bands(BarDeclarations to) {
    to.source("Bollinger 2001");
    for (int n : new int[] {10, 20, 50}) {
      // The bands of 20 bars are the usual ones and go without their length.
      String length = n == 20 ? "" : "_" + n;
      to.warmUp(n, CLOSE_MOVED);
      to.free(
          "bollinger_b" + length,
          "(close - lower band) / (upper - lower), " + n + " bars, 2 deviations",
          "1",
          g -> Channels.bollingerB(g, n));
      to.warmUp(n);
      to.positive(
          "bollinger_width" + length,
          "(upper - lower band) / middle, " + n + " bars, 2 deviations",
          "bps",
          g -> Channels.bollingerWidth(g, n));
    }
    to.source("Keltner 1960, as Raschke").warmUp(20, MOVED);
    to.free(
        "keltner_b_20",
        "(close - lower) / (upper - lower) of EMA 20 +- 2 average true ranges of 10 bars",
        "1",
        g -> Channels.keltnerB(g, 20, 10));
    to.warmUp(20);
    to.positive(
        "keltner_width_20",
        "4 average true ranges of 10 bars / EMA 20",
        "bps",
        g -> Channels.keltnerWidth(g, 20, 10));
    to.source("Carter 2005").warmUp(20, MOVED);
    to.positive(
        "squeeze_20",
        "width of the Bollinger bands / width of the Keltner channel, 20 bars",
        "1",
        g -> Channels.squeeze(g, 20, 10));
  }

  private static Node rootBps(GraphBuilder graph, Node variance) {
    return graph.map("root_bps", variance, v -> Math.sqrt(Math.max(0, v)) * 1e4);
  }

  private static Node rootMeanBps(GraphBuilder graph, Node sum, int n) {
    return graph.map("root_mean_bps_" + n, sum, v -> Math.sqrt(Math.max(0, v) / n) * 1e4);
  }

  private static void realised(BarDeclarations to) {
    to.source("Andersen & Bollerslev 1998");
    for (int n : new int[] {10, 20, 60, 120}) {
      to.warmUp(n + 1);
      to.positive(
          "realised_vol_" + n,
          "root of the sum of " + n + " squared returns",
          "bps",
          g -> rootBps(g, Variances.realised(g, n)));
    }
    to.source("Barndorff-Nielsen & Shephard 2004");
    for (int n : new int[] {20, 60}) {
      to.warmUp(n + 1);
      to.positive(
          "bipower_" + n,
          "root of the bipower variation of " + n + " returns",
          "bps",
          g -> rootBps(g, Variances.bipower(g, n)));
      to.warmUp(n + 1, CLOSE_MOVED);
      to.add(
          "jump_ratio_" + n,
          "max(0, 1 - bipower / realised variance) of " + n + " returns",
          "1",
          0,
          1,
          g ->
              g.map(
                  "jump_ratio",
                  Variances.bipower(g, n),
                  Variances.realised(g, n),
                  (bipower, rv) -> rv > 0 ? Math.max(0, 1 - bipower / rv) : Double.NaN));
    }
  }

  private static void parts(BarDeclarations to) {
    to.source("Barndorff-Nielsen, Kinnebrock & Shephard 2010");
    for (int n : new int[] {20, 60}) {
      to.warmUp(n + 1);
      to.positive(
          "downside_vol_" + n,
          "root of the sum of the squared negative of " + n + " returns",
          "bps",
          g -> rootBps(g, Variances.downside(g, n)));
      to.positive(
          "upside_vol_" + n,
          "root of the sum of the squared positive of " + n + " returns",
          "bps",
          g -> rootBps(g, Variances.upside(g, n)));
      to.warmUp(n + 1, CLOSE_MOVED);
      to.add(
          "semivariance_balance_" + n,
          "(upside - downside) / (upside + downside semivariance) of " + n + " returns",
          "1",
          -1,
          1,
          g ->
              g.map(
                  "balance",
                  Variances.upside(g, n),
                  Variances.downside(g, n),
                  (up, down) -> (up - down) / (up + down)));
    }
  }

  private static void ranges(BarDeclarations to) {
    for (int n : new int[] {20, 60}) {
      to.source("Parkinson 1980").warmUp(n);
      to.positive(
          "parkinson_" + n,
          "root of the mean of ln(high / low)^2 / (4 ln 2) of " + n + " bars",
          "bps",
          g -> rootMeanBps(g, Variances.parkinson(g, n), n));
      to.source("Garman & Klass 1980");
      to.positive(
          "garman_klass_" + n,
          "root of the mean of ln(high / low)^2 / 2 - (2 ln 2 - 1) ln(close / open)^2 of "
              + n
              + " bars",
          "bps",
          g -> rootMeanBps(g, Variances.garmanKlass(g, n), n));
      to.source("Rogers & Satchell 1991");
      to.positive(
          "rogers_satchell_" + n,
          "root of the mean drift-free variance from open, high, low and close of " + n + " bars",
          "bps",
          g -> rootMeanBps(g, Variances.rogersSatchell(g, n), n));
      to.source("Yang & Zhang 2000").warmUp(n + 1);
      to.positive(
          "yang_zhang_" + n,
          "root of the variance with gaps and drift from " + n + " bars",
          "bps",
          g -> rootBps(g, Variances.yangZhang(g, n)));
    }
    to.source("RiskMetrics 1996").warmUp(EWMA_SEED + 1);
    for (int percent : new int[] {94, 97}) {
      to.positive(
          "ewma_vol_" + percent,
          "root of the exponentially weighted squared returns, decay 0." + percent,
          "bps",
          g -> rootBps(g, Ewma.variance(g, percent, EWMA_SEED)));
    }
  }

  private static void changes(BarDeclarations to) {
    to.source("own definition");
    for (int[] pair : new int[][] {{10, 60}, {20, 120}}) {
      int fast = pair[0];
      int slow = pair[1];
      to.warmUp(slow + 1, CLOSE_MOVED);
      to.positive(
          "vol_ratio_" + fast + "_" + slow,
          "realised volatility a bar of " + fast + " returns / that of " + slow,
          "1",
          g ->
              g.map(
                  "vol_ratio_" + fast + "_" + slow,
                  Variances.realised(g, fast),
                  Variances.realised(g, slow),
                  (a, b) -> b > 0 ? Math.sqrt(Math.max(0, a) / fast / (b / slow)) : Double.NaN));
    }
    for (int n : new int[] {10, 20}) {
      to.warmUp(2 * n, CLOSE_MOVED);
      to.positive(
          "vol_of_vol_" + n,
          "deviation / mean of the last " + n + " realised volatilities of " + n + " returns",
          "1",
          g -> {
            Node volatility = rootBps(g, Variances.realised(g, n));
            return Nodes.ratio(g, Nodes.deviation(g, volatility, n), Nodes.sma(g, volatility, n));
          });
    }
    to.source("Chaikin, in Achelis 2001").warmUp(20, MOVED);
    to.add(
        "chaikin_volatility_10",
        "change over 10 bars of EMA 10 of high - low",
        "%",
        -100,
        Double.POSITIVE_INFINITY,
        g -> Channels.chaikin(g, 10));
  }

  private static void shape(BarDeclarations to) {
    to.source("Dreiss 1993");
    for (int n : new int[] {14, 28}) {
      to.warmUp(n + 1, MOVED);
      to.positive(
          "choppiness_" + n,
          "100 log10(sum of true ranges / range of " + n + " bars) / log10(" + n + ")",
          "1",
          g -> Channels.choppiness(g, n));
    }
    to.source("Martin & McCann 1989");
    for (int n : new int[] {14, 60}) {
      to.warmUp(n);
      to.add(
          "ulcer_" + n,
          "root of the mean squared drawdown of " + n + " closes from their highest so far",
          "%",
          0,
          100,
          g -> Channels.ulcer(g, n));
    }
    to.source("Dorsey 1992").warmUp(41, MOVED);
    to.positive(
        "mass_index_25",
        "sum over 25 bars of EMA 9 of high - low / EMA 9 of that",
        "1",
        g -> Channels.massIndex(g, 25));
  }
}
