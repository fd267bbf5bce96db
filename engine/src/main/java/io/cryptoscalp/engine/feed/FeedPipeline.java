package io.cryptoscalp.engine.feed;

import io.cryptoscalp.engine.book.BookBuilder;
import io.cryptoscalp.engine.book.OrderBook;
import io.cryptoscalp.engine.decode.FrameDecoder;
import io.cryptoscalp.engine.decode.RejectCode;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.market.MarketFrame;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * One instrument's feed: decodes a message, checks clock and sequence, keeps the book and the best
 * quote. Checks come in the order decode, clock, sequence, book, so that a damaged frame never
 * moves a sequence and a repeated one never touches the book. Not thread-safe.
 */
public final class FeedPipeline {
  private static final int VERSION = 1;

  private final FeedOptions options;
  private final FaultSink faults;
  private final FrameDecoder decoder;
  private final MarketFrame frame = new MarketFrame();
  private final BookBuilder builder;
  private final SilenceWatch silence;
  private final StreamSequence trades = new StreamSequence();
  private final StreamSequence aggTrades = new StreamSequence();
  private final StreamSequence tickers = new StreamSequence();
  private final StreamSequence marks = new StreamSequence();
  private final StreamSequence klines = new StreamSequence();

  private long engineTimeNs;
  private long receiveTimeNs;
  private long clockOffsetNs;
  private long quoteId = -1;
  private long bestBid;
  private long bestBidQuantity;
  private long bestAsk;
  private long bestAskQuantity;
  private boolean crossed;
  private String ownDetail = "";

  /**
   * Creates the feed of an instrument that was never seen.
   *
   * @param instrument the instrument
   * @param options limits
   * @param faults told of gaps, crossings, silence
   */
  public FeedPipeline(Instrument instrument, FeedOptions options, FaultSink faults) {
    this.options = options;
    this.faults = faults;
    this.decoder = new FrameDecoder(instrument);
    this.builder =
        new BookBuilder(instrument.venue(), options.bookDepth(), options.maxBufferedDiffs());
    this.silence = new SilenceWatch(options.silenceNs());
  }

  /**
   * Takes one message.
   *
   * @param payload the message as received
   * @param kind the stream it came on
   * @param receivedNs receive time at the edge
   * @return NONE when {@link #frame()} may be used, else why not
   */
  public RejectCode accept(byte[] payload, FrameKind kind, long receivedNs) {
    ownDetail = "";
    RejectCode code = decoder.decode(payload, 0, payload.length, kind, receivedNs, frame);
    if (code == RejectCode.TRADE_NOT_MARKET) {
      passTrade();
      return code;
    }
    if (code != RejectCode.NONE) {
      return code;
    }
    long skewNs = clockSkewNs(receivedNs);
    if (Math.abs(skewNs) > options.maxClockSkewNs()) {
      ownDetail =
          "field="
              + (frame.eventTimeNs > 0 ? "E" : "receiveTime")
              + " skewMs="
              + skewNs / 1_000_000
              + " limitMs="
              + options.maxClockSkewNs() / 1_000_000;
      if (kind == FrameKind.TRADE) {
        passTrade();
      }
      return RejectCode.CLOCK_SKEW;
    }
    code = sequence();
    if (code != RejectCode.NONE) {
      ownDetail = "field=id id=" + frame.lastId + " last=" + lastOf(kind);
      return code;
    }
    advanceClock(receivedNs);
    silence.onFrame(kind, receiveTimeNs, faults);
    return RejectCode.NONE;
  }

  /** The id of an unused trade belongs to the sequence all the same: no gap follows it. */
  private void passTrade() {
    if (trades.check(frame.lastId) == RejectCode.NONE) {
      trades.advance(frame.lastId);
    }
  }

  /**
   * How far the receive time is from the venue's. A message without event time (spot tickers and
   * snapshots) is held against the time reached by those that have one: it must not carry the clock
   * away alone.
   */
  private long clockSkewNs(long receivedNs) {
    if (frame.eventTimeNs > 0) {
      return receivedNs - frame.eventTimeNs;
    }
    return clockOffsetNs == 0 ? 0 : receivedNs + clockOffsetNs - engineTimeNs;
  }

  /**
   * Event time never decreases; a message without one is placed by its receive time and the last
   * known offset.
   */
  private void advanceClock(long receivedNs) {
    if (receivedNs < receiveTimeNs - 1_000_000_000L) {
      faults.fault(
          "CLOCK_STEPPED_BACK", "byMs=" + (receiveTimeNs - receivedNs) / 1_000_000, "edge");
    }
    receiveTimeNs = Math.max(receiveTimeNs, receivedNs);
    long eventTime = frame.eventTimeNs;
    if (eventTime > 0) {
      clockOffsetNs = eventTime - receivedNs;
    } else {
      eventTime = receivedNs + clockOffsetNs;
    }
    engineTimeNs = Math.max(engineTimeNs, eventTime);
    if (frame.eventTimeNs == 0) {
      frame.eventTimeNs = engineTimeNs;
    }
  }

  private RejectCode sequence() {
    return switch (frame.kind) {
      case TRADE -> contiguous(trades, frame.lastId, frame.lastId, "TRADE_GAP");
      case AGG_TRADE -> contiguous(aggTrades, frame.lastId, frame.lastId, "AGG_TRADE_GAP");
      case BOOK_TICKER -> ticker();
      case MARK_PRICE -> increasing(marks, frame.eventTimeNs);
      case KLINE -> notOlder(klines, frame.eventTimeNs);
      case DEPTH_DIFF -> depth(builder.isSynced(), builder.onDiff(frame));
      case DEPTH_SNAPSHOT -> depth(builder.isSynced(), builder.onSnapshot(frame));
      case FORCE_ORDER, EXCHANGE_INFO, HEARTBEAT -> RejectCode.NONE;
    };
  }

  private RejectCode contiguous(StreamSequence sequence, long id, long lastId, String gap) {
    RejectCode code = sequence.check(id);
    if (code == RejectCode.NONE) {
      long before = sequence.last();
      long skipped = sequence.advance(lastId);
      if (skipped > 0) {
        faults.fault(
            gap, "missing=" + skipped + " after=" + before + " found=" + id, frame.kind.stream());
      }
    }
    return code;
  }

  private static RejectCode increasing(StreamSequence sequence, long number) {
    RejectCode code = sequence.check(number);
    if (code == RejectCode.NONE) {
      sequence.advance(number);
    }
    return code;
  }

  /** Candles of several intervals share their event time: only going back is a fault. */
  private static RejectCode notOlder(StreamSequence sequence, long number) {
    RejectCode code = sequence.check(number);
    if (code == RejectCode.NONE) {
      sequence.advance(number);
    }
    return code == RejectCode.SEQUENCE_DUPLICATE ? RejectCode.NONE : code;
  }

  private RejectCode ticker() {
    RejectCode code = increasing(tickers, frame.lastId);
    if (code == RejectCode.NONE && frame.lastId >= quoteId) {
      quote(
          frame.lastId,
          frame.bidPrices[0],
          frame.bidQuantities[0],
          frame.askPrices[0],
          frame.askQuantities[0]);
    }
    return code;
  }

  private RejectCode depth(boolean wasSynced, BookBuilder.Outcome outcome) {
    RejectCode code = BookBuilder.rejection(outcome);
    if (code != RejectCode.NONE) {
      return code;
    }
    if (outcome == BookBuilder.Outcome.GAP) {
      faults.fault(
          "BOOK_GAP",
          "expected=" + builder.gapExpected() + " found=" + builder.gapFound(),
          frame.kind.stream());
    }
    if (!builder.isSynced()) {
      return code;
    }
    if (!wasSynced) {
      faults.fault("BOOK_SYNCED", "id=" + builder.lastUpdateId(), frame.kind.stream());
    }
    OrderBook book = builder.book();
    if (book.isCrossed() != crossed) {
      crossed = book.isCrossed();
      faults.fault(
          crossed ? "BOOK_CROSSED" : "BOOK_UNCROSSED",
          "bid=" + book.bidPrice(0) + " ask=" + book.askPrice(0),
          frame.kind.stream());
    }
    if (!crossed && book.isTwoSided() && builder.lastUpdateId() >= quoteId) {
      quote(
          builder.lastUpdateId(),
          book.bidPrice(0),
          book.bidQuantity(0),
          book.askPrice(0),
          book.askQuantity(0));
    }
    return code;
  }

  private void quote(long id, long bid, long bidQuantity, long ask, long askQuantity) {
    quoteId = id;
    bestBid = bid;
    bestBidQuantity = bidQuantity;
    bestAsk = ask;
    bestAskQuantity = askQuantity;
  }

  private long lastOf(FrameKind kind) {
    return switch (kind) {
      case TRADE -> trades.last();
      case AGG_TRADE -> aggTrades.last();
      case BOOK_TICKER -> tickers.last();
      case MARK_PRICE -> marks.last();
      case KLINE -> klines.last();
      case DEPTH_DIFF, DEPTH_SNAPSHOT -> builder.lastUpdateId();
      case FORCE_ORDER, EXCHANGE_INFO, HEARTBEAT -> -1;
    };
  }

  /** The message accepted last; valid until the next call of {@link #accept}. */
  public MarketFrame frame() {
    return frame;
  }

  /** The book; to be trusted only while {@link #healthy()}. */
  public OrderBook book() {
    return builder.book();
  }

  /** The book's builder, for its state and ids. */
  public BookBuilder builder() {
    return builder;
  }

  /** True while the book equals the venue's, has two sides and is not crossed. */
  public boolean healthy() {
    return builder.isSynced() && !crossed && builder.book().isTwoSided();
  }

  /** Venue time as far as it is known, ns; never decreases. */
  public long engineTimeNs() {
    return engineTimeNs;
  }

  /** Best bid of the newest of book and book ticker, 0 before the first. */
  public long bestBid() {
    return bestBid;
  }

  /** Quantity at the best bid. */
  public long bestBidQuantity() {
    return bestBidQuantity;
  }

  /** Best ask, 0 before the first. */
  public long bestAsk() {
    return bestAsk;
  }

  /** Quantity at the best ask. */
  public long bestAskQuantity() {
    return bestAskQuantity;
  }

  /** Field and value behind the last rejection. */
  public String rejectDetail() {
    return ownDetail.isEmpty() ? decoder.detail() : ownDetail;
  }

  /** Writes the whole state. */
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    builder.write(out);
    silence.write(out);
    trades.write(out);
    aggTrades.write(out);
    tickers.write(out);
    marks.write(out);
    klines.write(out);
    out.writeLong(engineTimeNs);
    out.writeLong(receiveTimeNs);
    out.writeLong(clockOffsetNs);
    out.writeLong(quoteId);
    out.writeLong(bestBid);
    out.writeLong(bestBidQuantity);
    out.writeLong(bestAsk);
    out.writeLong(bestAskQuantity);
    out.writeBoolean(crossed);
  }

  /** Reads what {@link #write} wrote. */
  public void read(StateReader in) {
    in.readVersion(VERSION, "feed");
    builder.read(in);
    silence.read(in);
    trades.read(in);
    aggTrades.read(in);
    tickers.read(in);
    marks.read(in);
    klines.read(in);
    engineTimeNs = in.readLong();
    receiveTimeNs = in.readLong();
    clockOffsetNs = in.readLong();
    quoteId = in.readLong();
    bestBid = in.readLong();
    bestBidQuantity = in.readLong();
    bestAsk = in.readLong();
    bestAskQuantity = in.readLong();
    crossed = in.readBoolean();
  }
}
