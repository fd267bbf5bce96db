package io.cryptoscalp.engine.event;

/**
 * One finished bar of trades.
 *
 * @param instrument instrument id
 * @param spec bar specification, {@code time-1s}, {@code tick-100}, {@code volume-10}, {@code
 *     value-1000000}, {@code imbalance-20}
 * @param openTimeNs venue time of the first trade; start of the interval for time bars
 * @param closeTimeNs venue time of the last trade; end of the interval (exclusive) for time bars
 * @param open first price, scaled
 * @param high highest price
 * @param low lowest price
 * @param close last price
 * @param volume base volume (contracts when inverse)
 * @param quoteVolume notional in quote currency
 * @param takerBuyVolume part of {@code volume} bought by takers
 * @param trades number of trades, 0 for an empty time bar (which repeats the previous close)
 * @param sequence frame sequence that closed it
 */
public record Bar(
    String instrument,
    String spec,
    long openTimeNs,
    long closeTimeNs,
    long open,
    long high,
    long low,
    long close,
    double volume,
    double quoteVolume,
    double takerBuyVolume,
    long trades,
    long sequence) {}
