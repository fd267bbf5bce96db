package io.cryptoscalp.engine.features;

import io.cryptoscalp.engine.book.OrderBook;
import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.market.MarketFrame;
import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * All features of one instrument, kept up to date event by event and read as a vector.
 *
 * <p>Times are venue event times in ns. The engine's clock never runs backwards: an event older
 * than the newest counts at the newest time. Every event costs O(1) amortised and allocates
 * nothing. The vector's positions are those of {@link #catalogue()}; a feature that is not warm or
 * not defined at the moment is 0 with its validity bit clear.
 */
public final class FeatureEngine {
  private static final int VERSION = 1;

  private final Instrument instrument;
  private final FeatureOptions options;
  private final FeatureCatalogue catalogue;
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
  private final FeatureSink sink = new FeatureSink();

  /** Creates an engine that has seen nothing, with a catalogue of its own. */
  public FeatureEngine(Instrument instrument, FeatureOptions options) {
    this(instrument, options, FeatureCatalogue.of(options));
  }

  /**
   * Creates an engine that shares a catalogue with others.
   *
   * @param catalogue {@link FeatureCatalogue#of} the same options
   */
  public FeatureEngine(Instrument instrument, FeatureOptions options, FeatureCatalogue catalogue) {
    this.instrument = instrument;
    this.options = options;
    this.catalogue = catalogue;
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

  /** What stands at which position. */
  public FeatureCatalogue catalogue() {
    return catalogue;
  }

  /** Takes a trade; kinds other than the configured source change nothing. */
  public void onTrade(MarketFrame frame, long timeNs) {
    if (options.tradeSource().accepts(frame.kind)) {
      windows.advance(timeNs);
      trades.onTrade(frame, quotes.mid());
    }
  }

  /**
   * Takes the touch, from whichever stream the caller trusts; scaled. A crossed or non-positive one
   * makes the touch unknown.
   */
  public void onQuote(long bid, long bidQuantity, long ask, long askQuantity, long timeNs) {
    windows.advance(timeNs);
    quotes.onQuote(bid, bidQuantity, ask, askQuantity);
  }

  /**
   * Takes the book after a change.
   *
   * @param book the book as it stands now; not kept
   * @param diff the depth message that was applied, a diff or a snapshot
   */
  public void onDepth(OrderBook book, MarketFrame diff, long timeNs) {
    windows.advance(timeNs);
    depth.onDepth(book, diff);
  }

  /** Takes mark price, index price and funding. */
  public void onMark(MarketFrame frame, long timeNs) {
    windows.advance(timeNs);
    mark.onMark(frame);
  }

  /** Takes a liquidation. */
  public void onForceOrder(MarketFrame frame, long timeNs) {
    windows.advance(timeNs);
    activity.onForceOrder(instrument.notional(frame.price, frame.quantity), frame.sellerInitiated);
  }

  /** Counts a message of a kind for the message rates; call it once a frame. */
  public void onMessage(FrameKind kind, long timeNs) {
    windows.advance(timeNs);
    activity.onMessage(kind);
  }

  /** Takes a finished bar; those of other specifications change nothing. */
  public void onBar(Bar bar) {
    if (bar.spec().equals(fastSpec)) {
      fastBars.onBar(bar);
      returns.onBar(bar);
    } else if (bar.spec().equals(slowSpec)) {
      slowBars.onBar(bar);
    }
  }

  /**
   * Writes the vector as of a time, which also moves the windows on to it.
   *
   * @param timeNs event time; one before the newest event counts as that
   * @param values {@link FeatureCatalogue#size()} values, all overwritten
   * @param valid {@link FeatureCatalogue#words()} words, all overwritten; bit i of word i / 64
   */
  public void snapshot(long timeNs, double[] values, long[] valid) {
    windows.advance(timeNs);
    long nowNs = windows.nowNs();
    double mid = quotes.mid();
    sink.begin(values, valid);
    quotes.emit(sink);
    depth.emit(sink);
    trades.emit(sink, mid);
    fastBars.emit(sink);
    slowBars.emit(sink);
    returns.emit(sink);
    mark.emit(sink, mid, nowNs);
    activity.emit(sink, nowNs);
    if (sink.position() != catalogue.size()) {
      throw new IllegalStateException(
          "FEATURE_COUNT: written=" + sink.position() + " catalogue=" + catalogue.size());
    }
  }

  /** Writes all state. */
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeString(catalogue.setId());
    windows.write(out);
    quotes.write(out);
    depth.write(out);
    trades.write(out);
    fastBars.write(out);
    slowBars.write(out);
    returns.write(out);
    mark.write(out);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws StateException {@code STATE_MISMATCH} when it was written for another feature set
   */
  public void read(StateReader in) {
    in.readVersion(VERSION, "features");
    String stored = in.readText();
    if (!stored.equals(catalogue.setId())) {
      throw new StateException(
          "STATE_MISMATCH: state=features stored=" + stored + " configured=" + catalogue.setId());
    }
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
