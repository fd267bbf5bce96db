package io.cryptoscalp.engine.quality;

import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * Holds the own market against the same asset at a peer venue, second by second. The peer's last
 * price of a second is paired with the own touch as of the end of that second, whichever of the two
 * arrives later, so that a feed that lags is no distance. The usual distance (the basis between
 * spot and a perpetual is lasting) is the median of two minutes.
 *
 * <p>Three seconds in a row beyond the band are venues apart; three in a row in which the better
 * own side beats the peer's worse side by more than costs are crossed venues. Both are reported
 * once. Nothing is refused on the peer's word alone: trades and book tickers are while the mark
 * price contradicts them as well and no book that ids prove shows their price.
 */
final class PeerWatch {
  private static final int VERSION = 1;
  private static final long SECOND_NS = 1_000_000_000L;
  private static final long FRESH_NS = 5 * SECOND_NS;
  private static final int LAST = 3;
  private static final int BASIS = 128;
  private static final int LEARNED = 32;

  /** Apart for so long, the new distance is taken as usual. */
  private static final int ACCEPTED = 300;

  private final QualityOptions options;
  private final MarketView view;
  private final AnomalySink sink;
  private final RobustWindow basis = new RobustWindow(BASIS);
  private final TouchSamples own = new TouchSamples();
  private final PeerCloses closes = new PeerCloses();

  private boolean used;
  private long nextNs;
  private double bid;
  private double ask;
  private long touchNs;

  private long pairNs;
  private double peer;
  private double limit;
  private int far;
  private boolean apart;
  private boolean refusing;
  private int crossed;

  PeerWatch(QualityOptions options, MarketView view, AnomalySink sink) {
    this.options = options;
    this.view = view;
    this.sink = sink;
  }

  /** Takes the peer's last trade of a second; it is judged with a later frame. */
  void onPeer(long closeTimeNs, double close, double peerBid, double peerAsk) {
    if (options.peerBps() > 0 && close > 0 && closeTimeNs > pairNs) {
      used = true;
      closes.add(closeTimeNs, close, peerBid, peerAsk);
    }
  }

  /** Moves on to a frame's time, before the frame is looked at. */
  void onTime(FrameKind kind, long nowNs) {
    if (!used) {
      return;
    }
    if (nowNs >= nextNs) {
      long at = nowNs - nowNs % SECOND_NS;
      if (bid > 0 && at - touchNs <= FRESH_NS) {
        own.add(at, bid, ask);
      }
      nextNs = at + SECOND_NS;
    }
    while (!closes.isEmpty() && closes.timeNs() < nextNs) {
      int sample = own.find(closes.timeNs());
      if (sample >= 0) {
        judge(kind, own.bid(sample), own.ask(sample));
      }
      closes.remove();
    }
  }

  /** Takes the own touch, refused or not: what is refused must be able to return. */
  void onTouch(double newBid, double newAsk, long nowNs) {
    bid = newBid;
    ask = newAsk;
    touchNs = nowNs;
  }

  private void judge(FrameKind kind, double ownBid, double ownAsk) {
    long at = closes.timeNs();
    if (at - pairNs > FRESH_NS) {
      far = 0;
      crossed = 0;
      apart = false;
    }
    pairNs = at;
    peer = closes.close();
    double mid = (ownBid + ownAsk) / 2;
    double bps = (mid / peer - 1) * 1e4;
    boolean learned = basis.size() >= LEARNED;
    double usual = learned ? basis.median() : 0;
    limit =
        learned
            ? Math.max(options.peerBps(), options.zScore() * basis.scale())
            : Math.max(options.peerBps(), unlearnedLimit());
    watchApart(kind, bps, usual);
    if (learned) {
      watchCrossed(kind, ownBid, ownAsk, usual);
    }
    refusing = apart && contradictsMark(mid, at) && (mid > view.mark()) == (bps > usual);
    if (far == 0 || !learned) {
      basis.add(bps);
    } else if (far >= ACCEPTED) {
      basis.clear();
      far = 0;
      apart = false;
    }
  }

  /** Before the usual distance is known, what no basis explains. */
  private double unlearnedLimit() {
    return options.crossVenueBps() > 0 ? options.crossVenueBps() : Double.POSITIVE_INFINITY;
  }

  private void watchApart(FrameKind kind, double bps, double usual) {
    double off = Math.abs(bps - usual);
    if (off <= (apart ? limit / 2 : limit)) {
      far = 0;
      apart = false;
    } else if (++far == LAST) {
      apart = true;
      sink.anomaly(
          Anomaly.PEER_APART,
          kind,
          pairNs,
          "midToPeerBps",
          bps,
          usual - limit,
          usual + limit,
          off / limit);
    }
  }

  /** Buying at one venue and selling at the other, beyond the usual distance, pays its costs. */
  private void watchCrossed(FrameKind kind, double ownBid, double ownAsk, double usual) {
    double costs = options.crossedBps();
    if (costs == 0) {
      return;
    }
    // A peer whose touch is not known trades within a spread like the own one.
    double spread = closes.bid() > 0 ? 0 : ownAsk - ownBid;
    double theirAsk = Math.max(closes.ask(), peer + spread);
    double theirBid = closes.bid() > 0 ? Math.min(closes.bid(), peer) : peer - spread;
    double basisFactor = 1 + usual / 1e4;
    double gain =
        (Math.max(ownBid / (theirAsk * basisFactor), theirBid * basisFactor / ownAsk) - 1) * 1e4;
    if (gain <= (crossed >= LAST ? costs / 2 : costs)) {
      crossed = 0;
    } else if (++crossed == LAST) {
      sink.anomaly(Anomaly.PEER_CROSSED, kind, pairNs, "gainBps", gain, 0, costs, gain / costs);
    }
  }

  private boolean contradictsMark(double price, long nowNs) {
    return view.mark() > 0
        && nowNs - view.markTimeNs() <= FRESH_NS
        && Math.abs(price / view.mark() - 1) * 1e4 > Math.max(limit, options.priceBandBps());
  }

  /**
   * Whether a price is wrong by the word of both peer and mark price; tells it if so.
   *
   * @param bookMid middle of a book that ids prove, 0 without one
   */
  boolean refuses(
      FrameKind kind, long eventTimeNs, String field, double price, double bookMid, long nowNs) {
    if (!refusing || nowNs - pairNs > FRESH_NS || !contradictsMark(price, nowNs)) {
      return false;
    }
    double expected = peer * (1 + (basis.size() >= LEARNED ? basis.median() : 0) / 1e4);
    double band = expected * limit / 1e4;
    double off = Math.abs(price - expected);
    if (off <= band || (bookMid > 0 && Math.abs(price - bookMid) <= band)) {
      return false;
    }
    sink.anomaly(
        Anomaly.PEER_REFUSED,
        kind,
        eventTimeNs,
        field,
        price,
        expected - band,
        expected + band,
        off / band);
    return true;
  }

  /** True while frames may be refused. */
  boolean isRefusing() {
    return refusing;
  }

  void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeBoolean(used);
    if (!used) {
      return;
    }
    basis.write(out);
    own.write(out);
    closes.write(out);
    out.writeLong(nextNs);
    out.writeDouble(bid);
    out.writeDouble(ask);
    out.writeLong(touchNs);
    out.writeLong(pairNs);
    out.writeDouble(peer);
    out.writeDouble(limit);
    out.writeInt(far);
    out.writeBoolean(apart);
    out.writeBoolean(refusing);
    out.writeInt(crossed);
  }

  void read(StateReader in) {
    in.readVersion(VERSION, "peer-watch");
    used = in.readBoolean();
    if (!used) {
      return;
    }
    basis.read(in);
    own.read(in);
    closes.read(in);
    nextNs = in.readLong();
    bid = in.readDouble();
    ask = in.readDouble();
    touchNs = in.readLong();
    pairNs = in.readLong();
    peer = in.readDouble();
    limit = in.readDouble();
    far = in.readInt();
    apart = in.readBoolean();
    refusing = in.readBoolean();
    crossed = in.readInt();
  }
}
