package io.cryptoscalp.engine.features;

import io.cryptoscalp.engine.book.OrderBook;
import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.market.MarketFrame;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * The features of the first catalogue, which are computed together: quotes, depth, trades,
 * indicators on two lengths of bars, returns, marks, activity. The sink receives them in the order
 * of {@link FeatureCatalogue#core}.
 */
final class CoreFeatures {
  private final Instrument instrument;
  private final FeatureOptions options;
  private final String fastSpec;
  private final String slowSpec;
  private final WindowSums windows;
  private final QuoteFeatures quotes;
  private final DepthFeatures depth;
  private final TradeFeatures trades;
  private final BarFeatures fastBars;
  private final BarFeatures slowBars;
  private final ReturnFeatures returns;
  private final MarkFeatures mark;
  private final ActivityFeatures activity;

  CoreFeatures(Instrument instrument, FeatureOptions options) {
    this.instrument = instrument;
    this.options = options;
    fastSpec = options.fastBarSpec();
    slowSpec = options.slowBarSpec();
    windows = new WindowSums(options.windowsSeconds());
    quotes = new QuoteFeatures(instrument, windows);
    depth = new DepthFeatures(instrument, windows, options);
    trades = new TradeFeatures(instrument, windows, options);
    fastBars = new BarFeatures(instrument);
    slowBars = new BarFeatures(instrument);
    returns = new ReturnFeatures(instrument, options);
    mark = new MarkFeatures(instrument);
    activity = new ActivityFeatures(windows);
  }

  /** Takes a trade; kinds other than the configured source change nothing. */
  void onTrade(MarketFrame frame, long timeNs) {
    if (options.tradeSource().accepts(frame.kind)) {
      windows.advance(timeNs);
      trades.onTrade(frame, quotes.mid());
    }
  }

  /**
   * Takes the touch, from whichever stream the caller trusts; scaled. A crossed or non-positive one
   * makes the touch unknown.
   */
  void onQuote(long bid, long bidQuantity, long ask, long askQuantity, long timeNs) {
    windows.advance(timeNs);
    quotes.onQuote(bid, bidQuantity, ask, askQuantity);
  }

  /**
   * Takes the book after a change.
   *
   * @param book the book as it stands now; not kept
   * @param diff the depth message that was applied, a diff or a snapshot
   */
  void onDepth(OrderBook book, MarketFrame diff, long timeNs) {
    windows.advance(timeNs);
    depth.onDepth(book, diff);
  }

  /** Takes mark price, index price and funding. */
  void onMark(MarketFrame frame, long timeNs) {
    windows.advance(timeNs);
    mark.onMark(frame);
  }

  /** Takes a liquidation. */
  void onForceOrder(MarketFrame frame, long timeNs) {
    windows.advance(timeNs);
    activity.onForceOrder(instrument.notional(frame.price, frame.quantity), frame.sellerInitiated);
  }

  /** Counts a message of a kind for the message rates; call it once a frame. */
  void onMessage(FrameKind kind, long timeNs) {
    windows.advance(timeNs);
    activity.onMessage(kind);
  }

  /** Takes a finished bar; those of other specifications change nothing. */
  void onBar(Bar bar) {
    if (bar.spec().equals(fastSpec)) {
      fastBars.onBar(bar);
      returns.onBar(bar);
    } else if (bar.spec().equals(slowSpec)) {
      slowBars.onBar(bar);
    }
  }

  /** Moves the windows on to this time. */
  void advance(long timeNs) {
    windows.advance(timeNs);
  }

  /** The newest time. */
  long nowNs() {
    return windows.nowNs();
  }

  /** Writes all features as of the newest time. */
  void emit(FeatureSink sink) {
    long nowNs = windows.nowNs();
    double mid = quotes.mid();
    quotes.emit(sink);
    depth.emit(sink);
    trades.emit(sink, mid);
    fastBars.emit(sink);
    slowBars.emit(sink);
    returns.emit(sink);
    mark.emit(sink, mid, nowNs);
    activity.emit(sink, nowNs);
  }

  void write(StateWriter out) {
    windows.write(out);
    quotes.write(out);
    depth.write(out);
    trades.write(out);
    fastBars.write(out);
    slowBars.write(out);
    returns.write(out);
    mark.write(out);
  }

  void read(StateReader in) {
    windows.read(in);
    quotes.read(in);
    depth.read(in);
    trades.read(in);
    fastBars.read(in);
    slowBars.read(in);
    returns.read(in);
    mark.read(in);
  }
}
