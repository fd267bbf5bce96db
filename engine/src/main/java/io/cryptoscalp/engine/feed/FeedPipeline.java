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
 *
 * <p>A wrong clock makes a frame's time unusable, not its ids: the trade counts in its sequence,
 * and a depth frame's levels go into the book, whose order is proved by ids alone. Otherwise one
 * wrong stamp would cost the book until the next snapshot. Everything that needs a time (features,
 * bars, trading) does not see the frame.
 */
public final class FeedPipeline {
  private static final int VERSION = 3;

  /** More trades at once than a day of the busiest instrument loses in an hour. */
  private static final long TRADE_JUMP = 1_000_000L;

  /** Futures count the updates of all instruments, some 60,000 a second: two days of them. */
  private static final long UPDATE_JUMP = 10_000_000_000L;

  private static final int TIMED_RECOVERY = 3;

  /** Without a venue time only a long run is proof. */
  private static final int UNTIMED_RECOVERY = 32;

  /** Of streams that are numbered by their time. */
  private static final int CLOCKED_RECOVERY = 8;

  private final FeedOptions options;
  private final FaultSink faults;
  private final ClockGuard guard;
  private final FrameDecoder decoder;
  private final MarketFrame frame = new MarketFrame();
  private final BookBuilder builder;
  private final SilenceWatch silence;
  private final FeedClock clock;
  private final StreamSequence trades = new StreamSequence(TRADE_JUMP, TIMED_RECOVERY);
  private final StreamSequence aggTrades = new StreamSequence(TRADE_JUMP, TIMED_RECOVERY);
  private final StreamSequence tickers;
  private final StreamSequence marks = new StreamSequence(Long.MAX_VALUE, CLOCKED_RECOVERY);
  private final StreamSequence klines = new StreamSequence(Long.MAX_VALUE, CLOCKED_RECOVERY);

  private final PolledStamps polled;

  private final BestQuote best = new BestQuote();
  private boolean crossed;
  private String ownDetail = "";

  /** Creates a feed that believes every time within the limits. */
  public FeedPipeline(Instrument instrument, FeedOptions options, FaultSink faults) {
    this(instrument, options, faults, ClockGuard.NONE);
  }

  /**
   * Creates the feed of an instrument that was never seen.
   *
   * @param instrument the instrument
   * @param options limits
   * @param faults told of gaps, crossings, silence
   * @param guard asked about times that are within the limits
   */
  public FeedPipeline(
      Instrument instrument, FeedOptions options, FaultSink faults, ClockGuard guard) {
    this.options = options;
    this.faults = faults;
    this.guard = guard;
    this.decoder = new FrameDecoder(instrument);
    this.builder =
        new BookBuilder(instrument.venue(), options.bookDepth(), options.maxBufferedDiffs());
    this.silence = new SilenceWatch(options.silence());
    this.clock = new FeedClock(options.maxClockSkewNs());
    this.polled = new PolledStamps(options.maxClockSkewNs());
    this.tickers =
        new StreamSequence(
            UPDATE_JUMP, instrument.venue().isDerivative() ? TIMED_RECOVERY : UNTIMED_RECOVERY);
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
      passTrade(trades, "TRADE_GAP");
      return code;
    }
    if (code != RejectCode.NONE) {
      return code;
    }
    if (!clockAccepts(receivedNs)) {
      passUntimed();
      return RejectCode.CLOCK_SKEW;
    }
    code = sequence(receivedNs);
    if (code != RejectCode.NONE) {
      ownDetail = "field=id id=" + frame.lastId + " last=" + lastOf(kind);
      return code;
    }
    if (clock.advance(frame.eventTimeNs, receivedNs, faults)) {
      forgetTimes();
    }
    if (frame.eventTimeNs == 0) {
      frame.eventTimeNs = clock.engineTimeNs();
    }
    silence.onFrame(kind, clock.receiveTimeNs(), faults);
    return RejectCode.NONE;
  }

  private boolean clockAccepts(long receivedNs) {
    long eventNs = frame.eventTimeNs;
    if (!clock.accepts(eventNs, receivedNs)) {
      skewDetail(eventNs > 0 ? "E" : "receiveTime", clock.skewNs(eventNs, receivedNs));
      return false;
    }
    long delayNs = eventNs - frame.transactionTimeNs;
    if (frame.kind.isStampedAtOnce()
        && eventNs > 0
        && frame.transactionTimeNs > 0
        && Math.abs(delayNs) > options.maxClockSkewNs()) {
      skewDetail("T", delayNs);
      return false;
    }
    if (!polled.accepts(frame, clock.toVenue(receivedNs))) {
      ownDetail = polled.detail();
      return false;
    }
    if (eventNs > 0 && !guard.believes(frame.kind, eventNs, receivedNs)) {
      ownDetail =
          "field=E skewMs=" + clock.skewNs(eventNs, receivedNs) / 1_000_000 + " limitMs=learned";
      return false;
    }
    return true;
  }

  private void skewDetail(String field, long skewNs) {
    ownDetail = FeedClock.skew(field, skewNs, options.maxClockSkewNs());
  }

  /** Uses of a frame with a wrong clock what needs no time. */
  private void passUntimed() {
    switch (frame.kind) {
      case TRADE -> passTrade(trades, "TRADE_GAP");
      case AGG_TRADE -> passTrade(aggTrades, "AGG_TRADE_GAP");
      case DEPTH_DIFF, DEPTH_SNAPSHOT -> {
        frame.eventTimeNs = 0;
        boolean wasSynced = builder.isSynced();
        RejectCode code =
            depth(
                wasSynced,
                frame.kind == FrameKind.DEPTH_DIFF
                    ? builder.onDiff(frame)
                    : builder.onSnapshot(frame));
        if (code == RejectCode.NONE) {
          ownDetail += " levels=used";
        }
      }
      default -> {} // Nothing else hangs on them.
    }
  }

  /** The id of an unused trade belongs to the sequence all the same: no gap follows it. */
  private void passTrade(StreamSequence sequence, String gap) {
    contiguous(sequence, gap, sequence.lastTimeNs());
  }

  private void forgetTimes() {
    trades.forgetTime();
    aggTrades.forgetTime();
    tickers.forgetTime();
    marks.forgetTime();
    klines.forgetTime();
  }

  private RejectCode sequence(long receivedNs) {
    long eventNs = frame.eventTimeNs > 0 ? frame.eventTimeNs : clock.toVenue(receivedNs);
    return switch (frame.kind) {
      case TRADE -> contiguous(trades, "TRADE_GAP", eventNs);
      case AGG_TRADE -> contiguous(aggTrades, "AGG_TRADE_GAP", eventNs);
      case BOOK_TICKER -> ticker(eventNs);
      case MARK_PRICE -> increasing(marks, frame.eventTimeNs, receivedNs);
      case KLINE -> notOlder(klines, frame.eventTimeNs, receivedNs);
      case DEPTH_DIFF -> depth(builder.isSynced(), builder.onDiff(frame));
      case DEPTH_SNAPSHOT -> depth(builder.isSynced(), builder.onSnapshot(frame));
      case OPEN_INTEREST, OPEN_INTEREST_HIST, LONG_SHORT_RATIO -> polled.sequence(frame);
      case FORCE_ORDER, EXCHANGE_INFO, HEARTBEAT -> RejectCode.NONE;
    };
  }

  private RejectCode contiguous(StreamSequence sequence, String gap, long timeNs) {
    long before = sequence.last();
    RejectCode code = increasing(sequence, frame.lastId, timeNs);
    if (code == RejectCode.NONE && before >= 0 && frame.lastId > before + 1) {
      faults.fault(
          gap,
          "missing=" + (frame.lastId - before - 1) + " after=" + before + " found=" + frame.lastId,
          frame.kind.stream());
    }
    return code;
  }

  private RejectCode increasing(StreamSequence sequence, long number, long timeNs) {
    RejectCode code = sequence.check(number, timeNs);
    if (code == RejectCode.NONE) {
      long before = sequence.last();
      sequence.advance(number, timeNs);
      if (number <= before) {
        faults.fault("SEQUENCE_RESET", "was=" + before + " now=" + number, frame.kind.stream());
      }
    }
    return code;
  }

  /** Candles of several intervals share their event time: only going back is a fault. */
  private RejectCode notOlder(StreamSequence sequence, long number, long timeNs) {
    return number == sequence.last() ? RejectCode.NONE : increasing(sequence, number, timeNs);
  }

  private RejectCode ticker(long timeNs) {
    long before = tickers.last();
    best.keep();
    RejectCode code = increasing(tickers, frame.lastId, timeNs);
    if (code == RejectCode.NONE && (frame.lastId >= best.id() || frame.lastId <= before)) {
      best.set(
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
      // The book's id may be what was wrong: tickers must not wait for it.
      best.lowerId(tickers.last());
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
    if (!crossed && book.isTwoSided() && builder.lastUpdateId() >= best.id()) {
      best.set(
          builder.lastUpdateId(),
          book.bidPrice(0),
          book.bidQuantity(0),
          book.askPrice(0),
          book.askQuantity(0));
    }
    return code;
  }

  /**
   * Takes back the book ticker accepted last: the best quote is again what it was before. Its id
   * stays used, and a depth message of the id it replaced may set the quote again.
   */
  public void withdrawQuote() {
    if (frame.kind == FrameKind.BOOK_TICKER) {
      best.restore();
    }
  }

  private long lastOf(FrameKind kind) {
    return switch (kind) {
      case TRADE -> trades.last();
      case AGG_TRADE -> aggTrades.last();
      case BOOK_TICKER -> tickers.last();
      case MARK_PRICE -> marks.last();
      case KLINE -> klines.last();
      case DEPTH_DIFF, DEPTH_SNAPSHOT -> builder.lastUpdateId();
      case OPEN_INTEREST, OPEN_INTEREST_HIST, LONG_SHORT_RATIO -> polled.last(kind);
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
    return clock.engineTimeNs();
  }

  /** Receive time as far as accepted frames have carried it, ns. */
  public long receiveTimeNs() {
    return clock.receiveTimeNs();
  }

  /** Best bid of the newest of book and book ticker, 0 before the first. */
  public long bestBid() {
    return best.bid();
  }

  /** Quantity at the best bid. */
  public long bestBidQuantity() {
    return best.bidQuantity();
  }

  /** Best ask, 0 before the first. */
  public long bestAsk() {
    return best.ask();
  }

  /** Quantity at the best ask. */
  public long bestAskQuantity() {
    return best.askQuantity();
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
    clock.write(out);
    best.write(out);
    out.writeBoolean(crossed);
    polled.write(out);
  }

  /** Reads what {@link #write} wrote. */
  public void read(StateReader in) {
    int version = in.readVersion(VERSION, "feed");
    builder.read(in);
    silence.read(in, version);
    trades.read(in, version);
    aggTrades.read(in, version);
    tickers.read(in, version);
    marks.read(in, version);
    klines.read(in, version);
    clock.read(in, version);
    best.read(in);
    crossed = in.readBoolean();
    if (version >= 3) {
      polled.read(in);
    }
  }
}
