package io.cryptoscalp.engine.strategy;

import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.instrument.Instrument;

/**
 * Stop and target of an entry by volatility and regime: the stop at so many volatilities of a
 * minute, at least so far, the target at a multiple of that distance.
 */
final class EntryLevels {
  /** Volatility over 10 s to 60 s: the square root of six. */
  private static final double TO_MINUTE = 2.449489742783178;

  private final Instrument instrument;
  private final StrategyOptions options;
  private final int volatility;
  private final double wider;

  /**
   * Creates it.
   *
   * @param volatility position of the realised volatility of 10 s, bps
   * @param wider factor of all distances
   */
  EntryLevels(Instrument instrument, StrategyOptions options, int volatility, double wider) {
    this.instrument = instrument;
    this.options = options;
    this.volatility = volatility;
    this.wider = wider;
  }

  /** Whether the volatility is known. */
  boolean isKnown(FeatureSnapshot snapshot) {
    return snapshot.isValid(volatility);
  }

  /** The protective stop of an entry to a side, scaled, on a tick away from the touch. */
  long stop(FeatureSnapshot snapshot, int side) {
    return round(reference(snapshot, side) - side * distance(snapshot, side), side > 0);
  }

  /** The profit target of an entry to a side, scaled, on a tick away from the touch. */
  long target(FeatureSnapshot snapshot, int side) {
    return round(
        reference(snapshot, side) + side * distance(snapshot, side) * options.rewardRatio(),
        side < 0);
  }

  private static long reference(FeatureSnapshot snapshot, int side) {
    return side > 0 ? snapshot.bestAsk() : snapshot.bestBid();
  }

  private double distance(FeatureSnapshot snapshot, int side) {
    double stopBps =
        Math.max(
                options.minStopBps(),
                options.stopVolatilities() * snapshot.values()[volatility] * TO_MINUTE)
            * snapshot.terms().stopMultiplier()
            * wider;
    return reference(snapshot, side) * stopBps / 1e4;
  }

  private long round(double price, boolean down) {
    return down
        ? instrument.floorToTick((long) Math.floor(price))
        : instrument.ceilToTick((long) Math.ceil(price));
  }
}
