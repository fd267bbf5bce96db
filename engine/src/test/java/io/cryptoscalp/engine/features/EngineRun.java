package io.cryptoscalp.engine.features;

import io.cryptoscalp.engine.bars.BarAggregator;
import io.cryptoscalp.engine.bars.BarOptions;
import io.cryptoscalp.engine.book.OrderBook;
import io.cryptoscalp.engine.decode.RejectCode;
import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.feed.FeedOptions;
import io.cryptoscalp.engine.feed.FeedPipeline;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.market.MarketFrame;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import io.cryptoscalp.engine.testing.RecordedFrames;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Drives bars and features from frames as the instrument operator does. */
final class EngineRun {
  final Instrument instrument;
  final FeatureEngine engine;
  final BarAggregator bars;
  final double[] values;
  final long[] valid;
  final NaiveTape tape;
  final List<Bar> closed = new ArrayList<>();
  private final MarketFrame frame = new MarketFrame();
  private boolean taped;
  private long sequence;

  EngineRun(Instrument instrument) {
    this(instrument, FeatureOptions.defaults());
  }

  EngineRun(Instrument instrument, FeatureOptions options) {
    this.instrument = instrument;
    engine = new FeatureEngine(instrument, options);
    tape = new NaiveTape(instrument, FeatureOptions.defaults());
    bars =
        new BarAggregator(
            instrument, engine.catalogue().require(BarOptions.defaults()), this::onBar);
    values = new double[engine.catalogue().size()];
    valid = new long[engine.catalogue().words()];
  }

  /** Keeps every raw event and bar from now on. */
  EngineRun taped() {
    taped = true;
    return this;
  }

  private void onBar(Bar bar) {
    engine.onBar(bar);
    if (taped) {
      closed.add(bar);
    }
  }

  static Instrument btc() {
    Instrument found = InstrumentCatalogue.builtIn().find(Venue.ofId("binance-usdm"), "BTCUSDT");
    if (found == null) {
      throw new AssertionError("BTCUSDT is not built in");
    }
    return found;
  }

  /** Takes a decoded frame with the book it led to. */
  void accept(MarketFrame decoded, OrderBook book, long timeNs) {
    sequence++;
    if (taped) {
      tape.accept(decoded, book, timeNs);
    }
    engine.onMessage(decoded.kind, timeNs);
    bars.onTime(timeNs, sequence);
    switch (decoded.kind) {
      case TRADE, AGG_TRADE -> {
        bars.onTrade(decoded, timeNs, sequence);
        engine.onTrade(decoded, timeNs);
      }
      case BOOK_TICKER ->
          engine.onQuote(
              decoded.bidPrices[0],
              decoded.bidQuantities[0],
              decoded.askPrices[0],
              decoded.askQuantities[0],
              timeNs);
      case DEPTH_DIFF, DEPTH_SNAPSHOT -> engine.onDepth(book, decoded, timeNs);
      case MARK_PRICE -> engine.onMark(decoded, timeNs);
      case FORCE_ORDER -> engine.onForceOrder(decoded, timeNs);
      case OPEN_INTEREST, OPEN_INTEREST_HIST, LONG_SHORT_RATIO ->
          engine.onPositions(decoded, timeNs);
      case KLINE, EXCHANGE_INFO, HEARTBEAT -> {}
    }
  }

  void trade(double price, double quantity, boolean buy, long timeNs) {
    frame.reset(FrameKind.TRADE);
    frame.price = instrument.scalePrice(price);
    frame.quantity = instrument.scaleQuantity(quantity);
    frame.sellerInitiated = !buy;
    accept(frame, new OrderBook(10), timeNs);
  }

  void quote(double bid, double bidQuantity, double ask, double askQuantity, long timeNs) {
    frame.reset(FrameKind.BOOK_TICKER);
    frame.addBid(instrument.scalePrice(bid), instrument.scaleQuantity(bidQuantity));
    frame.addAsk(instrument.scalePrice(ask), instrument.scaleQuantity(askQuantity));
    accept(frame, new OrderBook(10), timeNs);
  }

  void liquidation(double price, double quantity, boolean sells, long timeNs) {
    frame.reset(FrameKind.FORCE_ORDER);
    frame.price = instrument.scalePrice(price);
    frame.quantity = instrument.scaleQuantity(quantity);
    frame.sellerInitiated = sells;
    accept(frame, new OrderBook(10), timeNs);
  }

  /** A depth diff without levels that leaves this book behind. */
  void depth(OrderBook book, long timeNs) {
    frame.reset(FrameKind.DEPTH_DIFF);
    accept(frame, book, timeNs);
  }

  void mark(double mark, double index, double funding, long nextFundingNs, long timeNs) {
    frame.reset(FrameKind.MARK_PRICE);
    frame.markPrice = instrument.scalePrice(mark);
    frame.indexPrice = instrument.scalePrice(index);
    frame.fundingRate = funding;
    frame.nextFundingTimeNs = nextFundingNs;
    accept(frame, new OrderBook(10), timeNs);
  }

  /** One step of a seeded market around a price: a quote, a book, perhaps a trade or a mark. */
  void step(Random random, OrderBook book, double price, long timeNs) {
    double spread = price * 1e-5;
    double bid = price - spread;
    double ask = price + spread;
    quote(bid, 1 + random.nextInt(9), ask, 1 + random.nextInt(9), timeNs);
    frame.reset(FrameKind.DEPTH_DIFF);
    book.clear();
    for (int i = 0; i < 20; i++) {
      frame.addBid(instrument.scalePrice(bid - i * spread), scaled(random));
      frame.addAsk(instrument.scalePrice(ask + i * spread), scaled(random));
      book.setBid(frame.bidPrices[i], frame.bidQuantities[i]);
      book.setAsk(frame.askPrices[i], frame.askQuantities[i]);
    }
    accept(frame, book, timeNs);
    if (random.nextInt(3) > 0) {
      boolean buy = random.nextBoolean();
      trade(buy ? ask : bid, 0.001 * (1 + random.nextInt(5000)), buy, timeNs);
    }
    if (random.nextInt(20) == 0) {
      mark(price * 1.0001, price, 1e-4, timeNs + 3_600_000_000_000L, timeNs);
    }
  }

  private long scaled(Random random) {
    return instrument.scaleQuantity(random.nextInt(4) == 0 ? 0 : 0.1 * (1 + random.nextInt(100)));
  }

  void snapshot(long timeNs) {
    engine.snapshot(timeNs, values, valid);
  }

  double value(String id) {
    int index = engine.catalogue().indexOf(id);
    if (index < 0) {
      throw new AssertionError("no feature " + id);
    }
    return values[index];
  }

  boolean isValid(String id) {
    int index = engine.catalogue().indexOf(id);
    return (valid[index >>> 6] >>> (index & 63) & 1) != 0;
  }

  byte[] state() {
    StateWriter out = new StateWriter();
    bars.write(out);
    engine.write(out);
    out.writeLong(sequence);
    return out.toByteArray();
  }

  void restore(byte[] state) {
    StateReader in = new StateReader(state);
    bars.read(in);
    engine.read(in);
    sequence = in.readLong();
  }

  /** What looks at the run after each event. */
  interface Watcher {
    void at(int index, EngineRun run, long timeNs);
  }

  /**
   * Runs recorded frames, at most so many, through decoder and book; goes on with a restored copy
   * from frame {@code restoreAt} on.
   */
  static EngineRun recorded(RecordedFrames recorded, int most, int restoreAt, Watcher watcher) {
    return recorded(new EngineRun(recorded.instrument()), recorded, most, restoreAt, watcher);
  }

  /** The same with a run that the caller made. */
  static EngineRun recorded(
      EngineRun first, RecordedFrames recorded, int most, int restoreAt, Watcher watcher) {
    EngineRun run = first;
    FeedPipeline feed =
        new FeedPipeline(recorded.instrument(), FeedOptions.DEFAULT, (code, detail, stream) -> {});
    int index = 0;
    for (RecordedFrames.Frame frame : recorded.frames()) {
      if (index >= most) {
        break;
      }
      RejectCode code = feed.accept(frame.payload(), frame.kind(), frame.receiveTimeNs());
      if (code == RejectCode.NONE) {
        run.accept(feed.frame(), feed.book(), feed.engineTimeNs());
        watcher.at(index, run, feed.engineTimeNs());
      }
      if (++index == restoreAt) {
        byte[] state = run.state();
        run = new EngineRun(recorded.instrument());
        run.restore(state);
      }
    }
    return run;
  }
}
