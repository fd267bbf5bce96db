package io.cryptoscalp.engine.event;

/**
 * A span in which a detector said the same. Scope, detector and start identify it; a later record
 * of the same interval closes it.
 *
 * @param scope an instrument id, a venue group such as {@code BINANCE} or {@code MARKET}
 * @param detector who says so: {@code consensus}, {@code drawdown}, {@code volatility}, {@code
 *     trend}, {@code liquidity}, {@code hmm}, {@code change-point}, {@code market}
 * @param label what it says: a regime, or the detector's own level or state
 * @param startTimeNs event time of its start, ns since the epoch
 * @param endTimeNs event time of its end, 0 while it lasts
 * @param confidence mean confidence while it lasted (at the start while it is open), 0 to 1
 * @param sequence frame sequence of the record, rising for one interval
 * @param reason the evidence at its start, in words with figures
 */
public record RegimeInterval(
    String scope,
    String detector,
    String label,
    long startTimeNs,
    long endTimeNs,
    double confidence,
    long sequence,
    String reason) {}
