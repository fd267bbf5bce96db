package io.cryptoscalp.engine.regime.signal;

import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.regime.consensus.RegimeTracker;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * Probabilities of the regimes of an instrument, adding up to 1.
 *
 * @param normal of NORMAL, and so on
 * @param volatility of VOLATILE
 * @param trending of TRENDING
 * @param crash of CRASH
 * @param bullRun of BULL_RUN
 * @param recovery of RECOVERY
 */
public record RegimeOdds(
    double normal,
    double volatility,
    double trending,
    double crash,
    double bullRun,
    double recovery) {

  /** What a tracker says now. */
  public static RegimeOdds of(RegimeTracker tracker) {
    return new RegimeOdds(
        tracker.probability(Regime.NORMAL),
        tracker.probability(Regime.VOLATILE),
        tracker.probability(Regime.TRENDING),
        tracker.probability(Regime.CRASH),
        tracker.probability(Regime.BULL_RUN),
        tracker.probability(Regime.RECOVERY));
  }

  /** Puts them in their places by {@link Regime#code()}. */
  public void fill(double[] byCode) {
    byCode[Regime.NORMAL.code()] = normal;
    byCode[Regime.VOLATILE.code()] = volatility;
    byCode[Regime.TRENDING.code()] = trending;
    byCode[Regime.CRASH.code()] = crash;
    byCode[Regime.BULL_RUN.code()] = bullRun;
    byCode[Regime.RECOVERY.code()] = recovery;
  }

  /** Writes them. */
  public void write(StateWriter out) {
    out.writeDouble(normal);
    out.writeDouble(volatility);
    out.writeDouble(trending);
    out.writeDouble(crash);
    out.writeDouble(bullRun);
    out.writeDouble(recovery);
  }

  /** Reads what {@link #write} wrote. */
  public static RegimeOdds read(StateReader in) {
    return new RegimeOdds(
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble());
  }
}
