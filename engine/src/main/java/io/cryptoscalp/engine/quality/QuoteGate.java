package io.cryptoscalp.engine.quality;

import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.market.MarketFrame;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * Decides whether a book ticker can be true: neither side far from everything known, and not the
 * same values over and over. Three quotes in a row that agree are believed unless trades or the
 * book have since shown the old market; the book itself is never doubted, since ids prove it.
 */
final class QuoteGate {
  private static final int SPREADS = 128;

  /** So often a spread is learned: half a minute fills the window, and seconds do not turn it. */
  private static final long SAMPLE_NS = 250_000_000L;

  /** No spread below this is worth a word, bp: calm markets flicker by multiples of a tick. */
  private static final double NARROW_BPS = 20;

  /** So long without a wide spread and the next one is news. */
  private static final long WIDE_NS = 1_000_000_000L;

  private final Instrument instrument;
  private final QualityOptions options;
  private final MarketView view;
  private final AnomalySink sink;
  private final Suspicion suspicion = new Suspicion();
  private final RobustWindow spreads = new RobustWindow(SPREADS);

  private long bid;
  private long bidQuantity;
  private long ask;
  private long askQuantity;
  private int repeats;
  private long nextSampleNs;
  private long wideNs;

  QuoteGate(Instrument instrument, QualityOptions options, MarketView view, AnomalySink sink) {
    this.instrument = instrument;
    this.options = options;
    this.view = view;
    this.sink = sink;
  }

  Suspicion suspicion() {
    return suspicion;
  }

  /** Checks a book ticker; true when it may be used. */
  boolean accepts(MarketFrame frame, Suspicion trades, long nowNs) {
    if (options.stuckRepeats() > 0 && repeats(frame)) {
      return false;
    }
    if (options.priceBandBps() == 0 || view.isUnknown()) {
      return true;
    }
    double newBid = instrument.price(frame.bidPrices[0]);
    double newAsk = instrument.price(frame.askPrices[0]);
    double mid = (newBid + newAsk) / 2;
    double band = view.band(mid, options);
    double bidOff = view.distance(newBid, nowNs);
    double askOff = view.distance(newAsk, nowNs);
    double off = Math.max(bidOff, askOff);
    if (off <= band
        || trades.stands(mid, band, nowNs)
        || suspicion.confirms(mid, band, nowNs, view.trades() + view.quotes())) {
      suspicion.clear();
      return true;
    }
    boolean isBid = bidOff > askOff;
    double low = view.hasQuote() ? view.bid() : view.trade();
    double high = view.hasQuote() ? view.ask() : view.trade();
    sink.anomaly(
        Anomaly.QUOTE_PRICE,
        frame.kind,
        frame.eventTimeNs,
        isBid ? "bid" : "ask",
        isBid ? newBid : newAsk,
        low - band,
        high + band,
        options.zScore() * off / band);
    return false;
  }

  private boolean repeats(MarketFrame frame) {
    boolean same =
        frame.bidPrices[0] == bid
            && frame.bidQuantities[0] == bidQuantity
            && frame.askPrices[0] == ask
            && frame.askQuantities[0] == askQuantity;
    bid = frame.bidPrices[0];
    bidQuantity = frame.bidQuantities[0];
    ask = frame.askPrices[0];
    askQuantity = frame.askQuantities[0];
    repeats = same ? repeats + 1 : 0;
    if (repeats == options.stuckRepeats()) {
      sink.anomaly(
          Anomaly.STUCK_REPEATS,
          frame.kind,
          frame.eventTimeNs,
          "repeats",
          repeats,
          0,
          options.stuckRepeats() - 1,
          repeats);
    }
    return repeats >= options.stuckRepeats();
  }

  /** Learns the touch in force, from whichever stream. */
  void learn(MarketFrame frame, long scaledBid, long scaledAsk, long nowNs) {
    double newBid = instrument.price(scaledBid);
    double newAsk = instrument.price(scaledAsk);
    view.onQuote(newBid, newAsk, nowNs);
    double spread = (newAsk - newBid) / newBid * 1e4;
    if (spread > NARROW_BPS) {
      watch(frame, spread, nowNs);
    }
    if (nowNs >= nextSampleNs) {
      nextSampleNs = nowNs + SAMPLE_NS;
      spreads.add(spread);
    }
  }

  private void watch(MarketFrame frame, double spread, long nowNs) {
    if (options.spreadFactor() == 0 || !spreads.isFull()) {
      return;
    }
    double floor = options.spreadFactor() * spreads.median();
    double score = spreads.score(spread, 0.1);
    if (spread > floor && score > options.zScore()) {
      // Quotes and book take turns in being the touch, and only one of them may be wide.
      if (nowNs - wideNs > WIDE_NS) {
        sink.anomaly(
            Anomaly.SPREAD,
            frame.kind,
            frame.eventTimeNs,
            "spreadBps",
            spread,
            0,
            Math.max(NARROW_BPS, floor),
            score);
      }
      wideNs = nowNs;
    }
  }

  /** Robust z-score of the spread in force. */
  double spreadScore() {
    return view.hasQuote() ? spreads.score((view.ask() - view.bid()) / view.bid() * 1e4, 0.1) : 0;
  }

  void write(StateWriter out) {
    suspicion.write(out);
    spreads.write(out);
    out.writeLong(bid);
    out.writeLong(bidQuantity);
    out.writeLong(ask);
    out.writeLong(askQuantity);
    out.writeInt(repeats);
    out.writeLong(nextSampleNs);
    out.writeLong(wideNs);
  }

  void read(StateReader in, int version) {
    suspicion.read(in);
    spreads.read(in);
    bid = in.readLong();
    bidQuantity = in.readLong();
    ask = in.readLong();
    askQuantity = in.readLong();
    repeats = in.readInt();
    if (version >= 2) {
      nextSampleNs = in.readLong();
      wideNs = in.readLong();
    } else {
      in.readInt();
      in.readBoolean();
    }
  }
}
