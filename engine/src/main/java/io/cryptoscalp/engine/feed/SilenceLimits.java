package io.cryptoscalp.engine.feed;

import java.io.Serializable;

/**
 * How long each stream may be silent, in ns of receive time, while others of the instrument flow; 0
 * watches a stream not at all. A stream that never spoke is never silent: it may not be subscribed.
 *
 * @param depthNs depth diffs
 * @param bookTickerNs book tickers
 * @param tradeNs trades
 * @param aggTradeNs aggregate trades
 * @param markPriceNs mark prices, which a venue sends every 1 or 3 s whatever the market does
 * @param openInterestNs answers about open interest, of either form, which an edge polls for
 * @param longShortRatioNs answers about the long/short ratio
 */
public record SilenceLimits(
    long depthNs,
    long bookTickerNs,
    long tradeNs,
    long aggTradeNs,
    long markPriceNs,
    long openInterestNs,
    long longShortRatioNs)
    implements Serializable {
  private static final long SECOND = 1_000_000_000L;

  /**
   * Depth and book ticker 30 s, trades and aggregate trades 120 s, mark price 15 s, polled ones 15
   * min.
   */
  public static final SilenceLimits DEFAULT =
      new SilenceLimits(
          30 * SECOND,
          30 * SECOND,
          120 * SECOND,
          120 * SECOND,
          15 * SECOND,
          900 * SECOND,
          900 * SECOND);

  /** Checks the ranges. */
  public SilenceLimits {
    check(depthNs, "depth");
    check(bookTickerNs, "bookTicker");
    check(tradeNs, "trade");
    check(aggTradeNs, "aggTrade");
    check(markPriceNs, "markPrice");
    check(openInterestNs, "openInterest");
    check(longShortRatioNs, "longShortRatio");
  }

  private static void check(long limitNs, String stream) {
    if (limitNs < 0) {
      throw new IllegalArgumentException("OPTION_INVALID: silence." + stream + "Ns=" + limitNs);
    }
  }

  /** The same limit for every stream. */
  public static SilenceLimits of(long limitNs) {
    return new SilenceLimits(limitNs, limitNs, limitNs, limitNs, limitNs, limitNs, limitNs);
  }
}
