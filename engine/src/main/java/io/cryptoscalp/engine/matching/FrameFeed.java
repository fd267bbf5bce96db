package io.cryptoscalp.engine.matching;

import io.cryptoscalp.engine.book.BookBuilder;
import io.cryptoscalp.engine.book.OrderBook;
import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.market.MarketFrame;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import org.jspecify.annotations.Nullable;

/**
 * Turns the decoded frames of a feed into market events under the venue's sequence rules: levels of
 * diffs that chain to a snapshot, trades, mark prices and, if wanted, book tickers. A lost diff
 * clears the book until the next snapshot. The venue time of an event is its transaction time where
 * the message has one, else its event time. Of single and aggregate trades, which tell of the same
 * executions, the kind that comes first is used; a trade that comes twice is used once.
 */
public final class FrameFeed {
  /** Levels a side while a snapshot is put together; no venue sends more. */
  private static final int DEPTH = 1 << 20;

  private static final int BUFFERED_DIFFS = 10_000;
  private static final int VERSION = 1;

  private final BookBuilder book;
  private final boolean tickers;
  private @Nullable FrameKind trades;
  private long tickerId = -1;
  private long tradeId = -1;
  private int unused;

  /**
   * Starts without a book.
   *
   * @param instrument whose frames come
   * @param tickers whether book tickers move the touch between diffs
   */
  public FrameFeed(Instrument instrument, boolean tickers) {
    this.book = new BookBuilder(instrument.venue(), DEPTH, BUFFERED_DIFFS);
    this.tickers = tickers;
  }

  /** Takes the next frame as it arrived. */
  public void onFrame(MarketFrame frame, MarketSink tape) {
    switch (frame.kind) {
      case DEPTH_DIFF -> onDiff(frame, tape);
      case DEPTH_SNAPSHOT -> onSnapshot(frame, tape);
      case BOOK_TICKER -> onTicker(frame, tape);
      case TRADE, AGG_TRADE -> {
        if (trades == null) {
          trades = frame.kind;
        }
        if (frame.kind != trades || frame.lastId <= tradeId) {
          unused++;
          return;
        }
        tradeId = frame.lastId > 0 ? frame.lastId : tradeId;
        Side taker = frame.sellerInitiated ? Side.SELL : Side.BUY;
        tape.trade(time(frame), frame.receiveTimeNs, taker, frame.price, frame.quantity);
        tape.endMessage();
      }
      case MARK_PRICE -> {
        tape.mark(
            time(frame),
            frame.receiveTimeNs,
            frame.markPrice,
            frame.fundingRate,
            frame.nextFundingTimeNs);
        tape.endMessage();
      }
      default -> unused++;
    }
  }

  /** Frames that say nothing to a venue's book. */
  public int unused() {
    return unused;
  }

  /** Writes the book, its buffered diffs and the last ids. */
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    book.write(out);
    out.writeString(trades == null ? null : trades.name());
    out.writeLong(tickerId);
    out.writeLong(tradeId);
    out.writeInt(unused);
  }

  /** Reads what {@link #write} wrote. */
  public void read(StateReader in) {
    in.readVersion(VERSION, "frame-feed");
    book.read(in);
    String kind = in.readString();
    trades = kind == null ? null : FrameKind.valueOf(kind);
    tickerId = in.readLong();
    tradeId = in.readLong();
    unused = in.readInt();
  }

  /** When a message happened at the venue, ns; 0 when it does not say. */
  static long time(MarketFrame frame) {
    return frame.transactionTimeNs > 0 ? frame.transactionTimeNs : frame.eventTimeNs;
  }

  private void onDiff(MarketFrame frame, MarketSink tape) {
    switch (book.onDiff(frame)) {
      case APPLIED -> {
        long venue = time(frame);
        for (int i = 0; i < frame.bidCount; i++) {
          tape.level(
              venue, frame.receiveTimeNs, Side.BUY, frame.bidPrices[i], frame.bidQuantities[i]);
        }
        for (int i = 0; i < frame.askCount; i++) {
          tape.level(
              venue, frame.receiveTimeNs, Side.SELL, frame.askPrices[i], frame.askQuantities[i]);
        }
        tape.endMessage();
      }
      case GAP -> {
        tape.clear(time(frame), frame.receiveTimeNs);
        tape.endMessage();
      }
      default -> unused++;
    }
  }

  private void onSnapshot(MarketFrame frame, MarketSink tape) {
    if (book.onSnapshot(frame) != BookBuilder.Outcome.APPLIED) {
      unused++;
      return;
    }
    // The answer of a request says when it was made up, not when each level was.
    long local = frame.receiveTimeNs;
    OrderBook levels = book.book();
    tape.clear(0, local);
    for (int i = 0; i < levels.bidCount(); i++) {
      tape.level(0, local, Side.BUY, levels.bidPrice(i), levels.bidQuantity(i));
    }
    for (int i = 0; i < levels.askCount(); i++) {
      tape.level(0, local, Side.SELL, levels.askPrice(i), levels.askQuantity(i));
    }
    tape.endMessage();
  }

  private void onTicker(MarketFrame frame, MarketSink tape) {
    boolean newer = frame.lastId > Math.max(tickerId, book.lastUpdateId());
    if (!tickers || !newer || !book.isSynced() || frame.bidCount == 0 || frame.askCount == 0) {
      unused++;
      return;
    }
    tickerId = frame.lastId;
    long venue = time(frame);
    tape.touch(venue, frame.receiveTimeNs, Side.BUY, frame.bidPrices[0], frame.bidQuantities[0]);
    tape.touch(venue, frame.receiveTimeNs, Side.SELL, frame.askPrices[0], frame.askQuantities[0]);
    tape.endMessage();
  }
}
