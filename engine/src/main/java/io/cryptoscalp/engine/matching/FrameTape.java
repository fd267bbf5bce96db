package io.cryptoscalp.engine.matching;

import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.market.MarketFrame;
import org.jspecify.annotations.Nullable;

/**
 * Puts the decoded frames of a feed on a tape, by the rules of {@link FrameFeed} or, where books
 * are made of quotes, of {@link QuoteFeed}.
 */
public final class FrameTape {
  private final EventTapeBuilder tape;
  private final FrameFeed feed;
  private final @Nullable QuoteFeed quotes;

  /**
   * Starts an empty tape.
   *
   * @param instrument whose frames come
   * @param tickers whether book tickers move the touch between diffs
   * @param baseLatencyNs see {@link EventTapeBuilder}
   */
  public FrameTape(Instrument instrument, boolean tickers, long baseLatencyNs) {
    this(instrument, tickers, baseLatencyNs, null);
  }

  private FrameTape(
      Instrument instrument, boolean tickers, long baseLatencyNs, @Nullable QuoteFeed quotes) {
    this.tape = new EventTapeBuilder(instrument, baseLatencyNs);
    this.feed = new FrameFeed(instrument, tickers);
    this.quotes = quotes;
  }

  /**
   * An empty tape whose books are made of book tickers, one level a side.
   *
   * @param instrument whose frames come
   * @param baseLatencyNs see {@link EventTapeBuilder}
   */
  public static FrameTape ofQuotes(Instrument instrument, long baseLatencyNs) {
    return new FrameTape(instrument, false, baseLatencyNs, new QuoteFeed(instrument));
  }

  /** Takes the next frame as it arrived. */
  public void onFrame(MarketFrame frame) {
    if (quotes == null) {
      feed.onFrame(frame, tape);
    } else {
      quotes.onFrame(frame, tape);
    }
  }

  /** Frames that say nothing to a venue's book. */
  public int unused() {
    return quotes == null ? feed.unused() : quotes.unused();
  }

  /** The tape of what came. */
  public EventTape build() {
    return tape.build();
  }
}
