package io.cryptoscalp.models.dataset;

import io.cryptoscalp.engine.features.StepHistory;
import io.cryptoscalp.engine.features.StepOptions;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of an instrument form the sequence that ends in the current one. With steps of fixed
 * length the engine's {@link StepHistory} decides, which does so in the stream, too: it is given
 * the numbers of the rows in place of their values. Otherwise every row is a step, as long as no
 * two of them are farther apart than the longest gap.
 */
final class StepRing {
  private static final int LOW_BITS = 20; // a float holds 24 bits exactly

  private final int steps;
  private final long maxGapNs;
  private final @Nullable StepHistory history;
  private final float[] numbers;
  private int unbroken; // rows since the start or the last gap, the current one among them
  private long lastNs;

  /**
   * Creates it.
   *
   * @param steps vectors of a sequence
   * @param stepNs event time between them, ns; 0 when every row is a step
   * @param maxGapNs longest time between two rows, ns
   */
  StepRing(int steps, long stepNs, long maxGapNs) {
    this.steps = steps;
    this.maxGapNs = maxGapNs;
    history =
        stepNs > 0 && steps > 1
            ? new StepHistory(new StepOptions(steps, stepNs, maxGapNs), new int[] {0, 1})
            : null;
    numbers = new float[2 * steps];
  }

  /**
   * Takes the next row.
   *
   * @param row its index; indices follow each other
   * @param timeNs its venue time, ns
   * @return indices of its sequence, oldest first; null while there are too few rows
   */
  int @Nullable [] next(int row, long timeNs) {
    if (history != null) {
      int low = row & ((1 << LOW_BITS) - 1);
      history.update(timeNs, new float[] {row >>> LOW_BITS, low});
      return history.copyTo(numbers) ? sequence() : null;
    }
    unbroken = unbroken > 0 && timeNs - lastNs <= maxGapNs ? unbroken + 1 : 1;
    lastNs = timeNs;
    if (unbroken < steps) {
      return null;
    }
    int[] sequence = new int[steps];
    for (int i = 0; i < steps; i++) {
      sequence[i] = row - steps + 1 + i;
    }
    return sequence;
  }

  private int[] sequence() {
    int[] sequence = new int[steps];
    for (int i = 0; i < steps; i++) {
      sequence[i] = ((int) numbers[2 * i] << LOW_BITS) + (int) numbers[2 * i + 1];
    }
    return sequence;
  }
}
