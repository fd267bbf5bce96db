package io.cryptoscalp.engine.barsim;

import io.cryptoscalp.engine.performance.TradeOutcome;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What of a result hangs on the order of the extremes inside bars, which bars do not tell: the same
 * run with the pessimistic rule and with each order throughout.
 *
 * @param trades round trips of the pessimistic run
 * @param dependentTrades those that one of the two other runs does not have, with the same times
 *     and prices
 * @param ambiguousBars bars of the pessimistic run in which the order could matter
 * @param decidedBars those in which it did
 * @param netPessimistic net profit, account currency
 * @param netHighFirst the same with {@link IntrabarRule#OHLC}
 * @param netLowFirst the same with {@link IntrabarRule#OLHC}
 */
public record IntrabarDependence(
    int trades,
    int dependentTrades,
    long ambiguousBars,
    long decidedBars,
    double netPessimistic,
    double netHighFirst,
    double netLowFirst) {
  /** Shares of net profit from which a result is called dependent. */
  public static final double WARN_SHARE = 0.1;

  /**
   * Runs all three.
   *
   * @param strategy makes a new one for each
   */
  public static IntrabarDependence of(
      BarBacktest backtest, Supplier<BarStrategy> strategy, BarSpan span) {
    BarResult worst = run(backtest, IntrabarRule.PESSIMISTIC, strategy, span);
    if (worst.ambiguousBars() == 0) {
      double net = worst.net();
      return new IntrabarDependence(worst.trades().size(), 0, 0, 0, net, net, net);
    }
    BarResult high = run(backtest, IntrabarRule.OHLC, strategy, span);
    BarResult low = run(backtest, IntrabarRule.OLHC, strategy, span);
    return new IntrabarDependence(
        worst.trades().size(),
        dependent(worst.trades(), high.trades(), low.trades()),
        worst.ambiguousBars(),
        worst.decidedBars(),
        worst.net(),
        high.net(),
        low.net());
  }

  private static BarResult run(
      BarBacktest backtest, IntrabarRule rule, Supplier<BarStrategy> strategy, BarSpan span) {
    return backtest.withTerms(backtest.terms().withRule(rule)).run(strategy.get(), span);
  }

  private record Key(String instrument, long entryNs, long exitNs, double entry, double exit) {}

  private static int dependent(
      List<TradeOutcome> worst, List<TradeOutcome> high, List<TradeOutcome> low) {
    Map<Key, Integer> first = counts(high);
    Map<Key, Integer> second = counts(low);
    int dependent = 0;
    for (TradeOutcome trade : worst) {
      Key key = key(trade);
      boolean inFirst = first.merge(key, -1, Integer::sum) >= 0;
      boolean inSecond = second.merge(key, -1, Integer::sum) >= 0;
      dependent += inFirst && inSecond ? 0 : 1;
    }
    return dependent;
  }

  private static Map<Key, Integer> counts(List<TradeOutcome> trades) {
    Map<Key, Integer> counts = new HashMap<>();
    for (TradeOutcome trade : trades) {
      counts.merge(key(trade), 1, Integer::sum);
    }
    return counts;
  }

  private static Key key(TradeOutcome trade) {
    return new Key(
        trade.instrument(), trade.entryNs(), trade.exitNs(), trade.entryPrice(), trade.exitPrice());
  }

  /** Distance between the best and the worst of the three, account currency. */
  public double spread() {
    double most = Math.max(netPessimistic, Math.max(netHighFirst, netLowFirst));
    double least = Math.min(netPessimistic, Math.min(netHighFirst, netLowFirst));
    return most - least;
  }

  /** True when the sign of the net profit differs between the three. */
  public boolean changesSign() {
    return Math.signum(netPessimistic) != Math.signum(netHighFirst)
        || Math.signum(netPessimistic) != Math.signum(netLowFirst);
  }

  /**
   * A warning in words.
   *
   * @param share of the pessimistic net profit that may depend on the rule, fraction
   * @return empty when no more does
   */
  public String warning(double share) {
    boolean much = spread() > share * Math.abs(netPessimistic);
    if (!changesSign() && !much) {
      return "";
    }
    return String.format(
        Locale.ROOT,
        "%s hangs on what came first inside bars: %.2f pessimistic, %.2f high first, %.2f low"
            + " first (%d of %d trades); shorter bars would decide",
        changesSign() ? "the sign of the profit" : "the profit",
        netPessimistic,
        netHighFirst,
        netLowFirst,
        dependentTrades,
        trades);
  }
}
