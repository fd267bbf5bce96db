package io.cryptoscalp.engine.matching;

import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.market.MarketFrame;

/** Puts the decoded frames of a feed on a tape by the rules of {@link FrameFeed}. */
public final class FrameTape {
  private final EventTapeBuilder tape;
  private final FrameFeed feed;

  /**
   * Starts an empty tape.
   *
   * @param instrument whose frames come
   * @param tickers whether book tickers move the touch between diffs
   * @param baseLatencyNs see {@link EventTapeBuilder}
   */
  public FrameTape(Instrument instrument, boolean tickers, long baseLatencyNs) {
    this.tape = new EventTapeBuilder(instrument, baseLatencyNs);
    this.feed = new FrameFeed(instrument, tickers);
  }

  /** Takes the next frame as it arrived. */
  public void onFrame(MarketFrame frame) {
    feed.onFrame(frame, tape);
  }

  /** Frames that say nothing to a venue's book. */
  public int unused() {
    return feed.unused();
  }

  /** The tape of what came. */
  public EventTape build() {
    return tape.build();
  }
}
