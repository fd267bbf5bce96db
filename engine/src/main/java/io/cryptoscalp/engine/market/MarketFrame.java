package io.cryptoscalp.engine.market;

import java.util.Arrays;

/**
 * One decoded exchange message: a mutable flyweight that the decoder fills and the next stage reads
 * before the next decode. Only the fields of its {@link #kind} are meaningful. Prices and
 * quantities are scaled longs of the instrument ({@link
 * io.cryptoscalp.engine.instrument.Instrument}); times are ns since the epoch, 0 when the message
 * has none.
 */
public final class MarketFrame {
  /** Levels a side that fit without growing; a 1000-level snapshot fits. */
  private static final int INITIAL_LEVELS = 1024;

  /** What this frame is. */
  public FrameKind kind = FrameKind.HEARTBEAT;

  /** When the venue sent the message ({@code E}); 0 when it does not say. */
  public long eventTimeNs;

  /**
   * When the matching engine made it ({@code T}), or what an answer about positions is of; 0 when
   * the message does not say.
   */
  public long transactionTimeNs;

  /** When the edge received it, as stamped on the record. */
  public long receiveTimeNs;

  /** Depth: first update id ({@code U}). Aggregate trades: first trade id ({@code f}). */
  public long firstId;

  /**
   * Depth, book ticker: last update id ({@code u}, {@code lastUpdateId}). Trades: the (aggregate)
   * trade id.
   */
  public long lastId;

  /** Futures depth: last update id of the previous diff ({@code pu}); -1 elsewhere. */
  public long previousId = -1;

  /** Aggregate trades: last trade id ({@code l}); else equal to {@link #lastId}. */
  public long lastTradeId;

  /** Depth: number of bid levels in this frame. */
  public int bidCount;

  /** Depth: number of ask levels in this frame. */
  public int askCount;

  /** Depth bids in message order; quantity 0 removes the level. Book ticker: index 0. */
  public long[] bidPrices = new long[INITIAL_LEVELS];

  /** Quantities to {@link #bidPrices}. */
  public long[] bidQuantities = new long[INITIAL_LEVELS];

  /** Depth asks in message order. Book ticker: index 0. */
  public long[] askPrices = new long[INITIAL_LEVELS];

  /** Quantities to {@link #askPrices}. */
  public long[] askQuantities = new long[INITIAL_LEVELS];

  /** Trades and liquidations: price. Klines: close. */
  public long price;

  /** Trades and liquidations: quantity. Klines: base volume. */
  public long quantity;

  /**
   * Trades: true when the taker sold (buyer was maker). Liquidations: true when the order sells.
   */
  public boolean sellerInitiated;

  /** Mark price. */
  public long markPrice;

  /** Index price; 0 when the message carries none. */
  public long indexPrice;

  /** Funding rate of the coming settlement, fraction per interval; NaN when absent. */
  public double fundingRate = Double.NaN;

  /** Time of the next funding settlement. */
  public long nextFundingTimeNs;

  /** Klines: open time. */
  public long openTimeNs;

  /** Klines: close time. */
  public long closeTimeNs;

  /** Klines: first price. */
  public long openPrice;

  /** Klines: highest price. */
  public long highPrice;

  /** Klines: lowest price. */
  public long lowPrice;

  /** Klines: number of trades. */
  public long tradeCount;

  /** Klines: base volume bought by takers. */
  public long takerBuyQuantity;

  /** Klines: true when the candle is final. */
  public boolean closed;

  /**
   * Open interest: contracts, or base units on USD-M; NaN when the answer repeats the time of the
   * one before. A statistic only, hence no scaled long.
   */
  public double openInterest = Double.NaN;

  /** Long accounts / short accounts; NaN as above. */
  public double longShortRatio = Double.NaN;

  /** Forgets the previous message. Arrays keep their size. */
  public void reset(FrameKind newKind) {
    kind = newKind;
    eventTimeNs = 0;
    transactionTimeNs = 0;
    receiveTimeNs = 0;
    firstId = 0;
    lastId = 0;
    previousId = -1;
    lastTradeId = 0;
    bidCount = 0;
    askCount = 0;
    price = 0;
    quantity = 0;
    sellerInitiated = false;
    markPrice = 0;
    indexPrice = 0;
    fundingRate = Double.NaN;
    nextFundingTimeNs = 0;
    openTimeNs = 0;
    closeTimeNs = 0;
    openPrice = 0;
    highPrice = 0;
    lowPrice = 0;
    tradeCount = 0;
    takerBuyQuantity = 0;
    closed = false;
    openInterest = Double.NaN;
    longShortRatio = Double.NaN;
  }

  /** Appends a bid level, growing the arrays when needed. */
  public void addBid(long bidPrice, long bidQuantity) {
    if (bidCount == bidPrices.length) {
      bidPrices = Arrays.copyOf(bidPrices, bidCount * 2);
      bidQuantities = Arrays.copyOf(bidQuantities, bidCount * 2);
    }
    bidPrices[bidCount] = bidPrice;
    bidQuantities[bidCount++] = bidQuantity;
  }

  /** Appends an ask level, growing the arrays when needed. */
  public void addAsk(long askPrice, long askQuantity) {
    if (askCount == askPrices.length) {
      askPrices = Arrays.copyOf(askPrices, askCount * 2);
      askQuantities = Arrays.copyOf(askQuantities, askCount * 2);
    }
    askPrices[askCount] = askPrice;
    askQuantities[askCount++] = askQuantity;
  }
}
