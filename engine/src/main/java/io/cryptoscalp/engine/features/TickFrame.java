package io.cryptoscalp.engine.features;

import io.cryptoscalp.engine.features.tick.TickBlock;

/** A block of tick features and where the selected ones of its values go. */
final class TickFrame {
  final TickBlock block;
  private final int[] positions;
  private final double[] values;

  /**
   * Creates it.
   *
   * @param positions by the block's own order, -1 for features that were not selected
   */
  TickFrame(TickBlock block, int[] positions) {
    this.block = block;
    this.positions = positions;
    values = new double[positions.length];
  }

  /** Sets what is valid; the vector holds zeros and no bits where this writes. */
  void emit(double[] to, long[] valid) {
    block.emit(values, 0);
    for (int i = 0; i < positions.length; i++) {
      int position = positions[i];
      double value = values[i];
      if (position >= 0 && Math.abs(value) <= Double.MAX_VALUE) {
        to[position] = value;
        valid[position >>> 6] |= 1L << (position & 63);
      }
    }
  }
}
