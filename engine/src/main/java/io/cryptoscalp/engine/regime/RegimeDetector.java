package io.cryptoscalp.engine.regime;

import io.cryptoscalp.engine.bars.BarOptions;
import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.event.RegimeChange;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import org.jspecify.annotations.Nullable;

/**
 * The regime of one instrument, judged at every close of its time bars.
 *
 * <p>In order of precedence: a fall of the crash threshold within the crash window is a CRASH, at
 * once; a CRASH that has regained the recovery fraction of its fall is a RECOVERY, until it has
 * regained nearly all, lasted its longest time, or made a new low (CRASH again); a sustained rise
 * is a BULL_RUN; a significant drift is TRENDING; volatility far above its own level is VOLATILE;
 * all else is NORMAL. Thresholds to enter are wider than those to leave, and a regime other than
 * CRASH follows only after the dwell time.
 */
public final class RegimeDetector {
  private static final int VERSION = 1;

  private final Instrument instrument;
  private final RegimeOptions options;
  private final String barSpec;
  private final RegimeEvidence evidence;
  private Regime regime = Regime.NORMAL;
  private double confidence;
  private long changedNs = Long.MIN_VALUE;
  private double crashPeak;
  private double crashLow;
  private long crashLowNs = Long.MIN_VALUE;

  /** Creates it in NORMAL with confidence 0. */
  public RegimeDetector(Instrument instrument, RegimeOptions options) {
    this.instrument = instrument;
    this.options = options;
    this.barSpec = BarOptions.timeSpec(options.barNs());
    this.evidence = new RegimeEvidence(options);
  }

  /** The current regime. */
  public Regime regime() {
    return regime;
  }

  /** Strength of the evidence for it at the last bar, 0 to 1; 0.5 at the threshold to enter. */
  public double confidence() {
    return confidence;
  }

  /**
   * Takes a finished bar; those of other specifications change nothing.
   *
   * @return the change that it caused, or null
   */
  public @Nullable RegimeChange onBar(Bar bar) {
    if (!bar.spec().equals(barSpec)) {
      return null;
    }
    long nowNs = bar.closeTimeNs();
    double low = instrument.price(bar.low());
    double close = instrument.price(bar.close());
    evidence.add(nowNs, instrument.price(bar.high()), low, close, crashLowNs);
    Regime target = target(nowNs, low, close);
    boolean rested =
        changedNs == Long.MIN_VALUE
            || target == Regime.CRASH
            || nowNs - changedNs >= options.dwellNs();
    if (target == regime || !rested) {
      confidence = confidenceOf(regime, close);
      return null;
    }
    Regime from = regime;
    if (target == Regime.CRASH) {
      // A crash out of a recovery keeps the peak that the fall began at.
      crashPeak = from == Regime.RECOVERY ? Math.max(crashPeak, evidence.peak) : evidence.peak;
      crashLow = low;
      crashLowNs = nowNs;
    }
    regime = target;
    changedNs = nowNs;
    confidence = confidenceOf(target, close);
    String reason = reason(target, from, close);
    return new RegimeChange(
        instrument.id(), nowNs, bar.sequence(), from, target, confidence, reason);
  }

  private Regime target(long nowNs, double low, double close) {
    if (regime == Regime.CRASH) {
      if (low < crashLow) {
        crashLow = low;
        crashLowNs = nowNs;
      }
      if (rebound(close) >= options.recoveryFraction()) {
        return Regime.RECOVERY;
      }
      return nowNs - crashLowNs < options.crashHoldNs() ? Regime.CRASH : calm(nowNs, close);
    }
    if (evidence.fall >= options.crashFall()) {
      return Regime.CRASH;
    }
    if (regime == Regime.RECOVERY) {
      if (close < crashLow) {
        return Regime.CRASH;
      }
      boolean over =
          rebound(close) >= options.recoveryComplete() || nowNs - changedNs >= options.recoveryNs();
      return over ? calm(nowNs, close) : Regime.RECOVERY;
    }
    return calm(nowNs, close);
  }

  /** The regime when there is neither crash nor recovery. */
  private Regime calm(long nowNs, double close) {
    boolean running = regime == Regime.BULL_RUN;
    double rise = running ? options.bullRise() / 2 : options.bullRise();
    double giveBack = running ? options.bullGiveBack() : options.bullGiveBack() / 3;
    // The way back up from a crash is no run until it goes beyond where the fall began.
    boolean regained =
        crashLowNs == Long.MIN_VALUE
            || nowNs - crashLowNs > options.bullWindowNs()
            || close > crashPeak;
    if (regained
        && evidence.rise >= rise
        && evidence.giveBack <= giveBack
        && evidence.riseNs >= options.bullWindowNs() / 6) {
      return Regime.BULL_RUN;
    }
    double trend = regime == Regime.TRENDING ? options.trendExit() : options.trendEnter();
    if (Math.abs(evidence.trend) >= trend) {
      return Regime.TRENDING;
    }
    double ratio = regime == Regime.VOLATILE ? options.volatileExit() : options.volatileEnter();
    return evidence.volatilityRatio >= ratio ? Regime.VOLATILE : Regime.NORMAL;
  }

  private double rebound(double close) {
    double range = crashPeak - crashLow;
    return range > 0 ? (close - crashLow) / range : 0;
  }

  private double confidenceOf(Regime of, double close) {
    return switch (of) {
      case CRASH -> excess((1 - crashLow / crashPeak) / options.crashFall());
      case RECOVERY -> clamp(rebound(close));
      case BULL_RUN -> excess(evidence.rise / options.bullRise());
      case TRENDING -> excess(Math.abs(evidence.trend) / options.trendEnter());
      case VOLATILE -> excess(evidence.volatilityRatio / options.volatileEnter());
      case NORMAL -> evidence.warm() ? clamp(1 - 0.5 * strongestOther()) : 0;
    };
  }

  private double strongestOther() {
    double trend = Math.abs(evidence.trend) / options.trendEnter();
    double volatility = evidence.volatilityRatio / options.volatileEnter();
    double fall = evidence.fall / options.crashFall();
    return Math.max(Math.max(trend, volatility), fall);
  }

  /** 0.5 at the threshold, 1 at twice the threshold. */
  private static double excess(double overThreshold) {
    return clamp(0.5 * overThreshold);
  }

  private static double clamp(double value) {
    return Math.max(0, Math.min(1, value));
  }

  private String reason(Regime to, Regime from, double close) {
    return switch (to) {
      case CRASH -> {
        String fell = "fell " + percent(1 - close / crashPeak) + " from " + two(crashPeak);
        yield from == Regime.RECOVERY ? fell + " after a failed recovery" : fell;
      }
      case RECOVERY -> "regained " + percent(rebound(close)) + " of the fall to " + two(crashLow);
      case BULL_RUN ->
          "rose " + percent(evidence.rise) + " in " + evidence.riseNs / 1_000_000_000L + " s";
      case TRENDING ->
          "trend t-statistic " + two(evidence.trend) + ", efficiency " + two(evidence.efficiency);
      case VOLATILE -> "volatility " + two(evidence.volatilityRatio) + " times its long-run level";
      case NORMAL ->
          "volatility ratio "
              + two(evidence.volatilityRatio)
              + ", trend t-statistic "
              + two(evidence.trend)
              + ", no fall or rise beyond its threshold";
    };
  }

  private static String percent(double fraction) {
    return two(fraction * 100) + " %";
  }

  private static String two(double value) {
    return Double.toString(Math.round(value * 100) / 100.0);
  }

  /** Writes all state. */
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeByte(regime.code());
    out.writeDouble(confidence);
    out.writeLong(changedNs);
    out.writeDouble(crashPeak);
    out.writeDouble(crashLow);
    out.writeLong(crashLowNs);
    evidence.write(out);
  }

  /** Reads what {@link #write} wrote. */
  public void read(StateReader in) {
    in.readVersion(VERSION, "regime");
    regime = Regime.ofCode(in.readByte());
    confidence = in.readDouble();
    changedNs = in.readLong();
    crashPeak = in.readDouble();
    crashLow = in.readDouble();
    crashLowNs = in.readLong();
    evidence.read(in, crashLowNs);
  }
}
