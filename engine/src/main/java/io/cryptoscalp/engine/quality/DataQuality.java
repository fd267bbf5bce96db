package io.cryptoscalp.engine.quality;

import io.cryptoscalp.engine.feed.ClockGuard;
import io.cryptoscalp.engine.feed.FeedPipeline;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.market.MarketFrame;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * Streaming anomaly detection of one instrument, between its feed and everything that learns from
 * it. The feed has proved that a frame is well-formed, in time and in sequence; here it is held
 * against what is known of the market. A frame that cannot be true is quarantined: the caller must
 * use nothing of it. Every finding goes to the sink with its evidence.
 *
 * <p>A move of the market is no anomaly, however large: prices are held against touch, last trade
 * and mark price together, and what several of them show is believed. Deterministic, O(1) a frame,
 * no allocation. Not thread-safe.
 */
public final class DataQuality {
  private static final int VERSION = 2;

  /** Liquidations are priced at bankruptcy, this far from the market at most. */
  private static final double LIQUIDATION_BAND = 0.2;

  private final Instrument instrument;
  private final QualityOptions options;
  private final AnomalySink sink;
  private final MarketView view;
  private final ClockGate clock;
  private final TradeGate trades;
  private final QuoteGate quotes;
  private final MarkGate marks;
  private final RateWatch rates;
  private final JointWatch joint;

  /**
   * Creates the detectors of an instrument that was never seen.
   *
   * @param instrument the instrument
   * @param options thresholds
   * @param sink told of every anomaly
   */
  public DataQuality(Instrument instrument, QualityOptions options, AnomalySink sink) {
    this.instrument = instrument;
    this.options = options;
    this.sink = sink;
    view = new MarketView(instrument);
    clock = new ClockGate(options, sink);
    trades = new TradeGate(instrument, options, view, sink);
    quotes = new QuoteGate(instrument, options, view, sink);
    marks = new MarkGate(instrument, options, view, sink);
    rates = new RateWatch(options, sink);
    joint = new JointWatch(options, sink, instrument.id().hashCode());
  }

  /** The clock's detector, which the feed must ask before a time moves its clock. */
  public ClockGuard clockGuard() {
    return clock;
  }

  /**
   * Inspects the frame that the feed accepted last.
   *
   * @param feed the feed that holds it; when a book ticker is refused the feed's quote is still
   *     that ticker's, until {@link FeedPipeline#withdrawQuote()}
   * @return true when the frame may be used, false when it is quarantined
   */
  public boolean inspect(FeedPipeline feed) {
    MarketFrame frame = feed.frame();
    long now = feed.engineTimeNs();
    rates.onFrame(frame.kind, now);
    return switch (frame.kind) {
      case TRADE, AGG_TRADE -> trade(frame, feed, now);
      case BOOK_TICKER -> {
        boolean used = quotes.accepts(frame, trades.suspicion(), now);
        if (used) {
          touch(frame, feed, now);
        }
        yield used;
      }
      case DEPTH_DIFF, DEPTH_SNAPSHOT -> {
        if (feed.healthy()) {
          touch(frame, feed, now);
        }
        yield true;
      }
      case MARK_PRICE -> {
        boolean used = marks.accepts(frame, now);
        if (used) {
          marks.learn(frame, now);
        }
        yield used;
      }
      case FORCE_ORDER -> liquidation(frame, now);
      case KLINE, OPEN_INTEREST, OPEN_INTEREST_HIST, LONG_SHORT_RATIO, EXCHANGE_INFO, HEARTBEAT ->
          true;
    };
  }

  private boolean trade(MarketFrame frame, FeedPipeline feed, long now) {
    long touchQuantity = frame.sellerInitiated ? feed.bestBidQuantity() : feed.bestAskQuantity();
    boolean used =
        trades.accepts(
            frame, feed.healthy() ? feed.book() : null, touchQuantity, quotes.suspicion(), now);
    if (used) {
      double sizeScore =
          options.jointFraction() > 0 ? trades.sizeScore((double) frame.quantity) : 0;
      double bps = trades.learn(frame, now);
      if (options.jointFraction() > 0) {
        joint.onTrade(frame, view.returnScore(bps), sizeScore, quotes.spreadScore(), rates);
      }
    }
    return used;
  }

  private void touch(MarketFrame frame, FeedPipeline feed, long now) {
    if (feed.bestBid() > 0 && feed.bestAsk() > feed.bestBid()) {
      quotes.learn(frame, feed.bestBid(), feed.bestAsk(), now);
      trades.onQuote(frame, now);
    }
  }

  private boolean liquidation(MarketFrame frame, long now) {
    double price = instrument.price(frame.price);
    double band = price * LIQUIDATION_BAND;
    if (options.priceBandBps() == 0 || view.isUnknown() || view.distance(price, now) <= band) {
      return true;
    }
    double centre = view.hasQuote() ? view.mid() : view.trade();
    sink.anomaly(
        Anomaly.TRADE_PRICE,
        FrameKind.FORCE_ORDER,
        frame.eventTimeNs,
        "price",
        price,
        centre - band,
        centre + band,
        options.zScore() * view.distance(price, now) / band);
    return false;
  }

  /** Writes the whole state. */
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    view.write(out);
    clock.write(out);
    trades.write(out);
    quotes.write(out);
    marks.write(out);
    rates.write(out);
    joint.write(out);
  }

  /** Reads what {@link #write} wrote into newly created detectors. */
  public void read(StateReader in) {
    int version = in.readVersion(VERSION, "data-quality");
    view.read(in);
    clock.read(in);
    trades.read(in);
    quotes.read(in, version);
    marks.read(in);
    rates.read(in, version);
    joint.read(in, version);
  }
}
