package io.cryptoscalp.engine.quality;

import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/** What is believed of the market: the prices that new ones are held against. Unscaled. */
final class MarketView {
  private static final int RETURNS = 64;
  private static final long FRESH_NS = 5_000_000_000L;
  private static final int TICKS = 5;

  private final Instrument instrument;
  private final RobustWindow returns = new RobustWindow(RETURNS);

  private double bid;
  private double ask;
  private long quoteTimeNs;
  private long quotes;
  private double trade;
  private long tradeTimeNs;
  private long trades;
  private double mark;
  private long markTimeNs;

  MarketView(Instrument instrument) {
    this.instrument = instrument;
  }

  /** Half-width of what is credible around a known price, unscaled. */
  double band(double price, QualityOptions options) {
    double bps = Math.max(options.priceBandBps(), options.zScore() * returns.scale());
    double width = Math.max(price * bps / 1e4, TICKS * instrument.price(instrument.tickSize()));
    return bid > 0 ? Math.max(width, ask - bid) : width;
  }

  /** True when there is nothing to hold a price against. */
  boolean isUnknown() {
    return bid == 0 && trade == 0;
  }

  /** Distance of a price from the nearest of what is known, unscaled. */
  double distance(double price, long nowNs) {
    double nearest = Double.POSITIVE_INFINITY;
    if (bid > 0) {
      nearest = Math.max(Math.max(bid - price, price - ask), 0);
    }
    if (trade > 0 && (bid == 0 || nowNs - tradeTimeNs <= FRESH_NS)) {
      nearest = Math.min(nearest, Math.abs(price - trade));
    }
    if (mark > 0 && nowNs - markTimeNs <= FRESH_NS) {
      nearest = Math.min(nearest, Math.abs(price - mark));
    }
    return nearest;
  }

  void onQuote(double newBid, double newAsk, long nowNs) {
    bid = newBid;
    ask = newAsk;
    quoteTimeNs = nowNs;
    quotes++;
  }

  void forgetQuote() {
    bid = 0;
    ask = 0;
  }

  /** Takes a believed trade; returns its return to the one before, bp, 0 for the first. */
  double onTrade(double price, long nowNs) {
    double bps = trade > 0 ? (price / trade - 1) * 1e4 : 0;
    if (trade > 0 && price != trade) {
      returns.add(bps);
    }
    trade = price;
    tradeTimeNs = nowNs;
    trades++;
    return bps;
  }

  void onMark(double price, long nowNs) {
    mark = price;
    markTimeNs = nowNs;
  }

  /** Robust z-score of a return in bp, with half a bp as the smallest scale. */
  double returnScore(double bps) {
    return bps / Math.max(0.5, returns.scale());
  }

  boolean hasQuote() {
    return bid > 0;
  }

  double bid() {
    return bid;
  }

  double ask() {
    return ask;
  }

  double mid() {
    return (bid + ask) / 2;
  }

  boolean hasFreshQuote(long nowNs) {
    return bid > 0 && nowNs - quoteTimeNs <= FRESH_NS;
  }

  double trade() {
    return trade;
  }

  double mark() {
    return mark;
  }

  long markTimeNs() {
    return markTimeNs;
  }

  /** Believed quotes so far. */
  long quotes() {
    return quotes;
  }

  /** Believed trades so far. */
  long trades() {
    return trades;
  }

  void write(StateWriter out) {
    returns.write(out);
    out.writeDouble(bid);
    out.writeDouble(ask);
    out.writeLong(quoteTimeNs);
    out.writeLong(quotes);
    out.writeDouble(trade);
    out.writeLong(tradeTimeNs);
    out.writeLong(trades);
    out.writeDouble(mark);
    out.writeLong(markTimeNs);
  }

  void read(StateReader in) {
    returns.read(in);
    bid = in.readDouble();
    ask = in.readDouble();
    quoteTimeNs = in.readLong();
    quotes = in.readLong();
    trade = in.readDouble();
    tradeTimeNs = in.readLong();
    trades = in.readLong();
    mark = in.readDouble();
    markTimeNs = in.readLong();
  }
}
