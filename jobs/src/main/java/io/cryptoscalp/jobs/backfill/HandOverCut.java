package io.cryptoscalp.jobs.backfill;

import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.market.MarketFrame;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * The first number of each stream that the live topics have at and behind their hand-over offsets:
 * history ends just below it.
 *
 * @param fromNs frames received earlier need not be looked at
 * @param firsts by instrument and stream; a stream that is not here is not cut
 */
public record HandOverCut(long fromNs, TreeMap<String, Long> firsts) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** No hand-over. */
  public static final HandOverCut NONE = new HandOverCut(Long.MAX_VALUE, new TreeMap<>());

  /** A cut with copies of the numbers. */
  public static HandOverCut of(long fromNs, Map<String, Long> firsts) {
    return new HandOverCut(fromNs, new TreeMap<>(firsts));
  }

  /** Name of a stream of an instrument. */
  public static String key(String instrument, FrameKind kind) {
    return instrument + " " + kind.stream();
  }

  /**
   * What numbers a frame of its stream: the venue's id, or its time where there is none. The same
   * for an archived frame as for a live one.
   */
  public static long number(MarketFrame frame) {
    return switch (frame.kind) {
      case TRADE, AGG_TRADE, BOOK_TICKER, DEPTH_DIFF, DEPTH_SNAPSHOT -> frame.lastId;
      case OPEN_INTEREST, OPEN_INTEREST_HIST, LONG_SHORT_RATIO -> frame.transactionTimeNs;
      case MARK_PRICE, FORCE_ORDER, KLINE, EXCHANGE_INFO, HEARTBEAT -> frame.eventTimeNs;
    };
  }

  /** True when the live topics bring the frame. */
  boolean isLive(String instrument, MarketFrame frame) {
    Long first = firsts.get(key(instrument, frame.kind));
    return first != null && number(frame) >= first;
  }
}
