package io.cryptoscalp.engine.event;

/**
 * A position and its account after a change.
 *
 * @param positionEventId deterministic id
 * @param account account
 * @param strategy strategy that holds it
 * @param instrument instrument id
 * @param quantity signed quantity, scaled; 0 when flat
 * @param averagePrice average entry price in quote units; 0 when flat
 * @param markPrice price used for valuation, quote units
 * @param realizedPnl realised profit before fees and funding, account currency
 * @param unrealizedPnl unrealised profit, account currency
 * @param fees fees paid so far, account currency
 * @param funding funding received (paid when negative) so far, account currency
 * @param equity account equity after this change
 * @param cause what changed it: {@code fill}, {@code funding}, {@code mark}
 * @param eventTimeNs venue time
 */
public record PositionSnapshot(
    String positionEventId,
    String account,
    String strategy,
    String instrument,
    long quantity,
    double averagePrice,
    double markPrice,
    double realizedPnl,
    double unrealizedPnl,
    double fees,
    double funding,
    double equity,
    String cause,
    long eventTimeNs) {}
