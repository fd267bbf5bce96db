package io.cryptoscalp.models;

import io.cryptoscalp.models.dataset.FeatureQuery;
import io.cryptoscalp.models.dataset.FeatureRow;
import io.cryptoscalp.models.dataset.FeatureSource;
import io.cryptoscalp.models.dataset.TrainingSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * A market of one row a second whose next ten-second move has a known probability given feature
 * {@code signal}: up with 1 / (1 + exp(-strength * signal)). Feature {@code price} is large and
 * drifts, {@code noise} says nothing, {@code seldom} is hardly ever valid, {@code constant} never
 * moves.
 */
public final class SyntheticMarket implements FeatureSource {
  /** One second, in ns. */
  public static final long SECOND = 1_000_000_000L;

  private static final int BLOCK = 10;
  private final List<FeatureRow> rows = new ArrayList<>();
  private final List<String> names;

  /** Random but repeatable rows of two instruments; with a leak, a sixth feature is the label. */
  public SyntheticMarket(int blocks, double strength, boolean leak, long seed) {
    names =
        leak
            ? List.of("signal", "price", "noise", "seldom", "constant", "leak")
            : List.of("signal", "price", "noise", "seldom", "constant");
    Random random = new Random(seed);
    for (String instrument : new String[] {"BTCUSDT-PERP.BINANCE", "ETHUSDT-PERP.BINANCE"}) {
      double mid = 60_000;
      for (int block = 0; block < blocks; block++) {
        double signal = random.nextGaussian();
        boolean up = random.nextDouble() < 1 / (1 + Math.exp(-strength * signal));
        double move = (up ? 1 : -1) * (1 + random.nextInt(5));
        for (int second = 0; second < BLOCK; second++) {
          double[] values = new double[names.size()];
          values[0] = signal;
          values[1] = mid;
          values[2] = random.nextGaussian();
          values[4] = 3;
          if (leak) {
            values[5] = up ? 1 : 0;
          }
          long valid = (1L << names.size()) - 1 - (random.nextInt(10) == 0 ? 0 : 1 << 3);
          long time = (long) (block * BLOCK + second) * SECOND;
          rows.add(new FeatureRow(instrument, time, rows.size(), mid, values, new long[] {valid}));
        }
        mid += move;
      }
    }
  }

  /** Gives every row the features of another, so that nothing can be learnt. */
  public void shuffleFeatures(long seed) {
    List<double[]> values = new ArrayList<>();
    rows.forEach(row -> values.add(row.values()));
    Collections.shuffle(values, new Random(seed));
    for (int i = 0; i < rows.size(); i++) {
      FeatureRow row = rows.get(i);
      rows.set(
          i,
          new FeatureRow(
              row.instrument(),
              row.eventTimeNs(),
              row.sequence(),
              row.mid(),
              values.get(i),
              row.valid()));
    }
  }

  /** The same examples with other labels. */
  public static TrainingSet relabelled(TrainingSet data, boolean[] up) {
    return new TrainingSet(
        data.featureSet(),
        data.featureNames(),
        data.options(),
        data.features(),
        up,
        data.eventTimeNs(),
        data.labelTimeNs(),
        data.instruments());
  }

  @Override
  public List<String> names(String featureSet) {
    return names;
  }

  @Override
  public void read(FeatureQuery query, Consumer<FeatureRow> sink) {
    rows.forEach(sink);
  }
}
