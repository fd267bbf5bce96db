package io.cryptoscalp.engine.features.tick;

import io.cryptoscalp.engine.book.OrderBook;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.market.MarketFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Every raw event that a block was told, kept for good: what naive twins compute from. */
final class TickTape {
  static final long SECOND = 1_000_000_000L;

  /** One event of any kind; its time is never before that of the event before it. */
  sealed interface Event permits Trade, Quote, Depth, Mark, Forced, Input {
    long timeNs();
  }

  /** A trade; mid and spread before it, NaN when unknown. */
  record Trade(long timeNs, double price, double quantity, boolean buy, double mid, double spread)
      implements Event {
    int sign() {
      return buy ? 1 : -1;
    }
  }

  /** A touch. */
  record Quote(long timeNs, double bid, double bidQuantity, double ask, double askQuantity)
      implements Event {
    boolean known() {
      return bid > 0 && ask > bid && bidQuantity > 0 && askQuantity > 0;
    }

    double spread() {
      return known() ? ask - bid : Double.NaN;
    }

    double mid() {
      return known() ? (bid + ask) / 2 : Double.NaN;
    }
  }

  /** A book after a depth message: whole when sound, else empty; with the message's levels. */
  record Depth(
      long timeNs,
      boolean diff,
      double[][] bids,
      double[][] asks,
      double[][] bidChanges,
      double[][] askChanges)
      implements Event {
    boolean sound() {
      return bids.length > 0;
    }
  }

  /** A mark price. */
  record Mark(long timeNs, double mark, double index, double funding, long nextFundingNs)
      implements Event {}

  /** A liquidation. */
  record Forced(long timeNs, double price, double quantity, boolean sells) implements Event {}

  /** A value of a named explicit input. */
  record Input(long timeNs, String what, double value) implements Event {}

  final List<Event> events = new ArrayList<>();
  final List<Trade> trades = new ArrayList<>();
  final List<Quote> quotes = new ArrayList<>();
  final List<Depth> depths = new ArrayList<>();
  final List<Mark> marks = new ArrayList<>();
  final List<Forced> forced = new ArrayList<>();
  final List<Input> inputs = new ArrayList<>();
  long startNs = Long.MIN_VALUE;
  long nowNs = Long.MIN_VALUE;

  void time(long timeNs) {
    startNs = startNs == Long.MIN_VALUE ? timeNs : startNs;
    nowNs = Math.max(nowNs, timeNs);
  }

  private <T extends Event> void keep(List<T> list, T event) {
    list.add(event);
    events.add(event);
  }

  void accept(MarketFrame frame, OrderBook book, long timeNs) {
    time(timeNs);
    switch (frame.kind) {
      case TRADE ->
          keep(
              trades,
              new Trade(
                  nowNs,
                  frame.price,
                  frame.quantity,
                  !frame.sellerInitiated,
                  quotes.isEmpty() ? Double.NaN : quotes.get(quotes.size() - 1).mid(),
                  quotes.isEmpty() ? Double.NaN : quotes.get(quotes.size() - 1).spread()));
      case BOOK_TICKER ->
          keep(
              quotes,
              new Quote(
                  nowNs,
                  frame.bidPrices[0],
                  frame.bidQuantities[0],
                  frame.askPrices[0],
                  frame.askQuantities[0]));
      case DEPTH_DIFF, DEPTH_SNAPSHOT -> keep(depths, depth(frame, book));
      case MARK_PRICE ->
          keep(
              marks,
              new Mark(
                  nowNs,
                  frame.markPrice,
                  frame.indexPrice,
                  frame.fundingRate,
                  frame.nextFundingTimeNs));
      case FORCE_ORDER ->
          keep(forced, new Forced(nowNs, frame.price, frame.quantity, frame.sellerInitiated));
      default -> {}
    }
  }

  void input(String what, double value, long timeNs) {
    time(timeNs);
    keep(inputs, new Input(timeNs, what, value));
  }

  private Depth depth(MarketFrame frame, OrderBook book) {
    boolean sound =
        book.bidCount() > 0 && book.askCount() > 0 && book.bidPrice(0) < book.askPrice(0);
    double[][] bids = new double[sound ? Math.min(200, book.bidCount()) : 0][];
    double[][] asks = new double[sound ? Math.min(200, book.askCount()) : 0][];
    for (int i = 0; i < bids.length; i++) {
      bids[i] = new double[] {book.bidPrice(i), book.bidQuantity(i)};
    }
    for (int i = 0; i < asks.length; i++) {
      asks[i] = new double[] {book.askPrice(i), book.askQuantity(i)};
    }
    double[][] bidChanges = new double[frame.bidCount][];
    double[][] askChanges = new double[frame.askCount][];
    for (int i = 0; i < frame.bidCount; i++) {
      bidChanges[i] = new double[] {frame.bidPrices[i], frame.bidQuantities[i]};
    }
    for (int i = 0; i < frame.askCount; i++) {
      askChanges[i] = new double[] {frame.askPrices[i], frame.askQuantities[i]};
    }
    return new Depth(nowNs, frame.kind == FrameKind.DEPTH_DIFF, bids, asks, bidChanges, askChanges);
  }

  boolean warm(int seconds) {
    return nowNs - startNs >= seconds * SECOND;
  }

  /** True when an event lies in the 20 steps that a window covers. */
  boolean covers(Event event, int seconds) {
    long step = seconds * SECOND / 20;
    return Math.floorDiv(event.timeNs(), step) > Math.floorDiv(nowNs, step) - 20;
  }

  /** The events of a window, oldest first. */
  <T extends Event> List<T> in(List<T> list, int seconds) {
    int from = list.size();
    while (from > 0 && covers(list.get(from - 1), seconds)) {
      from--;
    }
    return list.subList(from, list.size());
  }

  <T extends Event> double sum(List<T> list, int seconds, ToDoubleFunction<T> value) {
    double sum = 0;
    for (T event : in(list, seconds)) {
      sum += value.applyAsDouble(event);
    }
    return sum;
  }
}
