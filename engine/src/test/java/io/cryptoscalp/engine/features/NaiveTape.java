package io.cryptoscalp.engine.features;

import io.cryptoscalp.engine.book.OrderBook;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.market.MarketFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * Every raw event an engine has seen, kept for good: what the naive twins compute from. Events that
 * are older than the newest one count at its time.
 */
final class NaiveTape {
  private static final long SECOND = 1_000_000_000L;

  /** Anything with a time. */
  interface Timed {
    long timeNs();
  }

  /** A message of any kind. */
  record Message(long timeNs, FrameKind kind) implements Timed {}

  /** A trade with the mid before it, NaN when unknown. */
  record Trade(long timeNs, double price, double quantity, boolean buy, double mid)
      implements Timed {
    double signed() {
      return buy ? quantity : -quantity;
    }
  }

  /** A level of the book. */
  record Level(double price, double quantity) {}

  /** A touch; an unknown one has NaN prices. */
  record Touch(long timeNs, Level bid, Level ask) implements Timed {
    boolean known() {
      return ask.price > bid.price && bid.quantity > 0 && ask.quantity > 0 && bid.price > 0;
    }

    double mid() {
      return (bid.price + ask.price) / 2;
    }
  }

  /** The best levels of a book after a depth message, empty when it was not sound. */
  record Depth(
      long timeNs, boolean diff, List<Level> bids, List<Level> asks, int changed, int removed)
      implements Timed {
    boolean sound() {
      return !bids.isEmpty();
    }
  }

  /** A liquidation. */
  record Liquidation(long timeNs, double notional, boolean sells) implements Timed {}

  final Instrument instrument;
  final FeatureOptions options;
  final List<Message> messages = new ArrayList<>();
  final List<Trade> trades = new ArrayList<>();
  final List<Touch> touches = new ArrayList<>();
  final List<Depth> depths = new ArrayList<>();
  final List<Liquidation> liquidations = new ArrayList<>();

  /** The book when its bands were last due. */
  Depth sampled = new Depth(0, false, List.of(), List.of(), 0, 0);

  double mark = Double.NaN;
  double index = Double.NaN;
  double funding = Double.NaN;
  long nextFundingNs;
  long startNs = Long.MIN_VALUE;
  long nowNs = Long.MIN_VALUE;
  private long nextSampleNs = Long.MIN_VALUE;

  NaiveTape(Instrument instrument, FeatureOptions options) {
    this.instrument = instrument;
    this.options = options;
  }

  /** Time passes, with or without an event. */
  void time(long timeNs) {
    startNs = startNs == Long.MIN_VALUE ? timeNs : startNs;
    nowNs = Math.max(nowNs, timeNs);
  }

  void accept(MarketFrame frame, OrderBook book, long timeNs) {
    time(timeNs);
    messages.add(new Message(nowNs, frame.kind));
    switch (frame.kind) {
      case TRADE, AGG_TRADE -> {
        if (options.tradeSource().accepts(frame.kind)) {
          trades.add(
              new Trade(
                  nowNs,
                  instrument.price(frame.price),
                  instrument.quantity(frame.quantity),
                  !frame.sellerInitiated,
                  knownTouch() ? touches.get(touches.size() - 1).mid() : Double.NaN));
        }
      }
      case BOOK_TICKER ->
          touches.add(
              new Touch(
                  nowNs,
                  level(frame.bidPrices[0], frame.bidQuantities[0]),
                  level(frame.askPrices[0], frame.askQuantities[0])));
      case DEPTH_DIFF, DEPTH_SNAPSHOT -> depth(frame, book);
      case MARK_PRICE -> {
        mark = frame.markPrice > 0 ? instrument.price(frame.markPrice) : mark;
        index = frame.indexPrice > 0 ? instrument.price(frame.indexPrice) : index;
        if (!Double.isNaN(frame.fundingRate)) {
          funding = frame.fundingRate;
          nextFundingNs = frame.nextFundingTimeNs;
        }
      }
      case FORCE_ORDER ->
          liquidations.add(
              new Liquidation(
                  nowNs, instrument.notional(frame.price, frame.quantity), frame.sellerInitiated));
      case KLINE,
          OPEN_INTEREST,
          OPEN_INTEREST_HIST,
          LONG_SHORT_RATIO,
          EXCHANGE_INFO,
          HEARTBEAT -> {}
    }
  }

  private void depth(MarketFrame frame, OrderBook book) {
    boolean diff = frame.kind == FrameKind.DEPTH_DIFF;
    int removed = 0;
    for (int i = 0; i < frame.bidCount; i++) {
      removed += frame.bidQuantities[i] == 0 ? 1 : 0;
    }
    for (int i = 0; i < frame.askCount; i++) {
      removed += frame.askQuantities[i] == 0 ? 1 : 0;
    }
    boolean sound =
        book.bidCount() > 0 && book.askCount() > 0 && book.bidPrice(0) < book.askPrice(0);
    int changed = frame.bidCount + frame.askCount;
    depths.add(book(diff, book, sound ? 10 : 0, changed, removed));
    if (sound && nowNs >= nextSampleNs) {
      nextSampleNs = nowNs + options.depthSampleNs();
      sampled = book(diff, book, options.depthLevels(), changed, removed);
    }
  }

  private Depth book(boolean diff, OrderBook book, int most, int changed, int removed) {
    List<Level> bids = new ArrayList<>();
    List<Level> asks = new ArrayList<>();
    for (int i = 0; i < Math.min(most, book.bidCount()); i++) {
      bids.add(level(book.bidPrice(i), book.bidQuantity(i)));
    }
    for (int i = 0; i < Math.min(most, book.askCount()); i++) {
      asks.add(level(book.askPrice(i), book.askQuantity(i)));
    }
    return new Depth(nowNs, diff, bids, asks, changed, removed);
  }

  private Level level(long price, long quantity) {
    return new Level(instrument.price(price), instrument.quantity(quantity));
  }

  boolean knownTouch() {
    return !touches.isEmpty() && touches.get(touches.size() - 1).known();
  }

  /** True when the engine has run for the length of a window. */
  boolean warm(int seconds) {
    return startNs != Long.MIN_VALUE && nowNs - startNs >= seconds * SECOND;
  }

  /** True when an event lies in the buckets that a window covers, 100 ms or 1 s each. */
  boolean covers(Timed event, int seconds) {
    long bucket = seconds <= 10 ? SECOND / 10 : SECOND;
    long buckets = seconds * SECOND / bucket;
    return Math.floorDiv(event.timeNs(), bucket) > Math.floorDiv(nowNs, bucket) - buckets;
  }

  /** Sum over the events of a window that satisfy a condition. */
  <T extends Timed> double sum(
      List<T> events, int seconds, Predicate<T> condition, ToDoubleFunction<T> value) {
    double sum = 0;
    for (int i = events.size() - 1; i >= 0 && covers(events.get(i), seconds); i--) {
      sum += condition.test(events.get(i)) ? value.applyAsDouble(events.get(i)) : 0;
    }
    return sum;
  }

  /** Number of the events of a window that satisfy a condition. */
  <T extends Timed> double count(List<T> events, int seconds, Predicate<T> condition) {
    return sum(events, seconds, condition, event -> 1);
  }
}
