package io.cryptoscalp.engine.regime.signal;

import org.jspecify.annotations.Nullable;

/**
 * One second of an instrument's market, or a fault of its feed. Seconds in which nothing traded,
 * moved or was liquidated are left out, but for the last of each minute: sums over measures lose
 * nothing. Prices and values are in quote currency (US dollars for inverse contracts' values).
 *
 * @param instrument instrument id
 * @param closeTimeNs end of the second, exclusive; of a fault its time; ns since the epoch
 * @param eventTimeNs engine time at which it was known, not before {@code closeTimeNs}; never falls
 *     from one measure of an instrument to the next
 * @param sequence frame sequence that closed it; with instrument and {@code closeTimeNs} its
 *     identity
 * @param minute true when the second is the last of its minute
 * @param price last trade price, the middle of the quote where none was; 0 when unknown
 * @param high highest price of the second, {@code price} when nothing traded
 * @param low lowest price of the second
 * @param volume value traded in the second
 * @param takerBuyVolume part of it that takers bought
 * @param liquidatedLong value of liquidation orders that sell
 * @param liquidatedShort value of liquidation orders that buy
 * @param spread best ask less best bid over their middle at the end of the second; NaN when unknown
 * @param depth value of the levels near the touch on the thinner side; NaN while the book is broken
 *     or there is none
 * @param fundingRate funding rate of the coming settlement, fraction per interval; NaN when unknown
 * @param fault code of a fault of the feed, such as {@code STREAM_SILENT}; empty for a second
 * @param stream stream of the fault, else empty
 * @param odds regimes of the instrument, at the last second of a minute and when the regime has
 *     changed since they were last told; null in between and before the first bar
 */
public record MarketMeasure(
    String instrument,
    long closeTimeNs,
    long eventTimeNs,
    long sequence,
    boolean minute,
    double price,
    double high,
    double low,
    double volume,
    double takerBuyVolume,
    double liquidatedLong,
    double liquidatedShort,
    double spread,
    double depth,
    double fundingRate,
    String fault,
    String stream,
    @Nullable RegimeOdds odds) {

  /** True for a fault of the feed, whose figures are those of the last second. */
  public boolean isFault() {
    return !fault.isEmpty();
  }
}
