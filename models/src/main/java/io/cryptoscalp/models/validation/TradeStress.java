package io.cryptoscalp.models.validation;

import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.engine.performance.TradeOutcome;
import io.cryptoscalp.engine.validation.ExecutionStress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A run's trades under worse execution. Slippage: what a trade recorded of spread and slippage, at
 * least an assumed amount a side, is paid once more for each factor above 1. Latency: both fills
 * come later by the assumed latency times the factor less 1, at the price that the instrument's
 * prices then had, linear between the points of their grid: what a delay costs where prices run on
 * in the direction of the trade. Which orders would not have been filled at all is not known from
 * trades; a backtest with other latencies says.
 */
public final class TradeStress implements ExecutionStress.Run {
  private final AlignedReturns runs;
  private final List<TradeOutcome> trades;
  private final Map<String, RunRecord.Curve> prices = new HashMap<>();
  private final double assumedShare;
  private final long latencyNs;

  /**
   * A stress of the first of aligned runs.
   *
   * @param assumedBps least cost of a side that stress multiplies, basis points of its value
   * @param latencyNs latency that stress multiplies, ns
   */
  TradeStress(AlignedReturns runs, double assumedBps, long latencyNs) {
    this.runs = runs;
    RunRecord run = runs.runs().get(0);
    trades = run.trades();
    run.prices().forEach(each -> prices.put(each.instrument(), each.closes()));
    assumedShare = assumedBps * 1e-4;
    this.latencyNs = latencyNs;
  }

  @Override
  public double[] returns(ExecutionStress.Stress stress, SplittableRandom random) {
    double[] returns = runs.returns()[0].clone();
    double[] lost = new double[returns.length];
    for (TradeOutcome trade : trades) {
      lost[runs.period(trade.exitNs())] += cost(trade, stress);
    }
    RunRecord run = runs.runs().get(0);
    double equity = run.startEquity();
    for (int i = 0; i < returns.length; i++) {
      double before = equity;
      equity *= 1 + runs.returns()[0][i];
      returns[i] = before > 0 ? Math.max(-1, returns[i] - lost[i] / before) : returns[i];
    }
    return returns;
  }

  /** What stress takes from a trade, account currency; below 0 where a delay helped. */
  private double cost(TradeOutcome trade, ExecutionStress.Stress stress) {
    double recorded = trade.spread() + trade.slippage();
    double base = Math.max(recorded, assumedShare * sides(trade));
    double cost = (stress.slippage() - 1) * base;
    RunRecord.Curve curve = prices.get(trade.instrument());
    if (curve != null && stress.latency() > 1) {
      long delay = (long) (latencyNs * (stress.latency() - 1));
      double move = drift(curve, trade.entryNs(), delay) - drift(curve, trade.exitNs(), delay);
      cost += sign(trade) * move * trade.notional();
    }
    return cost;
  }

  /** Value traded on both sides, account currency. */
  static double sides(TradeOutcome trade) {
    return trade.notional()
        * (1 + (trade.entryPrice() > 0 ? trade.exitPrice() / trade.entryPrice() : 1));
  }

  private static int sign(TradeOutcome trade) {
    return trade.side() == Side.BUY ? 1 : -1;
  }

  /** Move of the price over a delay, by the price before. */
  private static double drift(RunRecord.Curve curve, long timeNs, long delayNs) {
    double from = at(curve, timeNs);
    double to = at(curve, timeNs + delayNs);
    return from > 0 && to > 0 ? to / from - 1 : 0;
  }

  /** Price at a time, linear between points; NaN before the first. */
  static double at(RunRecord.Curve curve, long timeNs) {
    long[] times = curve.timeNs();
    int low = 0;
    int high = times.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (times[middle] <= timeNs) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    if (low == 0) {
      return Double.NaN;
    }
    double before = curve.value()[low - 1];
    if (low == times.length || times[low] == times[low - 1]) {
      return before;
    }
    double share = (double) (timeNs - times[low - 1]) / (times[low] - times[low - 1]);
    return before + share * (curve.value()[low] - before);
  }

  /**
   * What a side may cost on top before nothing is left, basis points of its value; 0 when nothing
   * is earned to begin with.
   */
  static double breakEvenBps(List<TradeOutcome> trades) {
    double net = 0;
    double traded = 0;
    for (TradeOutcome trade : trades) {
      net += trade.net();
      traded += sides(trade);
    }
    return net > 0 && traded > 0 ? net / traded * 1e4 : 0;
  }
}
