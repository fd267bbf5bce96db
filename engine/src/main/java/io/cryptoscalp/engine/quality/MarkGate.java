package io.cryptoscalp.engine.quality;

import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.market.MarketFrame;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * Decides whether a mark price message can be true, and watches own price against it. Mark and
 * index price are made of other venues' prices (the index is a weighted mean of spot markets), so
 * that a lasting distance is this venue apart from the others.
 */
final class MarkGate {
  private static final long APART_NS = 3_000_000_000L;

  private final Instrument instrument;
  private final QualityOptions options;
  private final MarketView view;
  private final AnomalySink sink;
  private final Suspicion suspicion = new Suspicion();

  private double index;
  private long apartSinceNs;
  private boolean apart;

  MarkGate(Instrument instrument, QualityOptions options, MarketView view, AnomalySink sink) {
    this.instrument = instrument;
    this.options = options;
    this.view = view;
    this.sink = sink;
  }

  /** Checks a mark price; true when it may be used. */
  boolean accepts(MarketFrame frame, long nowNs) {
    double mark = instrument.price(frame.markPrice);
    double newIndex = instrument.price(frame.indexPrice);
    if (options.markBandBps() == 0 || (view.isUnknown() && view.mark() == 0)) {
      return true;
    }
    double band = Math.max(mark * options.markBandBps() / 1e4, view.band(mark, options));
    double markOff = off(mark, view.mark(), nowNs);
    double indexOff = newIndex == 0 ? 0 : off(newIndex, index, nowNs);
    double worst = Math.max(markOff, indexOff);
    double suspect = markOff >= indexOff ? mark : newIndex;
    // Own trades and quotes witness neither: they may be what is apart.
    if (worst <= band || suspicion.confirms(suspect, band, nowNs, 0)) {
      suspicion.clear();
      return true;
    }
    boolean isMark = markOff >= indexOff;
    double known = isMark ? (view.mark() > 0 ? view.mark() : centre()) : index;
    sink.anomaly(
        Anomaly.MARK_PRICE,
        frame.kind,
        frame.eventTimeNs,
        isMark ? "markPrice" : "indexPrice",
        suspect,
        known - band,
        known + band,
        options.zScore() * worst / band);
    return false;
  }

  /** Distance from the way between the last such price and own market: it may lag behind. */
  private double off(double price, double last, long nowNs) {
    double own = view.hasFreshQuote(nowNs) ? view.mid() : view.trade();
    double from = last > 0 ? last : own;
    double to = own > 0 ? own : from;
    if (from == 0) {
      return 0;
    }
    return Math.max(Math.max(Math.min(from, to) - price, price - Math.max(from, to)), 0);
  }

  private double centre() {
    return view.hasQuote() ? view.mid() : view.trade();
  }

  /** Learns a mark price that was used. */
  void learn(MarketFrame frame, long nowNs) {
    view.onMark(instrument.price(frame.markPrice), nowNs);
    if (frame.indexPrice > 0) {
      index = instrument.price(frame.indexPrice);
    }
    if (options.crossVenueBps() > 0 && view.hasFreshQuote(nowNs)) {
      watch(frame, nowNs);
    }
  }

  private void watch(MarketFrame frame, long nowNs) {
    double reference = index > 0 ? index : view.mark();
    double bps = (view.mid() / reference - 1) * 1e4;
    double limit = options.crossVenueBps();
    if (Math.abs(bps) <= (apart ? limit / 2 : limit)) {
      apartSinceNs = 0;
      apart = false;
    } else if (apartSinceNs == 0) {
      apartSinceNs = nowNs;
    } else if (!apart && nowNs - apartSinceNs >= APART_NS) {
      apart = true;
      sink.anomaly(
          Anomaly.CROSS_VENUE,
          frame.kind,
          frame.eventTimeNs,
          index > 0 ? "midToIndexBps" : "midToMarkBps",
          bps,
          -limit,
          limit,
          Math.abs(bps) / limit);
    }
  }

  void write(StateWriter out) {
    suspicion.write(out);
    out.writeDouble(index);
    out.writeLong(apartSinceNs);
    out.writeBoolean(apart);
  }

  void read(StateReader in) {
    suspicion.read(in);
    index = in.readDouble();
    apartSinceNs = in.readLong();
    apart = in.readBoolean();
  }
}
