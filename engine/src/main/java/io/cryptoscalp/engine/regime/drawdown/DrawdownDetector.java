package io.cryptoscalp.engine.regime.drawdown;

import io.cryptoscalp.engine.regime.window.TimeExtreme;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * Drawdown from the rolling peak and rise from the rolling low of one price, with the phase between
 * them (drawdown as in Magdon-Ismail and Atiya 2004, "Maximum drawdown", over a window of time).
 *
 * <ul>
 *   <li>Fall: 1 - close / highest high of the fall window. A fall of the threshold begins a FALLING
 *       episode at once, whose peak and trough are then kept. Highs up to its trough do not count
 *       for another fall. The threshold is the same in every market, but that a slow fall must be
 *       deeper where hours hardly move.
 *   <li>Rebound: (close - trough) / (peak - trough). In REBOUNDING, a close that a new low has left
 *       below the threshold after 0.7 of a fall (a slower way down to it ends in CALM) or another
 *       fall of a higher threshold, is FALLING again, with the higher of the peaks.
 *   <li>Rise: close / lowest low of the rise window - 1; given back: the part of the rise from that
 *       low to the highest high since which the close has lost. The way back up from a fall is no
 *       rise until it goes beyond where the fall began.
 * </ul>
 *
 * <p>The windows are those of {@link TimeExtreme}. An update is O(1) amortised and allocates
 * nothing. Of one thread.
 */
public final class DrawdownDetector {
  private static final int VERSION = 2;
  private static final double HOUR_NS = 3.6e12;

  /** Part of a threshold's fall that makes a new low out of a rebound the same fall again. */
  private static final double GOES_ON = 0.7;

  private final DrawdownOptions options;
  private final TimeExtreme fallHighs;
  private final TimeExtreme riseHighs;
  private final TimeExtreme riseLows;
  private DrawdownPhase phase = DrawdownPhase.CALM;
  private long sinceNs = Long.MIN_VALUE;
  private long nowNs = Long.MIN_VALUE;
  private double close = Double.NaN;
  private double peak = Double.NaN;
  private long peakNs = Long.MIN_VALUE;
  private double trough = Double.NaN;
  private long troughNs = Long.MIN_VALUE;

  /** Deviation that is usual for an hour, as a fraction; 0 while unknown. */
  private double usual;

  /** Starts in CALM before the first bar. */
  public DrawdownDetector(DrawdownOptions options) {
    this.options = options;
    fallHighs = TimeExtreme.highest(options.fallWindowNs());
    riseHighs = TimeExtreme.highest(options.riseWindowNs());
    riseLows = TimeExtreme.lowest(options.riseWindowNs());
  }

  /**
   * Says what moves are usual; without it the thresholds are those of any market.
   *
   * @param hourly deviation of the log return of an hour; not finite or below 0 when unknown, which
   *     leaves the one before
   */
  public void usual(double hourly) {
    if (hourly >= 0 && hourly < 1) {
      usual = hourly;
    }
  }

  /** Hours since a moment; 0 where it is unknown or now. */
  private double hoursSince(long fromNs) {
    return fromNs == Long.MIN_VALUE || nowNs <= fromNs ? 0 : (nowNs - fromNs) / HOUR_NS;
  }

  /**
   * Fall from the window's peak that would begin FALLING now: between the thresholds of a fast and
   * of a slow fall it grows as moves do, with the root of the time.
   */
  public double fallEnough() {
    double enter = options.fallEnter();
    if (usual == 0 || usual >= options.restless()) {
      return enter;
    }
    double calm =
        Math.min(1, (options.restless() - usual) / (options.restless() - options.quiet()));
    double whole = enter + calm * (options.fallSlow() - enter);
    double part = hoursSince(fallHighs.timeNs()) * (HOUR_NS / options.fallWindowNs());
    return Math.max(enter, whole * Math.sqrt(part));
  }

  /** Rise from the window's low that would begin RISING now. */
  public double riseEnough() {
    double hours = hoursSince(riseLows.timeNs());
    return Math.max(options.riseEnter(), options.riseDeviations() * usual * Math.sqrt(hours));
  }

  /**
   * Takes a bar. One that is older than the last, or whose prices are not positive, finite and in
   * order (low, close, high), is no measurement and changes nothing.
   *
   * @param timeNs when it closed
   * @return true when the phase changed
   */
  public boolean update(long timeNs, double high, double low, double close) {
    boolean sound = low > 0 && low <= close && close <= high && high < Double.MAX_VALUE;
    if (!sound || timeNs < nowNs) {
      return false;
    }
    nowNs = timeNs;
    this.close = close;
    fallHighs.add(timeNs, high);
    riseHighs.add(timeNs, high);
    riseLows.add(timeNs, low);
    boolean open = phase == DrawdownPhase.FALLING || phase == DrawdownPhase.REBOUNDING;
    // Before a new low makes the highs so far part of what led to it.
    boolean fast = fall() >= GOES_ON * fallEnough();
    if (open && low < trough) {
      trough = low;
      troughNs = timeNs;
      if (fast || phase == DrawdownPhase.FALLING) {
        partOfEpisode();
      }
    }
    DrawdownPhase target = target(fast);
    if (target == phase) {
      return false;
    }
    if (target == DrawdownPhase.FALLING && troughNs != timeNs) {
      begin(phase == DrawdownPhase.REBOUNDING);
      trough = low;
      troughNs = timeNs;
      partOfEpisode();
    }
    phase = target;
    sinceNs = timeNs;
    return true;
  }

  /** A fall begins; one out of a rebound keeps the peak that the first began at. */
  private void begin(boolean again) {
    if (!again || fallHighs.value() > peak) {
      peak = fallHighs.value();
      peakNs = fallHighs.timeNs();
    }
  }

  /** The highs so far belong to this episode; the close came after its low. */
  private void partOfEpisode() {
    fallHighs.clear();
    fallHighs.add(nowNs, close);
  }

  private DrawdownPhase target(boolean fast) {
    return switch (phase) {
      case FALLING -> falling();
      case REBOUNDING -> rebounding(fast);
      case CALM, RISING -> fall() >= fallEnough() ? DrawdownPhase.FALLING : calm();
    };
  }

  private DrawdownPhase falling() {
    if (rebound() >= options.reboundEnter()) {
      return DrawdownPhase.REBOUNDING;
    }
    return nowNs - troughNs < options.fallHoldNs() ? DrawdownPhase.FALLING : calm();
  }

  private DrawdownPhase rebounding(boolean fast) {
    boolean newLow = troughNs == nowNs && rebound() < options.reboundEnter();
    if (newLow && !fast) {
      return DrawdownPhase.CALM;
    }
    if (newLow || fall() >= Math.max(options.fallAgain(), fallEnough())) {
      return DrawdownPhase.FALLING;
    }
    boolean over =
        rebound() >= options.reboundComplete() || nowNs - sinceNs >= options.reboundHoldNs();
    return over ? calm() : DrawdownPhase.REBOUNDING;
  }

  private DrawdownPhase calm() {
    boolean running = phase == DrawdownPhase.RISING;
    double enough = running ? riseEnough() / 2 : riseEnough();
    double most = running ? options.giveBackExit() : options.giveBackEnter();
    boolean beyond =
        troughNs == Long.MIN_VALUE || nowNs - troughNs > options.riseWindowNs() || close > peak;
    boolean rising =
        beyond
            && rise() >= enough
            && giveBack() <= most
            && nowNs - riseLows.timeNs() >= options.riseLeastNs();
    return rising ? DrawdownPhase.RISING : DrawdownPhase.CALM;
  }

  /** Where the price stands. */
  public DrawdownPhase phase() {
    return phase;
  }

  /** When the phase began, ns; {@link Long#MIN_VALUE} while it is the first. */
  public long sinceNs() {
    return sinceNs;
  }

  /** Fall of the close from the highest high of the window, 0 to 1; 0 before the first bar. */
  public double fall() {
    return fallHighs.isEmpty() ? 0 : Math.max(0, 1 - close / fallHighs.value());
  }

  /** That fall over the time since its high, per hour; 0 where it is of the present bar. */
  public double fallSpeed() {
    return speed(fall(), fallHighs.timeNs());
  }

  /** Fall from the peak to the trough of the latest episode, 0 to 1; 0 before the first. */
  public double depth() {
    return troughNs == Long.MIN_VALUE ? 0 : 1 - trough / peak;
  }

  /** That fall over the time from peak to trough, per hour; 0 when both are of one bar. */
  public double depthSpeed() {
    return troughNs > peakNs ? depth() * HOUR_NS / (troughNs - peakNs) : 0;
  }

  /** Part of the latest episode's fall that the close has regained, at least 0; above 1 beyond. */
  public double rebound() {
    return troughNs == Long.MIN_VALUE ? 0 : Math.max(0, (close - trough) / (peak - trough));
  }

  /** Rise of the close from the latest episode's trough over the time since, per hour. */
  public double reboundSpeed() {
    return troughNs == Long.MIN_VALUE ? 0 : speed(Math.max(0, close / trough - 1), troughNs);
  }

  /** Rise of the close from the lowest low of the window, at least 0; 0 before the first bar. */
  public double rise() {
    return riseLows.isEmpty() ? 0 : Math.max(0, close / riseLows.value() - 1);
  }

  /** That rise over the time since its low, per hour; 0 where it is of the present bar. */
  public double riseSpeed() {
    return speed(rise(), riseLows.timeNs());
  }

  /** Part of the rise from the window's low that was given back, 0 to 1. */
  public double giveBack() {
    if (riseLows.isEmpty()) {
      return 0;
    }
    double top = riseHighs.since(riseLows.timeNs());
    double range = top - riseLows.value();
    return range > 0 ? (top - close) / range : 0;
  }

  private double speed(double move, long fromNs) {
    return nowNs > fromNs ? move * HOUR_NS / (nowNs - fromNs) : 0;
  }

  /**
   * Strength of the evidence for CRASH, 0 to 1; 0.5 at the threshold. In FALLING that of the
   * episode's whole fall.
   */
  public double crashEvidence() {
    double fall = phase == DrawdownPhase.FALLING ? Math.max(depth(), fall()) : fall();
    return Math.min(1, 0.5 * fall / fallEnough());
  }

  /** Strength of the evidence for RECOVERY, 0 to 1: the part regained, 0 unless REBOUNDING. */
  public double recoveryEvidence() {
    return phase == DrawdownPhase.REBOUNDING ? Math.min(1, rebound()) : 0;
  }

  /** Strength of the evidence for BULL_RUN, 0 to 1; 0 unless RISING, 0.5 at the threshold. */
  public double bullRunEvidence() {
    return phase == DrawdownPhase.RISING ? Math.min(1, 0.5 * rise() / riseEnough()) : 0;
  }

  /** Writes what the bars have made of it; the options are not part. */
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeByte(phase.code());
    out.writeLong(sinceNs);
    out.writeLong(nowNs);
    out.writeDouble(close);
    out.writeDouble(peak);
    out.writeLong(peakNs);
    out.writeDouble(trough);
    out.writeLong(troughNs);
    out.writeDouble(usual);
    fallHighs.write(out);
    riseHighs.write(out);
    riseLows.write(out);
  }

  /** Reads what {@link #write} wrote. The first version did not know what is usual. */
  public void read(StateReader in) {
    int version = in.readVersion(VERSION, "drawdown-detector");
    phase = DrawdownPhase.ofCode(in.readByte());
    sinceNs = in.readLong();
    nowNs = in.readLong();
    close = in.readDouble();
    peak = in.readDouble();
    peakNs = in.readLong();
    trough = in.readDouble();
    troughNs = in.readLong();
    usual = version >= 2 ? in.readDouble() : 0;
    fallHighs.read(in);
    riseHighs.read(in);
    riseLows.read(in);
  }
}
