package io.cryptoscalp.engine.regime.signal;

import io.cryptoscalp.engine.book.OrderBook;
import io.cryptoscalp.engine.event.FeedFault;
import io.cryptoscalp.engine.feed.FeedPipeline;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.market.MarketFrame;
import io.cryptoscalp.engine.regime.consensus.RegimeTracker;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import org.jspecify.annotations.Nullable;

/**
 * Sums an instrument's frames up to {@link MarketMeasure}s. It allocates nothing but the measures.
 * Of one thread.
 *
 * <p>A second is closed by the first frame past its end. When no frame came for longer, the seconds
 * between had nothing to say and have no measure.
 */
public final class MeasureRecorder {
  private static final int VERSION = 2;
  private static final long SECOND = 1_000_000_000L;
  private static final long SECONDS_A_MINUTE = 60;

  /** Levels a side that count as near the touch. */
  private static final int LEVELS = 5;

  /** A change of the spread or depth by this factor is a move. */
  private static final double MOVED = 1.1;

  private final Instrument instrument;
  private long second = Long.MIN_VALUE;
  private long toldNs = Long.MIN_VALUE;
  private double price;
  private double high = Double.NEGATIVE_INFINITY;
  private double low = Double.POSITIVE_INFINITY;
  private double volume;
  private double takerBuyVolume;
  private double liquidatedLong;
  private double liquidatedShort;
  private double fundingRate = Double.NaN;
  private double toldPrice;
  private double toldSpread = Double.NaN;
  private double toldDepth = Double.NaN;
  private double toldFunding = Double.NaN;
  private double spread = Double.NaN;
  private double depth = Double.NaN;
  private double mid;

  /** Code of the regime whose odds were told last, -1 before the first. */
  private int toldRegime = -1;

  /** Starts before the first frame. */
  public MeasureRecorder(Instrument instrument) {
    this.instrument = instrument;
  }

  /**
   * Moves on to the time of a frame that is about to be applied: what was before it is a second of
   * its own when the frame is past its end. The feed's book may already hold the frame, a
   * microstructure of a few milliseconds that no threshold looks at.
   *
   * @param now engine time, ns since the epoch; one before the last is of the same second
   * @param feed the feed, for quote and book at the end of the second
   * @param sequence frame sequence
   * @param regime what the instrument's regime is concluded by
   * @return the measure of the second that has ended, or null
   */
  public @Nullable MarketMeasure onTime(
      long now, FeedPipeline feed, long sequence, RegimeTracker regime) {
    long next = Math.floorDiv(now, SECOND);
    if (next <= second) {
      return null;
    }
    MarketMeasure ended = null;
    if (second != Long.MIN_VALUE) {
      look(feed);
      boolean minute =
          Math.floorDiv(second, SECONDS_A_MINUTE) != Math.floorDiv(next, SECONDS_A_MINUTE);
      boolean known = regime.nowNs() != Long.MIN_VALUE;
      boolean turned = known && regime.regime().code() != toldRegime;
      if (last() > 0 && (minute || turned || changed())) {
        ended = close(now, sequence, minute, known && (minute || turned) ? regime : null);
      }
      clear();
    }
    second = next;
    return ended;
  }

  /** Counts a trade of the source that bars are built from. */
  public void onTrade(MarketFrame frame) {
    price = instrument.price(frame.price);
    high = Math.max(high, price);
    low = Math.min(low, price);
    double value = instrument.notional(frame.price, frame.quantity);
    volume += value;
    takerBuyVolume += frame.sellerInitiated ? 0 : value;
  }

  /** Counts a liquidation order. */
  public void onForceOrder(MarketFrame frame) {
    double value = instrument.notional(frame.price, frame.quantity);
    if (frame.sellerInitiated) {
      liquidatedLong += value;
    } else {
      liquidatedShort += value;
    }
  }

  /** Takes the funding rate; NaN leaves the one before. */
  public void onMark(MarketFrame frame) {
    if (!Double.isNaN(frame.fundingRate)) {
      fundingRate = frame.fundingRate;
    }
  }

  /** Passes a fault on, with the figures as they were last told. */
  public MarketMeasure fault(FeedFault fault) {
    double last = last();
    return new MarketMeasure(
        instrument.id(),
        known(fault.eventTimeNs()),
        toldNs,
        fault.sequence(),
        false,
        last,
        last,
        last,
        0,
        0,
        0,
        0,
        spread,
        depth,
        fundingRate,
        fault.code(),
        fault.stream(),
        null);
  }

  private void look(FeedPipeline feed) {
    long bid = feed.bestBid();
    long ask = feed.bestAsk();
    boolean quoted = bid > 0 && ask > bid;
    mid = quoted ? 0.5 * (instrument.price(bid) + instrument.price(ask)) : 0;
    spread = quoted ? (instrument.price(ask) - instrument.price(bid)) / mid : Double.NaN;
    OrderBook book = feed.healthy() ? feed.book() : null;
    depth = book == null || !book.isTwoSided() ? Double.NaN : thinner(book);
  }

  private double thinner(OrderBook book) {
    double bids = 0;
    for (int i = 0; i < LEVELS && i < book.bidCount(); i++) {
      bids += instrument.notional(book.bidPrice(i), book.bidQuantity(i));
    }
    double asks = 0;
    for (int i = 0; i < LEVELS && i < book.askCount(); i++) {
      asks += instrument.notional(book.askPrice(i), book.askQuantity(i));
    }
    return Math.min(bids, asks);
  }

  private double last() {
    return volume > 0 || !(mid > 0) ? price : mid;
  }

  /** A clock that is set back moves no measure back. */
  private long known(long now) {
    toldNs = Math.max(toldNs, now);
    return toldNs;
  }

  private boolean changed() {
    return volume > 0
        || liquidatedLong > 0
        || liquidatedShort > 0
        || last() != toldPrice
        || moved(spread, toldSpread)
        || moved(depth, toldDepth)
        || (!Double.isNaN(fundingRate) && fundingRate != toldFunding);
  }

  private static boolean moved(double now, double told) {
    if (Double.isNaN(now) || Double.isNaN(told)) {
      return Double.isNaN(now) != Double.isNaN(told);
    }
    return now > told * MOVED || now * MOVED < told;
  }

  private MarketMeasure close(
      long now, long sequence, boolean minute, @Nullable RegimeTracker regime) {
    if (regime != null) {
      toldRegime = regime.regime().code();
    }
    double last = last();
    toldPrice = last;
    toldSpread = spread;
    toldDepth = depth;
    toldFunding = fundingRate;
    return new MarketMeasure(
        instrument.id(),
        (second + 1) * SECOND,
        known(now),
        sequence,
        minute,
        last,
        volume > 0 ? high : last,
        volume > 0 ? low : last,
        volume,
        takerBuyVolume,
        liquidatedLong,
        liquidatedShort,
        spread,
        depth,
        fundingRate,
        "",
        "",
        regime == null ? null : RegimeOdds.of(regime));
  }

  private void clear() {
    high = Double.NEGATIVE_INFINITY;
    low = Double.POSITIVE_INFINITY;
    volume = 0;
    takerBuyVolume = 0;
    liquidatedLong = 0;
    liquidatedShort = 0;
  }

  /** Writes the open second and what was told last. */
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeLong(second);
    out.writeLong(toldNs);
    out.writeInt(toldRegime);
    for (double value : figures()) {
      out.writeDouble(value);
    }
  }

  private double[] figures() {
    return new double[] {
      price,
      high,
      low,
      volume,
      takerBuyVolume,
      liquidatedLong,
      liquidatedShort,
      fundingRate,
      toldPrice,
      toldSpread,
      toldDepth,
      toldFunding,
      spread,
      depth,
      mid
    };
  }

  /** Reads what {@link #write} wrote. */
  public void read(StateReader in) {
    int version = in.readVersion(VERSION, "measure-recorder");
    second = in.readLong();
    toldNs = in.readLong();
    toldRegime = version >= 2 ? in.readInt() : -1;
    price = in.readDouble();
    high = in.readDouble();
    low = in.readDouble();
    volume = in.readDouble();
    takerBuyVolume = in.readDouble();
    liquidatedLong = in.readDouble();
    liquidatedShort = in.readDouble();
    fundingRate = in.readDouble();
    toldPrice = in.readDouble();
    toldSpread = in.readDouble();
    toldDepth = in.readDouble();
    toldFunding = in.readDouble();
    spread = in.readDouble();
    depth = in.readDouble();
    mid = in.readDouble();
  }
}
