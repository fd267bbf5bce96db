package io.cryptoscalp.gateway.generate;

import io.cryptoscalp.engine.instrument.Instrument;
import java.util.SplittableRandom;

/**
 * Open interest and the long/short ratio of one synthetic contract. Both wander about a level; open
 * interest falls by what is liquidated. They have a source of chance of their own, so that the
 * market is the same whether they are asked for or not.
 */
final class SyntheticPositions {
  private static final double NOTIONAL = 400_000_000;
  private static final long PERIOD_MS = 300_000L;

  /** Share of the way back to the level and largest step, a poll. */
  private static final double BACK = 0.02;

  private static final double STEP = 0.002;
  private static final double RATIO_STEP = 0.03;

  private final SplittableRandom random;
  private final long levelLots;
  private final double ratioLevel;
  private double lots;
  private double logRatio;
  private long periodMs;

  /**
   * Creates them.
   *
   * @param price of one contract or base unit, to size the level
   */
  SyntheticPositions(Instrument instrument, long seed, double price) {
    random = new SplittableRandom(seed);
    double lotNotional = instrument.notional(instrument.scalePrice(price), instrument.lotSize());
    levelLots = Math.max(1000, Math.round(NOTIONAL / lotNotional));
    lots = levelLots * random.nextDouble(0.8, 1.2);
    ratioLevel = random.nextDouble(-0.2, 0.6);
    logRatio = ratioLevel;
  }

  /** Takes a liquidation. */
  void liquidated(long liquidatedLots) {
    lots = Math.max(levelLots * 0.1, lots - liquidatedLots);
  }

  /** Open interest in lots at the next poll. */
  long openInterestLots() {
    lots += lots * STEP * random.nextDouble(-1, 1) + BACK * (levelLots - lots);
    return Math.round(lots);
  }

  /** Start of the period whose ratio is the newest. */
  long ratioPeriodMs(long nowMs) {
    long period = nowMs / PERIOD_MS * PERIOD_MS;
    if (period > periodMs) {
      periodMs = period;
      logRatio += RATIO_STEP * random.nextDouble(-1, 1) + BACK * (ratioLevel - logRatio);
    }
    return periodMs;
  }

  /** Share of accounts that are long, of that period. */
  double longShare() {
    return 1 / (1 + StrictMath.exp(-logRatio));
  }
}
