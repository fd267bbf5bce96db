package io.cryptoscalp.engine.event;

import io.cryptoscalp.engine.regime.Regime;
import org.jspecify.annotations.Nullable;

/**
 * What an account needs to know of an instrument's market: sent when the touch moves, on every
 * trade, and when health, mark price or regime change. Prices and quantities are scaled longs;
 * levels are best first and at most {@link #LEVELS} a side (shorter arrays when the book is
 * shallower; never modified after construction).
 *
 * @param instrument instrument id
 * @param eventTimeNs venue time, ns since the epoch
 * @param receiveTimeNs receive time at the edge, never decreasing per instrument
 * @param sequence number of the frame in this instrument's stream, strictly increasing
 * @param bidPrices bid prices
 * @param bidQuantities bid quantities
 * @param askPrices ask prices
 * @param askQuantities ask quantities
 * @param tradePrice price of the trade that caused the tick, 0 when none
 * @param tradeQuantity its quantity
 * @param tradeSide side of its taker, null when none
 * @param markPrice last mark price, 0 when none was seen
 * @param fundingRate last funding rate, NaN when none was seen
 * @param nextFundingTimeNs next settlement, 0 when unknown
 * @param regime regime of the instrument
 * @param bookHealthy false while the book is unsynchronised or crossed: prices are then not to be
 *     traded on
 */
public record MarketTick(
    String instrument,
    long eventTimeNs,
    long receiveTimeNs,
    long sequence,
    long[] bidPrices,
    long[] bidQuantities,
    long[] askPrices,
    long[] askQuantities,
    long tradePrice,
    long tradeQuantity,
    @Nullable Side tradeSide,
    long markPrice,
    double fundingRate,
    long nextFundingTimeNs,
    Regime regime,
    boolean bookHealthy)
    implements StreamEvent {
  /** Most levels a side. */
  public static final int LEVELS = 5;

  /** Best bid, 0 when that side is empty. */
  public long bestBid() {
    return bidPrices.length == 0 ? 0 : bidPrices[0];
  }

  /** Best ask, 0 when that side is empty. */
  public long bestAsk() {
    return askPrices.length == 0 ? 0 : askPrices[0];
  }
}
