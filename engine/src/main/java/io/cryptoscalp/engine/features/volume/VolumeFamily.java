package io.cryptoscalp.engine.features.volume;

import io.cryptoscalp.engine.features.catalogue.BarDeclarations;
import io.cryptoscalp.engine.features.catalogue.BarFamily;
import io.cryptoscalp.engine.features.graph.GraphBuilder;
import io.cryptoscalp.engine.features.graph.Node;
import io.cryptoscalp.engine.features.graph.Nodes;

/**
 * How much is traded, by whom and on which moves. Lines that accumulate since the first bar are
 * given as z-scores or changes, volumes in terms of their mean, money over money.
 */
public final class VolumeFamily implements BarFamily {
  private static final String TRADED = "a bar had volume";
  private static final String VARIED = "the volume varied";

  @Override
  public void declare(BarDeclarations to) {
    to.family("volume");
    balance(to);
    moneyFlow(to);
    averagePrice(to);
    relative(to);
    effort(to);
    takers(to);
    relations(to);
  }

  private static void balance(BarDeclarations to) {
    to.source("Granville 1963");
    for (int n : new int[] {10, 20, 60}) {
      to.warmUp(n + 1, TRADED);
      to.add(
          "obv_change_" + n,
          "change of on-balance volume over " + n + " bars / their volume",
          "1",
          -1,
          1,
          g -> Flows.obvChange(g, n));
    }
    for (int n : new int[] {20, 50}) {
      to.warmUp(n + 1, "the close moved");
      to.free(
          "obv_z_" + n,
          "(on-balance volume - mean) / deviation of " + n + " bars",
          "1",
          g -> Flows.zscore(g, Flows.obv(g), n));
    }
  }

  private static void moneyFlow(BarDeclarations to) {
    to.source("Quong & Soudack 1989");
    for (int n : new int[] {7, 14, 28}) {
      to.warmUp(n + 1, "the typical price moved");
      to.add(
          "mfi_" + n,
          "money flow index: share of the money on rising bars of " + n,
          "%",
          0,
          100,
          g -> Flows.moneyFlowIndex(g, n));
    }
    to.source("Chaikin, in Achelis 2001");
    for (int n : new int[] {10, 20, 50}) {
      to.warmUp(n, TRADED);
      to.add(
          "cmf_" + n,
          "Chaikin money flow: money flow volume / volume of " + n + " bars",
          "1",
          -1,
          1,
          g -> Flows.chaikinMoneyFlow(g, n));
    }
    for (int n : new int[] {20, 50}) {
      to.warmUp(n, "money flowed");
      to.free(
          "ad_z_" + n,
          "(accumulation/distribution line - mean) / deviation of " + n + " bars",
          "1",
          g -> Flows.zscore(g, Flows.accumulation(g), n));
    }
    to.warmUp(10, TRADED);
    to.free(
        "chaikin_osc_3_10",
        "(EMA 3 - EMA 10 of the accumulation/distribution line) / mean volume of 10 bars",
        "1",
        Flows::chaikinOscillator);
  }

  private static void averagePrice(BarDeclarations to) {
    to.source("Berkowitz, Logue & Noser 1988");
    for (int n : new int[] {20, 60}) {
      to.warmUp(n, TRADED);
      to.free(
          "vwap_dist_" + n,
          "(close - VWAP of " + n + " typical prices) / VWAP",
          "bps",
          g -> Nodes.distance(g, g.close(), Flows.vwap(g, n)));
      to.positive(
          "vwap_band_" + n,
          "volume-weighted deviation of the typical price / VWAP of " + n + " bars",
          "bps",
          g -> Nodes.bps(g, Relations.vwapDeviation(g, n), Flows.vwap(g, n)));
      to.warmUp(n, "a price moved with volume");
      to.free(
          "vwap_z_" + n,
          "(close - VWAP) / volume-weighted deviation of " + n + " bars",
          "1",
          g ->
              Nodes.ratio(
                  g, Nodes.minus(g, g.close(), Flows.vwap(g, n)), Relations.vwapDeviation(g, n)));
    }
  }

  private static Node mean(GraphBuilder graph, Node of, int n) {
    return graph.map("over_" + n, Flows.sum(graph, of, n), sum -> sum / n);
  }

  private static void relative(BarDeclarations to) {
    to.source("TA-Lib ROC, of volume");
    for (int n : new int[] {10, 20}) {
      to.warmUp(n + 1, "the bar " + n + " bars ago had volume");
      to.add(
          "volume_roc_" + n,
          "volume / volume " + n + " bars ago - 1",
          "%",
          -100,
          Double.POSITIVE_INFINITY,
          g ->
              g.map(
                  "change_pct",
                  g.volume(),
                  Nodes.lag(g, g.volume(), n),
                  (now, was) -> (now / was - 1) * 100));
    }
    to.source("own definition");
    for (int n : new int[] {10, 20, 60}) {
      to.warmUp(n, TRADED);
      to.positive(
          "volume_rel_" + n,
          "volume / mean volume of " + n + " bars",
          "1",
          g -> Nodes.ratio(g, g.volume(), mean(g, g.volume(), n)));
    }
    to.warmUp(60, TRADED);
    to.positive(
        "volume_ratio_10_60",
        "mean volume of 10 bars / that of 60",
        "1",
        g -> Nodes.ratio(g, mean(g, g.volume(), 10), mean(g, g.volume(), 60)));
    for (int n : new int[] {20, 60}) {
      to.warmUp(n, VARIED);
      to.free(
          "volume_z_" + n,
          "(volume - mean) / deviation of " + n + " bars",
          "1",
          g -> Flows.zscore(g, g.volume(), n));
    }
  }

  private static void effort(BarDeclarations to) {
    to.source("Elder 1993");
    for (int n : new int[] {2, 13}) {
      to.warmUp(n + 1, TRADED);
      to.free(
          "force_" + n,
          "EMA " + n + " of close change * volume / (EMA of volume * close)",
          "bps",
          g -> Flows.force(g, n));
    }
    to.source("Arms 1983");
    for (int n : new int[] {14, 28}) {
      to.warmUp(n + 1, "a price moved");
      to.free(
          "ease_of_movement_" + n,
          "mean of middle move * range / volume, times mean volume / (mean range * close), of "
              + n
              + " bars",
          "bps",
          g -> Flows.easeOfMovement(g, n));
    }
    to.source("Dysart 1936; Fosback 1976").warmUp(50);
    double least = -10_000;
    to.add(
        "nvi_dist_50",
        "negative volume index from its EMA 50",
        "bps",
        least,
        Double.POSITIVE_INFINITY,
        g -> VolumeIndex.negative(g, 50));
    to.add(
        "pvi_dist_50",
        "positive volume index from its EMA 50",
        "bps",
        least,
        Double.POSITIVE_INFINITY,
        g -> VolumeIndex.positive(g, 50));
  }

  private static void takers(BarDeclarations to) {
    to.source("own definition");
    for (int n : new int[] {1, 5, 20, 60}) {
      to.warmUp(n, TRADED);
      to.add(
          "taker_buy_share_" + n,
          "volume that takers bought / volume of " + n + (n == 1 ? " bar" : " bars"),
          "1",
          0,
          1,
          g -> Flows.share(g, Flows.sum(g, g.takerBuyVolume(), n), Flows.sum(g, g.volume(), n)));
    }
    for (int n : new int[] {20, 60}) {
      to.warmUp(n, "a bar had trades");
      to.positive(
          "trades_rel_" + n,
          "trades / mean number of trades of " + n + " bars",
          "1",
          g -> Nodes.ratio(g, g.trades(), mean(g, g.trades(), n)));
      to.warmUp(n, "the bar had trades");
      to.positive(
          "trade_size_rel_" + n,
          "mean size of the bar's trades / mean size of those of " + n + " bars",
          "1",
          g ->
              Nodes.ratio(
                  g,
                  Nodes.ratio(g, g.volume(), g.trades()),
                  Nodes.ratio(g, Flows.sum(g, g.volume(), n), Flows.sum(g, g.trades(), n))));
    }
  }

  private static void relations(BarDeclarations to) {
    for (int n : new int[] {20, 60}) {
      to.source("Karpoff 1987").warmUp(n, "close and volume varied");
      to.add(
          "volume_price_corr_" + n,
          "correlation of close and volume of " + n + " bars",
          "1",
          -1,
          1,
          g -> Relations.priceVolume(g, n));
      to.warmUp(n + 1, "close and volume varied");
      to.add(
          "volume_return_corr_" + n,
          "correlation of return and volume of " + n + " bars",
          "1",
          -1,
          1,
          g -> Relations.returnVolume(g, n));
      to.add(
          "volume_move_corr_" + n,
          "correlation of absolute return and volume of " + n + " bars",
          "1",
          -1,
          1,
          g -> Relations.moveVolume(g, n));
      to.source("Kyle 1985; Hasbrouck 2009").warmUp(n + 1, "signed volume varied");
      to.free(
          "taker_impact_" + n,
          "slope of return on signed taker volume, per mean volume, of " + n + " bars",
          "bps",
          g -> Relations.impact(g, n));
    }
  }
}
