package io.cryptoscalp.models.selection;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * History with known truth: {@code signal0..} move the odds of the label, {@code copy} is a
 * monotone copy of signal0 with a few gaps, {@code noise0..} say nothing.
 */
final class Planted {
  static final long SECOND = 1_000_000_000L;

  private Planted() {}

  static SelectionData data(int rows, int signals, int noises, double strength, long seed) {
    Random random = new Random(seed);
    List<String> names = new ArrayList<>();
    names.add("copy");
    for (int i = 0; i < noises; i++) {
      names.add("noise" + i);
    }
    for (int i = 0; i < signals; i++) {
      names.add("signal" + i);
    }
    float[][] columns = new float[names.size()][rows];
    boolean[] up = new boolean[rows];
    long[] times = new long[rows];
    long[] labels = new long[rows];
    for (int r = 0; r < rows; r++) {
      double odds = 0;
      for (int c = 1; c < columns.length; c++) {
        columns[c][r] = (float) random.nextGaussian();
        odds += c > noises ? strength * columns[c][r] : 0;
      }
      columns[0][r] =
          random.nextInt(100) == 0 ? Float.NaN : (float) Math.exp(columns[1 + noises][r]);
      up[r] = random.nextDouble() < 1 / (1 + Math.exp(-odds));
      times[r] = r * 10L * SECOND;
      labels[r] = times[r] + 10L * SECOND;
    }
    return new SelectionData("planted", names, columns, up, times, labels, "hash-" + seed);
  }

  static SelectionData relabelled(SelectionData data, boolean[] up) {
    return new SelectionData(
        data.featureSet(),
        data.names(),
        data.columns(),
        up,
        data.eventTimeNs(),
        data.labelTimeNs(),
        data.hash());
  }

  static boolean[] shuffled(boolean[] labels, long seed) {
    Random random = new Random(seed);
    boolean[] shuffled = labels.clone();
    for (int i = shuffled.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      boolean other = shuffled[j];
      shuffled[j] = shuffled[i];
      shuffled[i] = other;
    }
    return shuffled;
  }

  static SelectionOptions options(int count) {
    return new SelectionOptions(count, 4, 10 * SECOND, 12, 60, 6, 0.95, 0.7, 3);
  }
}
