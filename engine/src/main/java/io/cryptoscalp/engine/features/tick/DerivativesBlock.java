package io.cryptoscalp.engine.features.tick;

import io.cryptoscalp.engine.market.MarketFrame;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.List;

/**
 * Premium, funding, liquidations and positions of a perpetual contract.
 *
 * <p>The premium is (mark - index) / index. {@code funding_forecast} is what the settlement would
 * be if the premium stayed as it was on average since the interval began: P + clamp(I - P, -0.05 %,
 * 0.05 %), P the average premium, the k-th sample weighing k, and I = 0.01 % interest an interval
 * (Binance, Introduction to Binance Futures Funding Rates; samples there every 5 s and of the
 * impact prices, here the mark price's, which smooths them; the venue's cap by margin ratio is not
 * applied). An interval begins when the settlement time changes; the first one that is seen may
 * have begun before, so that its average holds less than all of it.
 *
 * <p>Liquidation intensities fade with a half-life of 60 s and are relative to the mean quantity of
 * the liquidations so far. Open interest and the long/short ratio are polled for: their features
 * are invalid before the first answer and once the newest is 15 minutes older than now by the
 * venue's time in it.
 */
public final class DerivativesBlock extends WindowedBlock implements PositionInputs {
  /** Key of the stored state. */
  public static final String NAME = "derivatives";

  /** Age after which a position input is stale, ns. */
  public static final long STALE_NS = 900_000_000_000L;

  private static final double INTEREST = 1e-4;
  private static final double DAMPER = 5e-4;
  private static final double HALF_LIFE_SECONDS = 60;
  private static final double LN_2 = 0.6931471805599453;
  private static final int MARKS = 0;
  private static final int PREMIUM = 1;
  private static final int PREMIUM_SQUARE = 2;
  private static final int LONGS = 3;
  private static final int SHORTS = 4;
  private static final int EVENTS = 5;

  private double premium = Double.NaN;
  private double funding = Double.NaN;
  private long nextFundingNs;
  private double samples;
  private double weighted;
  private final FadingSides liquidated = new FadingSides(LN_2 / HALF_LIFE_SECONDS);
  private double liquidations;
  private double liquidatedQuantity;
  private final PolledValue openInterest = new PolledValue();
  private final PolledValue longShort = new PolledValue();

  /** Creates a block over windows of these lengths in s. */
  public DerivativesBlock(List<Integer> windowsSeconds) {
    super(NAME, windowsSeconds, 6);
  }

  @Override
  public void declare(TickDeclarations to) {
    to.family("derivatives").inputs("mark price");
    to.source("Binance funding rates").warmUp("first mark price with index and settlement time");
    to.free("funding_forecast", "P + clamp(0.01 % - P, 0.05 %), P the interval's premium", "bps");
    to.warmUp("the same and a funding rate");
    to.free("funding_surprise", "forecast - the venue's own rate", "bps");
    to.warmUp("first mark price with index and settlement time");
    to.free(
        "premium_interval", "average premium of the interval, later samples weighing more", "bps");
    to.source("own definition").warmUp("first mark price with index");
    to.free("premium_now", "(mark - index) / index", "bps");
    for (int i = 0; i < windows.count(); i++) {
      String w = suffix(i);
      to.warmUp(span(i) + ", a mark price with index in the window");
      to.free("premium_mean" + w, "mean premium", "bps");
      to.positive("premium_deviation" + w, "standard deviation of the premium", "bps");
      to.warmUp(span(i) + ", the premium moved in the window");
      to.free("premium_z" + w, "(premium - mean) / deviation", "1");
    }
    to.inputs("liquidation").warmUp("first liquidation");
    to.positive(
        "liquidation_longs_fading", "longs liquidated, half-life 60 s", "mean liquidations");
    to.positive(
        "liquidation_shorts_fading", "shorts liquidated, half-life 60 s", "mean liquidations");
    for (int i = 0; i < windows.count(); i++) {
      String w = suffix(i);
      to.warmUp(span(i));
      to.positive("liquidation_rate" + w, "liquidations per second", "1/s");
      to.warmUp(span(i) + ", a liquidation in the window");
      to.add("liquidation_side" + w, "(shorts - longs) / liquidated quantity", "1", -1, 1);
    }
    to.inputs("open interest").warmUp("two inputs, the newest not older than 15 min");
    to.free("open_interest_change", "newest open interest / the one before - 1", "%");
    to.free("open_interest_drift", "newest / exponential mean of weight 1/8 before it - 1", "%");
    to.inputs("long/short ratio").warmUp("an input not older than 15 min");
    to.add("long_share", "long / (long + short)", "1", 0, 1);
    to.warmUp("two inputs, the newest not older than 15 min");
    to.add("long_share_change", "long share - the one before", "1", -1, 1);
  }

  @Override
  public void onMark(MarketFrame frame, long timeNs) {
    advance(timeNs);
    if (!Double.isNaN(frame.fundingRate)) {
      funding = frame.fundingRate;
    }
    if (frame.nextFundingTimeNs > 0 && frame.nextFundingTimeNs != nextFundingNs) {
      nextFundingNs = frame.nextFundingTimeNs;
      samples = 0;
      weighted = 0;
    }
    if (frame.markPrice <= 0 || frame.indexPrice <= 0) {
      return;
    }
    premium = ((double) frame.markPrice - frame.indexPrice) / frame.indexPrice;
    samples++;
    // The mean of weights 1..n moves by 2 / (n + 1) of what is new.
    weighted += 2 / (samples + 1) * (premium - weighted);
    windows.add(MARKS, 1);
    windows.add(PREMIUM, premium);
    windows.add(PREMIUM_SQUARE, premium * premium);
  }

  @Override
  public void onForceOrder(MarketFrame frame, long timeNs) {
    advance(timeNs);
    double quantity = (double) frame.quantity;
    // A liquidation that sells closes a long position.
    liquidated.add(!frame.sellerInitiated, quantity, windows.nowNs());
    windows.add(frame.sellerInitiated ? LONGS : SHORTS, quantity);
    windows.add(EVENTS, 1);
    liquidations++;
    liquidatedQuantity += quantity;
  }

  @Override
  public void onOpenInterest(double contracts, long timeNs) {
    advance(timeNs);
    openInterest.set(contracts, timeNs);
  }

  @Override
  public void onLongShortRatio(double ratio, long timeNs) {
    advance(timeNs);
    longShort.set(ratio / (1 + ratio), timeNs);
  }

  @Override
  public void emit(double[] out, int from) {
    int at = from;
    double forecast = weighted + Math.max(-DAMPER, Math.min(DAMPER, INTEREST - weighted));
    boolean sampled = samples > 0 && nextFundingNs > 0;
    out[at++] = sampled ? forecast * 1e4 : Double.NaN;
    out[at++] = sampled ? (forecast - funding) * 1e4 : Double.NaN;
    out[at++] = sampled ? weighted * 1e4 : Double.NaN;
    out[at++] = premium * 1e4;
    for (int i = 0; i < windows.count(); i++) {
      double marks = windows.sum(i, MARKS);
      double mean = ratio(i, windows.sum(i, PREMIUM), marks);
      double square = windows.sum(i, PREMIUM_SQUARE) / marks;
      // Below this share of the mean square the variance is rounding noise.
      double variance = square - mean * mean > 1e-12 * square ? square - mean * mean : 0;
      double deviation = Math.sqrt(variance);
      out[at++] = mean * 1e4;
      out[at++] = Double.isNaN(mean) ? Double.NaN : deviation * 1e4;
      out[at++] = ratio(i, premium - mean, deviation);
    }
    double unit = liquidatedQuantity / liquidations;
    boolean known = liquidations > 0;
    out[at++] = known ? liquidated.second(windows.nowNs()) / unit : Double.NaN;
    out[at++] = known ? liquidated.first(windows.nowNs()) / unit : Double.NaN;
    for (int i = 0; i < windows.count(); i++) {
      boolean warm = windows.warm(i);
      out[at++] = warm ? windows.sum(i, EVENTS) / windows.seconds(i) : Double.NaN;
      out[at++] = warm ? balance(windows.sum(i, SHORTS), windows.sum(i, LONGS)) : Double.NaN;
    }
    long now = windows.nowNs();
    out[at++] = (openInterest.value(now) / openInterest.previous() - 1) * 100;
    out[at++] = (openInterest.value(now) / openInterest.mean() - 1) * 100;
    out[at++] = longShort.value(now);
    out[at] = longShort.value(now) - longShort.previous();
  }

  @Override
  void writeOwn(StateWriter out) {
    out.writeDouble(premium);
    out.writeDouble(funding);
    out.writeLong(nextFundingNs);
    out.writeDouble(samples);
    out.writeDouble(weighted);
    liquidated.write(out);
    out.writeDouble(liquidations);
    out.writeDouble(liquidatedQuantity);
    openInterest.write(out);
    longShort.write(out);
  }

  @Override
  void readOwn(StateReader in) {
    premium = in.readDouble();
    funding = in.readDouble();
    nextFundingNs = in.readLong();
    samples = in.readDouble();
    weighted = in.readDouble();
    liquidated.read(in);
    liquidations = in.readDouble();
    liquidatedQuantity = in.readDouble();
    openInterest.read(in);
    longShort.read(in);
  }
}
