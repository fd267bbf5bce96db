package io.cryptoscalp.engine.backtest;

import java.util.Locale;

/**
 * The same trial under three executions: on paper, at a simulated venue without any latency, and at
 * one with latencies, queues and own taking that is felt. What a strategy earns on paper and loses
 * there came from fills that no market gives away: posts filled at once, prices taken before they
 * could be reached.
 *
 * @param paper figures on paper
 * @param instant figures at a venue that is reached at once
 * @param queued figures at a venue with latency, behind everything in the queue
 */
public record FreeFills(TrialSummary paper, TrialSummary instant, TrialSummary queued) {
  /** Profit after costs, account currency, open positions valued. */
  public static double net(TrialSummary trial) {
    return trial.equity() - trial.startEquity();
  }

  /** Fills for each order sent, which is above 1 where orders fill in parts; 0 without orders. */
  public static double fillRatio(TrialSummary trial) {
    return trial.orders() == 0 ? 0 : (double) trial.fills() / trial.orders();
  }

  /** True when it earns on paper and no longer does where fills have to be waited for. */
  public boolean found() {
    return net(paper) > 0 && net(queued) <= 0;
  }

  /** Share of the paper profit that is left at the queued venue; NaN without a profit on paper. */
  public double kept() {
    return net(paper) > 0 ? net(queued) / net(paper) : Double.NaN;
  }

  /** One line for people. */
  public String text() {
    return String.format(
        Locale.ROOT,
        "net %.2f on paper (%.2f fills an order), %.2f at a venue without latency (%.2f), %.2f"
            + " with latency behind the queue (%.2f)",
        net(paper),
        fillRatio(paper),
        net(instant),
        fillRatio(instant),
        net(queued),
        fillRatio(queued));
  }
}
