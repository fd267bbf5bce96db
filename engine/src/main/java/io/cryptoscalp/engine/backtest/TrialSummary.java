package io.cryptoscalp.engine.backtest;

/**
 * The figures of a trial that are known without its rows. Amounts are in account currency.
 *
 * @param ticks market states seen
 * @param snapshots scored snapshots seen
 * @param intents intents of its strategies
 * @param accepted intents that risk let through
 * @param orders new orders sent
 * @param fills reports that traded something
 * @param trades round trips that ended
 * @param turnover sum of the fills' notionals
 * @param fees fees paid
 * @param funding funding received; negative = paid
 * @param startEquity equity at the start
 * @param equity equity at the end, open positions at their marks
 * @param maxDrawdown largest fall from a peak at any mark, 0 to 1
 * @param firstNs receive time of the first market state, 0 when there was none
 * @param lastNs receive time of the last one
 * @param liquidations positions that the venue closed by force
 * @param digest of all orders and reports, in their order: equal trials have equal digests
 */
public record TrialSummary(
    long ticks,
    long snapshots,
    long intents,
    long accepted,
    long orders,
    long fills,
    long trades,
    double turnover,
    double fees,
    double funding,
    double startEquity,
    double equity,
    double maxDrawdown,
    long firstNs,
    long lastNs,
    long liquidations,
    long digest) {
  /** Of a trial that does not exist. */
  public static final TrialSummary NONE =
      new TrialSummary(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}
