package io.cryptoscalp.operators.neighbours;

import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.ModelContext;
import io.cryptoscalp.engine.regime.Regime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Snapshots of three instruments of one market, in order of their times. */
final class Snapshots {
  static final long STEP_NS = 10_000_000_000L;
  private static final long START_NS = 1_700_000_000_000_000_000L;
  private static final float[] REGIMES = {1, 0, 0, 0, 0, 0};

  private Snapshots() {}

  static List<FeatureSnapshot> of(int steps) {
    List<FeatureSnapshot> snapshots = new ArrayList<>();
    Random random = new Random(3);
    double common = 0;
    long sequence = 0;
    for (int step = 0; step < steps; step++) {
      common += 0.001 * random.nextGaussian();
      for (int part = 0; part < 4; part++) {
        for (String instrument : List.of("B", "A", "C")) {
          long timeNs =
              START_NS + step * STEP_NS + part * STEP_NS / 4 + 7_000_000L * random.nextInt(9);
          double price = 1e6 * Math.exp(common + 0.0002 * random.nextGaussian());
          snapshots.add(snapshot(instrument, timeNs, sequence++, (long) price));
        }
      }
    }
    return snapshots;
  }

  private static FeatureSnapshot snapshot(
      String instrument, long timeNs, long sequence, long price) {
    return new FeatureSnapshot(
            instrument,
            timeNs,
            timeNs + 1_000_000,
            sequence,
            "v1",
            new double[] {sequence, 0, price},
            new long[] {sequence % 40 == 0 ? 0b001 : 0b101},
            price - 1,
            price + 1,
            Regime.NORMAL,
            1,
            true)
        .withContext(new ModelContext(null, REGIMES));
  }

  static long timestampMs(FeatureSnapshot snapshot) {
    return snapshot.receiveTimeNs() / 1_000_000;
  }
}
