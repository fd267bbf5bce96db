package io.cryptoscalp.engine.features.tick;

import io.cryptoscalp.engine.book.OrderBook;
import io.cryptoscalp.engine.decode.RejectCode;
import io.cryptoscalp.engine.features.catalogue.FeatureDefinition;
import io.cryptoscalp.engine.feed.FeedOptions;
import io.cryptoscalp.engine.feed.FeedPipeline;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.market.MarketFrame;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import io.cryptoscalp.engine.testing.RecordedFrames;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/** Drives one block with events as an engine does and keeps them for the twin. */
final class TickRun {
  static final List<Integer> WINDOWS = List.of(1, 10, 60, 300);
  static final long START = 1_700_000_000_000_000_000L;

  final TickBlock block;
  final List<FeatureDefinition> features;
  final TickTape tape = new TickTape();
  private final MarketFrame frame = new MarketFrame();
  private final OrderBook book = new OrderBook(50);
  private final long priceUnit;
  private final long quantityUnit;

  /** A run whose generated prices and quantities are in these units. */
  TickRun(TickBlock block, long priceUnit, long quantityUnit) {
    this.block = block;
    this.priceUnit = priceUnit;
    this.quantityUnit = quantityUnit;
    TickDeclarations to = new TickDeclarations();
    block.declare(to);
    features = to.definitions();
  }

  void accept(MarketFrame decoded, OrderBook after, long timeNs) {
    tape.accept(decoded, after, timeNs);
    switch (decoded.kind) {
      case TRADE -> block.onTrade(decoded, timeNs);
      case BOOK_TICKER ->
          block.onQuote(
              decoded.bidPrices[0],
              decoded.bidQuantities[0],
              decoded.askPrices[0],
              decoded.askQuantities[0],
              timeNs);
      case DEPTH_DIFF, DEPTH_SNAPSHOT -> block.onDepth(after, decoded, timeNs);
      case MARK_PRICE -> block.onMark(decoded, timeNs);
      case FORCE_ORDER -> block.onForceOrder(decoded, timeNs);
      default -> block.advance(timeNs);
    }
  }

  void trade(long price, long quantity, boolean buy, long timeNs) {
    frame.reset(FrameKind.TRADE);
    frame.price = price * priceUnit;
    frame.quantity = quantity * quantityUnit;
    frame.sellerInitiated = !buy;
    accept(frame, book, timeNs);
  }

  void quote(long bid, long bidQuantity, long ask, long askQuantity, long timeNs) {
    frame.reset(FrameKind.BOOK_TICKER);
    frame.addBid(bid * priceUnit, bidQuantity * quantityUnit);
    frame.addAsk(ask * priceUnit, askQuantity * quantityUnit);
    accept(frame, book, timeNs);
  }

  /** A depth message that replaces the book by so many levels around a touch. */
  void depth(Random random, long bid, long ask, int levels, boolean diff, long timeNs) {
    frame.reset(diff ? FrameKind.DEPTH_DIFF : FrameKind.DEPTH_SNAPSHOT);
    book.clear();
    long down = bid;
    long up = ask;
    for (int i = 0; i < levels && down > 0; i++) {
      long lots = 1L + random.nextInt(900);
      frame.addBid(down * priceUnit, lots * quantityUnit);
      book.setBid(down * priceUnit, lots * quantityUnit);
      lots = 1L + random.nextInt(900);
      frame.addAsk(up * priceUnit, lots * quantityUnit);
      book.setAsk(up * priceUnit, lots * quantityUnit);
      down -= 1 + random.nextInt(3);
      up += 1 + random.nextInt(3);
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      frame.addBid((bid + i) * priceUnit, 0);
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      frame.addAsk((ask - i) * priceUnit, 0);
    }
    accept(frame, book, timeNs);
  }

  void mark(long mark, long index, double funding, long nextFundingNs, long timeNs) {
    frame.reset(FrameKind.MARK_PRICE);
    frame.markPrice = mark * priceUnit;
    frame.indexPrice = index * priceUnit;
    frame.fundingRate = funding;
    frame.nextFundingTimeNs = nextFundingNs;
    accept(frame, book, timeNs);
  }

  void forced(long price, long quantity, boolean sells, long timeNs) {
    frame.reset(FrameKind.FORCE_ORDER);
    frame.price = price * priceUnit;
    frame.quantity = quantity * quantityUnit;
    frame.sellerInitiated = sells;
    accept(frame, book, timeNs);
  }

  void input(String what, double value, long timeNs) {
    tape.input(what, value, timeNs);
    if (block instanceof PositionInputs inputs) {
      if (what.equals("open-interest")) {
        inputs.onOpenInterest(value, timeNs);
      } else {
        inputs.onLongShortRatio(value, timeNs);
      }
    } else {
      block.advance(timeNs);
    }
  }

  void advance(long timeNs) {
    tape.time(timeNs);
    block.advance(timeNs);
  }

  /** The values by id. */
  Map<String, Double> values() {
    double[] out = new double[features.size() + 2];
    out[0] = 7;
    out[features.size() + 1] = 7;
    block.emit(out, 1);
    if (out[0] != 7 || out[features.size() + 1] != 7) {
      throw new AssertionError(block.name() + " writes beyond its features");
    }
    Map<String, Double> values = new TreeMap<>();
    for (int i = 0; i < features.size(); i++) {
      values.put(features.get(i).id(), out[i + 1]);
    }
    return values;
  }

  byte[] state() {
    StateWriter out = new StateWriter();
    block.write(out);
    return out.toByteArray();
  }

  /** Replaces this fresh block's state. */
  TickRun restore(byte[] state) {
    StateReader in = new StateReader(state);
    block.read(in);
    if (in.remaining() != 0) {
      throw new AssertionError(block.name() + " leaves " + in.remaining() + " bytes unread");
    }
    return this;
  }

  /** Feeds recorded frames, of the trades only the single ones. */
  void recorded(RecordedFrames recorded, LongConsumer after) {
    FeedPipeline feed =
        new FeedPipeline(recorded.instrument(), FeedOptions.DEFAULT, (code, detail, stream) -> {});
    for (RecordedFrames.Frame next : recorded.frames()) {
      if (feed.accept(next.payload(), next.kind(), next.receiveTimeNs()) == RejectCode.NONE) {
        accept(feed.frame(), feed.book(), feed.engineTimeNs());
        after.accept(feed.engineTimeNs());
      }
    }
  }
}
