package io.cryptoscalp.engine.performance;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A run of a strategy as reports and gates read it: what was run on which data, and what came out.
 *
 * @param runId unique name of the run
 * @param strategy strategy, with its version where there is one
 * @param kind what ran
 * @param configuration settings by key: costs, latencies, parameters
 * @param dataHash digest of the data it ran on, hex
 * @param currency account currency
 * @param fromNs begin, ns since the epoch
 * @param toNs end, not before the begin
 * @param startEquity equity at the begin, account currency, positive
 * @param equity account equity over time
 * @param benchmark value of holding the benchmark over the same time, any unit; null without one
 * @param trades positions from entry to flat, by exit
 * @param prices of instruments, to show trades on
 * @param windows of a walk-forward run, the stretches it was judged on, in time order; else empty
 */
public record RunRecord(
    String runId,
    String strategy,
    Kind kind,
    SortedMap<String, String> configuration,
    String dataHash,
    String currency,
    long fromNs,
    long toNs,
    double startEquity,
    Curve equity,
    @Nullable Curve benchmark,
    List<TradeOutcome> trades,
    List<Prices> prices,
    List<Window> windows) {
  /** What ran. */
  public enum Kind {
    /** History, parameters chosen with knowledge of it. */
    BACKTEST,
    /** Consecutive stretches of history, each after its parameters were chosen. */
    WALK_FORWARD,
    /** The live market, orders on paper. */
    PAPER,
    /** The live market, orders at the venue. */
    LIVE
  }

  /**
   * Values over time.
   *
   * @param timeNs ns since the epoch, not descending
   * @param value at each time
   */
  public record Curve(long[] timeNs, double[] value) {
    /** Checks the lengths. */
    public Curve {
      if (timeNs.length != value.length) {
        throw new IllegalArgumentException(
            "RUN_INVALID: times=" + timeNs.length + " values=" + value.length);
      }
    }

    /** The last value at or before a time; NaN before the first. */
    public double at(long time) {
      int low = 0;
      int high = timeNs.length;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (timeNs[middle] <= time) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low == 0 ? Double.NaN : value[low - 1];
    }
  }

  /**
   * Prices of an instrument.
   *
   * @param instrument instrument id
   * @param closes quote units
   */
  public record Prices(String instrument, Curve closes) {}

  /**
   * A stretch of the run.
   *
   * @param fromNs begin, ns since the epoch
   * @param toNs end, after the begin
   */
  public record Window(long fromNs, long toNs) {}

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException {@code RUN_INVALID}
   */
  public RunRecord {
    if (runId.isEmpty() || strategy.isEmpty() || toNs < fromNs || !(startEquity > 0)) {
      throw new IllegalArgumentException(
          "RUN_INVALID: runId="
              + runId
              + " strategy="
              + strategy
              + " fromNs="
              + fromNs
              + " toNs="
              + toNs
              + " startEquity="
              + startEquity);
    }
    configuration = new TreeMap<>(configuration);
    trades = List.copyOf(trades);
    prices = List.copyOf(prices);
    windows = List.copyOf(windows);
  }

  /** Returns of UTC days. */
  public ReturnSeries daily() {
    return returns(ReturnSeries.DAY_NS);
  }

  /** Returns of equal stretches of time. */
  public ReturnSeries returns(long periodNs) {
    return ReturnSeries.ofEquity(equity.timeNs(), equity.value(), startEquity, periodNs);
  }

  /**
   * Returns of the benchmark over the periods of a series of this run: its last value at each end
   * by that at the end before; 0 where it has none yet.
   *
   * @return null without a benchmark
   */
  public double @Nullable [] benchmarkReturns(ReturnSeries series) {
    Curve curve = benchmark;
    if (curve == null) {
      return null;
    }
    double[] returns = new double[series.size()];
    double before = curve.at(fromNs);
    for (int i = 0; i < returns.length; i++) {
      double now = curve.at(series.endNs()[i]);
      returns[i] = before > 0 && now > 0 ? now / before - 1 : 0;
      before = now;
    }
    return returns;
  }

  /** Return of each window: equity at its end by equity at its begin minus 1. */
  public double[] windowReturns() {
    double[] returns = new double[windows.size()];
    for (int i = 0; i < returns.length; i++) {
      double before = equity.at(windows.get(i).fromNs());
      double after = equity.at(windows.get(i).toNs());
      double base = Double.isNaN(before) ? startEquity : before;
      returns[i] = Double.isNaN(after) ? 0 : after / base - 1;
    }
    return returns;
  }

  /**
   * Profit of each trade after costs by the equity at its entry, -1 or above; by that at the start
   * where none is known.
   */
  public double[] tradeReturns() {
    double[] returns = new double[trades.size()];
    for (int i = 0; i < returns.length; i++) {
      double before = equity.at(trades.get(i).entryNs());
      returns[i] = Math.max(-1, trades.get(i).net() / (before > 0 ? before : startEquity));
    }
    return returns;
  }

  /** Mean of the equity's points and its start, account currency. */
  public double meanEquity() {
    return (startEquity + Moments.sum(equity.value())) / (equity.value().length + 1);
  }
}
