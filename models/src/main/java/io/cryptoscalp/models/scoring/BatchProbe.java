package io.cryptoscalp.models.scoring;

import java.util.Arrays;

/**
 * Finds out whether a model gives each row the same bits in every batch. Which kernel runs depends
 * on the shape alone, never on the values, so rows at every place of every batch size up to the
 * largest cover all kernels.
 */
final class BatchProbe {
  /** Beyond this, sizes are probed in steps of a kernel's largest block. */
  private static final int EVERY_SIZE_UP_TO = 64;

  private static final int STEP = 31; // odd, so that every remainder of a block is met

  /** Rows that go through every place; kernels do not depend on values, so that few will do. */
  private static final int ROWS = 8;

  private BatchProbe() {}

  static boolean batchSizesAgree(OnnxBuffers buffers, float[][] golden) {
    float[][] rows = Arrays.copyOf(golden, Math.min(golden.length, ROWS));
    int[] alone = new int[rows.length];
    LoadPace pace = new LoadPace();
    for (int i = 0; i < rows.length; i++) {
      buffers.put(0, rows[i]);
      buffers.run(1);
      alone[i] = Float.floatToRawIntBits(buffers.output(0));
    }
    for (int size = 2; size <= buffers.maxRows(); size += size < EVERY_SIZE_UP_TO ? 1 : STEP) {
      if (!agrees(buffers, rows, alone, size, pace)) {
        return false;
      }
    }
    return true;
  }

  private static boolean agrees(
      OnnxBuffers buffers, float[][] rows, int[] alone, int size, LoadPace pace) {
    for (int shift = 0; shift < rows.length; shift++) {
      for (int row = 0; row < size; row++) {
        buffers.put(row, rows[(row + shift) % rows.length]);
      }
      buffers.run(size);
      pace.step();
      for (int row = 0; row < size; row++) {
        int bits = Float.floatToRawIntBits(buffers.output(row));
        if (bits != alone[(row + shift) % rows.length]) {
          return false;
        }
      }
    }
    return true;
  }
}
