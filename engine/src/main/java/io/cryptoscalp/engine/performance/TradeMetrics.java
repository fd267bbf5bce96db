package io.cryptoscalp.engine.performance;

import io.cryptoscalp.engine.event.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Computes the figures of {@link TradeMetric}. */
public final class TradeMetrics {
  private static final double YEAR_NS = 365.0 * ReturnSeries.DAY_NS;

  private final List<TradeOutcome> trades;
  private final double[] net;
  private final Map<TradeMetric, Double> figures = new EnumMap<>(TradeMetric.class);

  private TradeMetrics(List<TradeOutcome> unordered) {
    trades = new ArrayList<>(unordered);
    trades.sort(
        Comparator.comparingLong(TradeOutcome::exitNs).thenComparingLong(TradeOutcome::entryNs));
    net = new double[trades.size()];
    for (int i = 0; i < net.length; i++) {
      net[i] = trades.get(i).net();
    }
  }

  /**
   * All figures, in the order of {@link TradeMetric}.
   *
   * @param trades in any order
   * @param fromNs begin of the run, ns; exposure and turnover are over its time
   * @param toNs end of the run, after the begin
   * @param meanEquity mean equity of the run, account currency
   */
  public static Map<TradeMetric, Double> of(
      List<TradeOutcome> trades, long fromNs, long toNs, double meanEquity) {
    TradeMetrics metrics = new TradeMetrics(trades);
    for (TradeMetric metric : TradeMetric.values()) {
      metrics.put(metric, Double.NaN);
    }
    metrics.costs();
    if (!trades.isEmpty()) {
      metrics.profits();
      metrics.times();
    }
    double span = toNs - fromNs;
    double traded = metrics.figures.getOrDefault(TradeMetric.TRADED_VALUE, 0.0);
    if (span > 0) {
      metrics.put(TradeMetric.EXPOSURE, metrics.open(fromNs, toNs) / span);
      metrics.put(TradeMetric.TURNOVER, traded / meanEquity * (YEAR_NS / span));
    }
    return Collections.unmodifiableMap(metrics.figures);
  }

  /**
   * Figures of groups of trades.
   *
   * @param key names the group of a trade
   * @return by name, sorted
   */
  public static SortedMap<String, Map<TradeMetric, Double>> by(
      List<TradeOutcome> trades, Function<TradeOutcome, String> key) {
    SortedMap<String, List<TradeOutcome>> groups = new TreeMap<>();
    for (TradeOutcome trade : trades) {
      groups.computeIfAbsent(key.apply(trade), name -> new ArrayList<>()).add(trade);
    }
    SortedMap<String, Map<TradeMetric, Double>> figures = new TreeMap<>();
    groups.forEach((name, group) -> figures.put(name, of(group, 0, 0, Double.NaN)));
    return figures;
  }

  private void put(TradeMetric metric, double value) {
    figures.put(metric, value);
  }

  private void profits() {
    Moments moments = Moments.of(net);
    int n = net.length;
    double gains = 0;
    double losses = 0;
    int wins = 0;
    int lost = 0;
    double best = net[0];
    double worst = net[0];
    for (double value : net) {
      gains += Math.max(value, 0);
      losses += Math.max(-value, 0);
      wins += value > 0 ? 1 : 0;
      lost += value < 0 ? 1 : 0;
      best = Math.max(best, value);
      worst = Math.min(worst, value);
    }
    double rate = (double) wins / n;
    double payoff = wins > 0 && lost > 0 ? gains / wins / (losses / lost) : Double.NaN;
    put(TradeMetric.NET_PROFIT, gains - losses);
    put(TradeMetric.WIN_RATE, rate);
    put(TradeMetric.PROFIT_FACTOR, gains == 0 && losses == 0 ? Double.NaN : gains / losses);
    put(TradeMetric.PAYOFF_RATIO, payoff);
    put(TradeMetric.EXPECTANCY, moments.mean());
    put(TradeMetric.EXPECTANCY_RATIO, (1 + payoff) * rate - 1);
    put(TradeMetric.KELLY, rate - (1 - rate) / payoff);
    put(TradeMetric.BEST_TRADE, best);
    put(TradeMetric.WORST_TRADE, worst);
    put(TradeMetric.CONSECUTIVE_WINS, ReturnMetrics.longestRun(net, 1));
    put(TradeMetric.CONSECUTIVE_LOSSES, ReturnMetrics.longestRun(net, -1));
    if (moments.deviation() > 0) {
      put(TradeMetric.SQN, Math.sqrt(n) * moments.mean() / moments.deviation());
    }
  }

  private void times() {
    double[] held = new double[trades.size()];
    double returns = 0;
    int longs = 0;
    for (int i = 0; i < held.length; i++) {
      TradeOutcome trade = trades.get(i);
      held[i] = trade.heldSeconds();
      returns += trade.netReturn();
      longs += trade.side() == Side.BUY ? 1 : 0;
    }
    put(TradeMetric.MEAN_HELD, Moments.sum(held) / held.length);
    put(TradeMetric.MEDIAN_HELD, Quantiles.of(held, 0.5));
    put(TradeMetric.MEAN_RETURN, returns / held.length);
    put(TradeMetric.LONG_SHARE, (double) longs / held.length);
  }

  private void costs() {
    double gross = 0;
    double fees = 0;
    double spread = 0;
    double slippage = 0;
    double funding = 0;
    double traded = 0;
    for (TradeOutcome trade : trades) {
      gross += trade.gross();
      fees += trade.fees();
      spread += trade.spread();
      slippage += trade.slippage();
      funding += trade.funding();
      double exit = trade.entryPrice() > 0 ? trade.exitPrice() / trade.entryPrice() : 1;
      traded += trade.notional() * (1 + exit);
    }
    put(TradeMetric.TRADES, trades.size());
    put(TradeMetric.NET_PROFIT, 0);
    put(TradeMetric.GROSS_PROFIT, gross);
    put(TradeMetric.FEES, fees);
    put(TradeMetric.SPREAD, spread);
    put(TradeMetric.SLIPPAGE, slippage);
    put(TradeMetric.FUNDING, funding);
    put(TradeMetric.TRADED_VALUE, traded);
  }

  /** Time with at least one position open between two times, ns. */
  private double open(long fromNs, long toNs) {
    TradeOutcome[] byEntry = trades.toArray(new TradeOutcome[0]);
    Arrays.sort(byEntry, Comparator.comparingLong(TradeOutcome::entryNs));
    double open = 0;
    long until = fromNs;
    for (TradeOutcome trade : byEntry) {
      long begin = Math.max(until, trade.entryNs());
      long end = Math.min(toNs, trade.exitNs());
      if (end > begin) {
        open += end - begin;
        until = end;
      }
    }
    return open;
  }
}
