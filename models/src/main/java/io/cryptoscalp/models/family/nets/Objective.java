package io.cryptoscalp.models.family.nets;

import ai.djl.ndarray.NDArray;
import io.cryptoscalp.models.dataset.Dataset;

/** What a network is trained for. */
public interface Objective {
  /** Numbers answered a row. */
  int outputs();

  /**
   * Loss of each row.
   *
   * @param outputs [count, outputs]
   * @param examples indices; those from {@code from} on are taken
   * @return [count]
   */
  NDArray losses(NDArray outputs, Dataset data, int[] examples, int from, int count);

  /** The last layer's bias to begin with, one an output; empty to draw it. */
  default float[] startingBias() {
    return new float[0];
  }
}
