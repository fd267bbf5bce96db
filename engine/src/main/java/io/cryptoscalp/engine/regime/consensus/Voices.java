package io.cryptoscalp.engine.regime.consensus;

import io.cryptoscalp.engine.regime.changepoint.ChangePointDetector;
import io.cryptoscalp.engine.regime.drawdown.DrawdownDetector;
import io.cryptoscalp.engine.regime.liquidity.LiquidityDetector;
import io.cryptoscalp.engine.regime.markov.MarkovModel;
import io.cryptoscalp.engine.regime.trend.TrendClassifier;
import io.cryptoscalp.engine.regime.volatility.VolatilityClassifier;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import org.jspecify.annotations.Nullable;

/** The detectors of one instrument, each fed on its own time scale. Allocates nothing. */
final class Voices {
  private static final int VERSION = 1;

  /** Observations within which a change counts as just now. */
  private static final int RECENT = 10;

  /** Observations before which change points are not heard: the first run is no change. */
  private static final int CHANGE_WARM = 60;

  private final ConsensusOptions options;
  private final SlowBar slow;
  private double lastClose = Double.NaN;
  private double lastLow = Double.NaN;
  private final double hourScale;
  final DrawdownDetector drawdown;
  final VolatilityClassifier volatility;
  final TrendClassifier trend;
  final LiquidityDetector liquidity;
  final @Nullable ChangePointDetector change;
  final @Nullable HmmOpinion hmm;

  Voices(ConsensusOptions options, String instrument) {
    this.options = options;
    slow = new SlowBar(options.slowNs());
    hourScale = Math.sqrt(3.6e12 / options.slowNs());
    drawdown = new DrawdownDetector(options.drawdown());
    volatility = new VolatilityClassifier(options.volatility());
    trend = new TrendClassifier(options.trend());
    liquidity = new LiquidityDetector(options.liquidity());
    change = options.changePoint() == null ? null : new ChangePointDetector(options.changePoint());
    hmm = opinion(options, instrument);
  }

  private static @Nullable HmmOpinion opinion(ConsensusOptions options, String instrument) {
    HmmVoice voice = options.hmm();
    MarkovModel model = voice == null ? null : voice.model(instrument);
    return voice == null || model == null
        ? null
        : new HmmOpinion(model, voice.weight(), options.barNs());
  }

  /** Takes a sound bar to all that listen to its length. */
  void add(
      long closeNs,
      double high,
      double low,
      double close,
      double volume,
      double flow,
      double spread,
      double depth) {
    drawdown.update(closeNs, high, low, close);
    lastLow = low;
    double r = StrictMath.log(close / lastClose);
    liquidity.update(spread, depth, r, flow, volume);
    lastClose = close;
    if (slow.add(closeNs, high, low, close)) {
      onSlowBar();
    }
    if (hmm != null) {
      hmm.add(closeNs, high, low, close);
    }
  }

  private void onSlowBar() {
    double r = StrictMath.log(slow.close / slow.previousClose);
    double deviation = volatility.ewma();
    volatility.update(r);
    drawdown.usual(volatility.median() * hourScale);
    trend.update(slow.high, slow.low, slow.close);
    if (change != null && deviation > 0 && Math.abs(r) < 1) {
      change.update(Math.max(-6, Math.min(6, r / deviation)));
    }
  }

  /** Fall of the last bar's low from the peak that the fall of its close is measured from. */
  double deepFall() {
    double fall = drawdown.fall();
    return Double.isNaN(lastClose) ? 0 : 1 - (1 - fall) * lastLow / lastClose;
  }

  /** Close of the last bar, NaN before the first. */
  double lastClose() {
    return lastClose;
  }

  /** Probability that the returns changed just now, 0 to 1; 0 while that cannot be told. */
  double changed() {
    return change == null || change.updates() < CHANGE_WARM ? 0 : change.changeProbability(RECENT);
  }

  /** True once volatility and trend can be told. */
  boolean warm() {
    return trend.warm() && !Double.isNaN(volatility.rank());
  }

  void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeDouble(lastClose);
    out.writeDouble(lastLow);
    slow.write(out);
    drawdown.write(out);
    volatility.write(out);
    trend.write(out);
    liquidity.write(out);
    StateWriter part = new StateWriter();
    if (change != null) {
      change.write(part);
    }
    out.writeBytes(part.toByteArray());
    part.reset();
    if (hmm != null) {
      hmm.write(part);
    }
    out.writeBytes(part.toByteArray());
  }

  /**
   * Reads what {@link #write} wrote. A voice that is new since starts anew, the state of one that
   * is gone is left out.
   */
  void read(StateReader in) {
    in.readVersion(VERSION, "regime-voices");
    lastClose = in.readDouble();
    lastLow = in.readDouble();
    slow.read(in);
    drawdown.read(in);
    volatility.read(in);
    trend.read(in);
    liquidity.read(in);
    byte[] changes = in.readBytes();
    if (change != null && changes.length > 0) {
      change.read(new StateReader(changes));
    }
    byte[] model = in.readBytes();
    if (hmm != null && model.length > 0) {
      hmm.read(new StateReader(model));
    }
  }

  ConsensusOptions options() {
    return options;
  }
}
