package io.cryptoscalp.engine.matching;

import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.market.MarketFrame;

/**
 * Turns the decoded frames of a feed into market events of a book that has the two levels of the
 * last book ticker alone, for histories that tell of no depth. Depth is left out, trades and mark
 * prices are as in {@link FrameFeed}.
 */
public final class QuoteFeed {
  private final FrameFeed others;
  private long id = -1;
  private long bid;
  private long ask;
  private int unused;

  /**
   * Starts without a book.
   *
   * @param instrument whose frames come
   */
  public QuoteFeed(Instrument instrument) {
    this.others = new FrameFeed(instrument, false);
  }

  /** Takes the next frame as it arrived. */
  public void onFrame(MarketFrame frame, MarketSink tape) {
    if (frame.kind == FrameKind.BOOK_TICKER) {
      onQuote(frame, tape);
    } else if (frame.kind == FrameKind.DEPTH_DIFF || frame.kind == FrameKind.DEPTH_SNAPSHOT) {
      unused++;
    } else {
      others.onFrame(frame, tape);
    }
  }

  /** Frames that say nothing to the book. */
  public int unused() {
    return unused + others.unused();
  }

  private void onQuote(MarketFrame frame, MarketSink tape) {
    if (frame.lastId <= id || frame.bidCount == 0 || frame.askCount == 0) {
      unused++;
      return;
    }
    long venue = FrameFeed.time(frame);
    long local = frame.receiveTimeNs;
    long newBid = frame.bidPrices[0];
    long newAsk = frame.askPrices[0];
    // First the touch, by which queues at its prices move on.
    tape.touch(venue, local, Side.BUY, newBid, frame.bidQuantities[0]);
    tape.touch(venue, local, Side.SELL, newAsk, frame.askQuantities[0]);
    if (id >= 0 && (newBid > bid || newAsk < ask)) {
      // What the touch before has left behind it is not known any more.
      tape.clear(venue, local);
      tape.level(venue, local, Side.BUY, newBid, frame.bidQuantities[0]);
      tape.level(venue, local, Side.SELL, newAsk, frame.askQuantities[0]);
    }
    tape.endMessage();
    id = frame.lastId;
    bid = newBid;
    ask = newAsk;
  }
}
