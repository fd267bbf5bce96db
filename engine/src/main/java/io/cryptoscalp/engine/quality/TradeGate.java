package io.cryptoscalp.engine.quality;

import io.cryptoscalp.engine.book.OrderBook;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.market.MarketFrame;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a trade can be true.
 *
 * <p>Its price must lie near one of touch, last trade and mark price: a sweep walks from level to
 * level and each print is near the one before. What lies apart is quarantined until the touch comes
 * to it, a suspect quote agrees with it, or three prints in a row do while no quote contradicts.
 *
 * <p>Its size must not exceed a multiple of both what the side it took shows and what the tape has
 * seen lately: a print fills one resting order or level.
 */
final class TradeGate {
  private static final int SIZES = 128;
  private static final int VISIBLE_LEVELS = 20;

  /** Trades after which the tape is known. */
  private static final long LEARNED = 256;

  private static final long REFUTED_NS = 2_000_000_000L;

  /** Without a book hidden volume cannot be told from an error below this multiple. */
  private static final double BLIND = 3;

  private final Instrument instrument;
  private final QualityOptions options;
  private final MarketView view;
  private final AnomalySink sink;
  private final Suspicion suspicion = new Suspicion();
  private final RobustWindow sizes = new RobustWindow(SIZES);

  private double largest;

  /** Largest size to learn from the trade that was accepted last. */
  private double learnable = Double.POSITIVE_INFINITY;

  private double refuted;
  private double refutedBand;
  private long refutedUntilNs;

  TradeGate(Instrument instrument, QualityOptions options, MarketView view, AnomalySink sink) {
    this.instrument = instrument;
    this.options = options;
    this.view = view;
    this.sink = sink;
  }

  Suspicion suspicion() {
    return suspicion;
  }

  /**
   * Checks a trade.
   *
   * @param book the book when it can be trusted, else null
   * @param touchQuantity quantity shown at the touch it took, scaled, 0 when unknown
   * @return true when it may be used
   */
  boolean accepts(
      MarketFrame frame,
      @Nullable OrderBook book,
      long touchQuantity,
      Suspicion quotes,
      long nowNs) {
    double price = instrument.price(frame.price);
    if (options.priceBandBps() > 0 && !priceFits(frame, price, quotes, nowNs)) {
      return false;
    }
    if (options.sizeFactor() > 0 && !sizeFits(frame, book, touchQuantity)) {
      return false;
    }
    learnable = Double.POSITIVE_INFINITY;
    if (options.levelFactor() > 0 && book != null && sizes.isFull() && view.trades() >= LEARNED) {
      watchLevel(frame, book);
    }
    return true;
  }

  private boolean priceFits(MarketFrame frame, double price, Suspicion quotes, long nowNs) {
    if (view.isUnknown()) {
      return true;
    }
    double band = view.band(price, options);
    double distance = view.distance(price, nowNs);
    if (distance <= band) {
      suspicion.clear();
      return true;
    }
    if (quotes.stands(price, band, nowNs)
        || suspicion.confirms(price, band, nowNs, view.quotes())) {
      suspicion.clear();
      return true;
    }
    refuted = price;
    refutedBand = band;
    refutedUntilNs = nowNs + REFUTED_NS;
    double low = view.hasQuote() ? view.bid() : view.trade();
    double high = view.hasQuote() ? view.ask() : view.trade();
    sink.anomaly(
        Anomaly.TRADE_PRICE,
        frame.kind,
        frame.eventTimeNs,
        "price",
        price,
        low - band,
        high + band,
        options.zScore() * distance / band);
    return false;
  }

  private boolean sizeFits(MarketFrame frame, @Nullable OrderBook book, long touchQuantity) {
    double visible = touchQuantity;
    if (book != null) {
      int levels =
          Math.min(VISIBLE_LEVELS, frame.sellerInitiated ? book.bidCount() : book.askCount());
      visible = 0;
      for (int i = 0; i < levels; i++) {
        visible += frame.sellerInitiated ? book.bidQuantity(i) : book.askQuantity(i);
      }
    }
    double size = frame.quantity;
    // The largest fades, so that one block does not open the gate for good.
    double expected = Math.max(Math.max(visible, largest), sizes.max());
    double limit = options.sizeFactor() * (book == null ? BLIND : 1) * expected;
    if (sizes.size() >= SIZES / 4 && size > limit) {
      sink.anomaly(
          Anomaly.TRADE_SIZE,
          frame.kind,
          frame.eventTimeNs,
          "quantity",
          instrument.quantity(frame.quantity),
          0,
          instrument.quantitySum(limit),
          size / Math.max(1, expected));
      return false;
    }
    return true;
  }

  /**
   * Tells a print that is larger by a factor than what stood at its price and than any on the tape:
   * either alone happens, since orders come and go between two views of the book. The tape does not
   * learn it, lest one hide the next.
   */
  private void watchLevel(MarketFrame frame, OrderBook book) {
    double size = frame.quantity;
    double factor = options.levelFactor();
    double tape = Math.max(largest, sizes.max());
    if (size <= factor * tape) {
      return;
    }
    double shown = (double) shownAt(frame, book);
    if (shown > 0 && size > factor * shown) {
      double expected = Math.max(tape, shown);
      learnable = tape;
      sink.anomaly(
          Anomaly.LEVEL_SIZE,
          frame.kind,
          frame.eventTimeNs,
          "quantity",
          instrument.quantity(frame.quantity),
          0,
          instrument.quantitySum(factor * expected),
          size / expected);
    }
  }

  /** What stands at a trade's price; where nothing does, the largest level that it could take. */
  private static long shownAt(MarketFrame frame, OrderBook book) {
    long shown = Math.max(book.bidQuantityAt(frame.price), book.askQuantityAt(frame.price));
    if (shown > 0) {
      return shown;
    }
    int levels =
        Math.min(VISIBLE_LEVELS, frame.sellerInitiated ? book.bidCount() : book.askCount());
    for (int i = 0; i < levels; i++) {
      shown = Math.max(shown, frame.sellerInitiated ? book.bidQuantity(i) : book.askQuantity(i));
    }
    return shown;
  }

  /** Learns from a trade that was used; returns its return to the one before in bp. */
  double learn(MarketFrame frame, long nowNs) {
    double size = Math.min((double) frame.quantity, learnable);
    sizes.add(size);
    largest = Math.max(size, largest * 0.999);
    return view.onTrade(instrument.price(frame.price), nowNs);
  }

  /** Robust z-score of a size on a logarithmic scale. */
  double sizeScore(double quantity) {
    double median = Math.max(1, sizes.median());
    return StrictMath.log(Math.max(1, quantity) / median)
        / Math.max(0.5, StrictMath.log1p(sizes.scale() / median));
  }

  /** Tells when the touch has come to where a quarantined trade was. */
  void onQuote(MarketFrame frame, long nowNs) {
    if (refutedUntilNs == 0) {
      return;
    }
    if (nowNs > refutedUntilNs) {
      refutedUntilNs = 0;
    } else if (view.bid() - refutedBand <= refuted && refuted <= view.ask() + refutedBand) {
      refutedUntilNs = 0;
      sink.anomaly(
          Anomaly.REFUTED,
          frame.kind,
          frame.eventTimeNs,
          "price",
          refuted,
          view.bid() - refutedBand,
          view.ask() + refutedBand,
          1);
    }
  }

  void write(StateWriter out) {
    suspicion.write(out);
    sizes.write(out);
    out.writeDouble(largest);
    out.writeDouble(refuted);
    out.writeDouble(refutedBand);
    out.writeLong(refutedUntilNs);
  }

  void read(StateReader in) {
    suspicion.read(in);
    sizes.read(in);
    largest = in.readDouble();
    refuted = in.readDouble();
    refutedBand = in.readDouble();
    refutedUntilNs = in.readLong();
  }
}
