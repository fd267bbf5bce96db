package io.cryptoscalp.gateway.generate;

import java.util.SplittableRandom;

/** The market's phases over time: the same for every instrument that starts from the same seed. */
final class PhaseSchedule {
  private static final double NS = 1e9;

  private final SplittableRandom random;
  private MarketPhase phase = MarketPhase.CALM;
  private long endsNs;
  private int count;

  PhaseSchedule(long seed, long startNs, double offsetSeconds) {
    random = new SplittableRandom(seed);
    endsNs = startNs + (long) (offsetSeconds * NS);
  }

  /** The phase at a time, which must not decrease. */
  MarketPhase at(long timeNs) {
    while (timeNs >= endsNs) {
      double kind = random.nextDouble();
      double length = random.nextDouble();
      phase = MarketPhase.nth(count++, kind);
      endsNs += (long) (phase.seconds(length) * NS);
    }
    return phase;
  }
}
