package io.cryptoscalp.models.family.policy;

import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/** Seeded paths whose first feature tells, or does not tell, where the price goes. */
final class Walks {
  static final long MINUTE_NS = 60_000_000_000L;

  private Walks() {}

  static Instrument instrument() {
    return Objects.requireNonNull(InstrumentCatalogue.builtIn().find("BTCUSDT-PERP.BINANCE"));
  }

  /**
   * Paths of rows whose mid moves by noise and, for some rows after a signal, by a drift of its
   * sign.
   *
   * @param driftBps drift of a row while the signal holds; 0 for noise alone
   */
  static List<MarketPath> of(int paths, int rows, double driftBps, long seed) {
    List<MarketPath> all = new ArrayList<>();
    Random random = new Random(seed);
    for (int p = 0; p < paths; p++) {
      float[][] vectors = new float[rows][];
      double[] mids = new double[rows];
      long[] times = new long[rows];
      double mid = 50_000;
      double signal = 0;
      for (int i = 0; i < rows; i++) {
        if (i % 20 == 0) {
          signal = random.nextBoolean() ? 1 : -1;
        }
        mids[i] = mid;
        times[i] = i * MINUTE_NS;
        vectors[i] = new float[] {(float) (3 * signal + 7), (float) random.nextGaussian(), 5};
        mid *= 1 + (driftBps * signal + 3 * random.nextGaussian()) / 1e4;
      }
      all.add(new MarketPath(instrument(), vectors, mids, times));
    }
    return all;
  }
}
