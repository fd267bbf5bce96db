package io.cryptoscalp.engine.quality;

import io.cryptoscalp.engine.bars.BarOptions;
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
  /** Length of the peer venue's bars that {@link #onPeer} takes the closes of, ns. */
  public static final long PEER_INTERVAL_NS = 1_000_000_000L;

  /** Specification of those bars. */
  public static final String PEER_SPEC = BarOptions.timeSpec(PEER_INTERVAL_NS);

  private static final int VERSION = 3;

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
  private final PeerWatch peers;

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
    peers = new PeerWatch(options, view, sink);
  }

  /** The clock's detector, which the feed must ask before a time moves its clock. */
  public ClockGuard clockGuard() {
    return clock;
  }

  /**
   * Takes the last trade of a second at the peer venue; it is judged with the frames that follow.
   *
   * @param closeTimeNs end of the second, event time
   * @param close last price, unscaled
   * @param bid the peer's best bid then, 0 when it is not known
   * @param ask the peer's best ask then, 0 when it is not known
   */
  public void onPeer(long closeTimeNs, double close, double bid, double ask) {
    peers.onPeer(closeTimeNs, close, bid, ask);
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
    peers.onTime(frame.kind, now);
    return switch (frame.kind) {
      case TRADE, AGG_TRADE -> trade(frame, feed, now);
      case BOOK_TICKER -> {
        boolean used = quotes.accepts(frame, trades.suspicion(), now);
        if (used) {
          touch(frame, feed, now);
        }
        yield used && !(peers.isRefusing() && refusesQuote(frame, feed, now));
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
    return used
        && !(peers.isRefusing()
            && peers.refuses(
                frame.kind,
                frame.eventTimeNs,
                "price",
                instrument.price(frame.price),
                bookMid(feed),
                now));
  }

  private boolean refusesQuote(MarketFrame frame, FeedPipeline feed, long now) {
    double mid = (instrument.price(feed.bestBid()) + instrument.price(feed.bestAsk())) / 2;
    return peers.refuses(frame.kind, frame.eventTimeNs, "mid", mid, bookMid(feed), now);
  }

  /** Middle of a book that ids prove; 0 without one. */
  private double bookMid(FeedPipeline feed) {
    return feed.healthy()
        ? (instrument.price(feed.book().bidPrice(0)) + instrument.price(feed.book().askPrice(0)))
            / 2
        : 0;
  }

  private void touch(MarketFrame frame, FeedPipeline feed, long now) {
    if (feed.bestBid() > 0 && feed.bestAsk() > feed.bestBid()) {
      quotes.learn(frame, feed.bestBid(), feed.bestAsk(), now);
      trades.onQuote(frame, now);
      peers.onTouch(instrument.price(feed.bestBid()), instrument.price(feed.bestAsk()), now);
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
    peers.write(out);
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
    if (version >= 3) {
      peers.read(in);
    }
  }
}
