package io.cryptoscalp.engine.backtest;

import io.cryptoscalp.engine.event.Side;

/**
 * A round trip: from flat to flat of one strategy in one instrument. A fill that turns a position
 * ends one and begins the next. Amounts are in account currency.
 *
 * @param tradeId deterministic: the order that opened it and a number
 * @param strategy strategy id
 * @param instrument instrument id
 * @param side BUY for long, SELL for short
 * @param quantity most that was held, scaled, positive
 * @param entryTimeNs venue time of the first fill
 * @param exitTimeNs venue time of the last fill; of the last mark for one still open at the end
 * @param entryPrice average price of the fills that added, quote units
 * @param exitPrice average price of those that took away; the last mark for what is still open
 * @param grossPnl profit before fees and funding
 * @param fees fees paid
 * @param funding funding received; negative = paid
 * @param adverse worst profit before fees while it was open, at most 0
 * @param favourable best profit before fees while it was open, at least 0
 * @param fills fills, of both sides
 * @param makerShare share of the filled quantity that was maker, 0 to 1
 * @param intentId the intent behind the entry
 * @param probabilityUp the model's probability that the strategy used, 0.5 when none
 * @param confidence the strategy's confidence, 0 to 1
 * @param modelVersion version of the model, empty when none
 * @param regime regime at the decision
 * @param entryReason the strategy's words
 * @param exitReason reason of the order that closed it
 * @param closed false for one that was still open when the trial ended
 */
public record ClosedTrade(
    String tradeId,
    String strategy,
    String instrument,
    Side side,
    long quantity,
    long entryTimeNs,
    long exitTimeNs,
    double entryPrice,
    double exitPrice,
    double grossPnl,
    double fees,
    double funding,
    double adverse,
    double favourable,
    int fills,
    double makerShare,
    String intentId,
    double probabilityUp,
    double confidence,
    String modelVersion,
    String regime,
    String entryReason,
    String exitReason,
    boolean closed) {
  /** Profit after fees and funding, account currency. */
  public double netPnl() {
    return grossPnl - fees + funding;
  }
}
