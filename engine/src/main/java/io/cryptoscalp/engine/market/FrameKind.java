package io.cryptoscalp.engine.market;

import org.jspecify.annotations.Nullable;

/**
 * What a decoded frame carries. The code is part of stored state and of result rows: never
 * renumber.
 */
public enum FrameKind {
  /** Incremental order-book update. */
  DEPTH_DIFF(1, "depth"),
  /** Full order-book snapshot answered by the venue's REST interface. */
  DEPTH_SNAPSHOT(2, "depthSnapshot"),
  /** Best bid and ask. */
  BOOK_TICKER(3, "bookTicker"),
  /** One market trade. */
  TRADE(4, "trade"),
  /** Trades of one taker order at one price. */
  AGG_TRADE(5, "aggTrade"),
  /** Mark price, index price and funding rate. */
  MARK_PRICE(6, "markPrice"),
  /** A liquidation order. */
  FORCE_ORDER(7, "forceOrder"),
  /** The venue's own candle. */
  KLINE(8, "kline"),
  /** Specification of the venue's instruments. */
  EXCHANGE_INFO(9, "exchangeInfo"),
  /** The edge's own sign of life: empty payload, carries receive-time progress only. */
  HEARTBEAT(10, "heartbeat"),
  /** Open contracts, answered by the venue's REST interface. */
  OPEN_INTEREST(11, "openInterest"),
  /** The same as a list by period; the newest element counts. */
  OPEN_INTEREST_HIST(12, "openInterestHist"),
  /** Long accounts / short accounts by period; the newest element counts. */
  LONG_SHORT_RATIO(13, "longShortRatio");

  private static final FrameKind[] KINDS = values();

  private final int code;
  private final String stream;

  FrameKind(int code, String stream) {
    this.code = code;
    this.stream = stream;
  }

  /** The kind with this stream name, null when there is none. */
  public static @Nullable FrameKind ofStream(String stream) {
    for (FrameKind kind : KINDS) {
      if (kind.stream.equals(stream)) {
        return kind;
      }
    }
    return null;
  }

  /**
   * True for messages whose event and transaction time are of the same moment. The last transaction
   * of a snapshot may be old, and the others carry times of their own.
   */
  public boolean isStampedAtOnce() {
    return this == TRADE
        || this == AGG_TRADE
        || this == BOOK_TICKER
        || this == DEPTH_DIFF
        || this == FORCE_ORDER;
  }

  /** Stable code of this kind. */
  public int code() {
    return code;
  }

  /** The stream's name without symbol and rate, as in the {@code stream} record header. */
  public String stream() {
    return stream;
  }
}
