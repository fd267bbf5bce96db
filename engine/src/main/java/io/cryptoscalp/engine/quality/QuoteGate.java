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

  /** Spreads are learned from one quote in so many: neighbours say the same. */
  private static final int SAMPLE = 8;

  /** No spread below this is worth a word, bp: calm markets flicker by multiples of a tick. */
  private static final double NARROW_BPS = 20;

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
  private int quotes;
  private boolean wide;

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
    if (++quotes >= SAMPLE) {
      quotes = 0;
      double spread = (newAsk - newBid) / newBid * 1e4;
      watch(frame, spread);
      spreads.add(spread);
    }
  }

  private void watch(MarketFrame frame, double spread) {
    if (options.spreadFactor() == 0 || !spreads.isFull()) {
      return;
    }
    double floor = Math.max(NARROW_BPS, options.spreadFactor() * spreads.median());
    double score = spreads.score(spread, 0.1);
    boolean outlier = spread > floor && score > options.zScore();
    if (outlier && !wide) {
      sink.anomaly(
          Anomaly.SPREAD, frame.kind, frame.eventTimeNs, "spreadBps", spread, 0, floor, score);
    }
    wide = outlier;
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
    out.writeInt(quotes);
    out.writeBoolean(wide);
  }

  void read(StateReader in) {
    suspicion.read(in);
    spreads.read(in);
    bid = in.readLong();
    bidQuantity = in.readLong();
    ask = in.readLong();
    askQuantity = in.readLong();
    repeats = in.readInt();
    quotes = in.readInt();
    wide = in.readBoolean();
  }
}
