package io.cryptoscalp.models.family.nets;

import ai.djl.ndarray.NDArray;
import io.cryptoscalp.models.dataset.Dataset;

/** What a network is trained for. */
interface Objective {
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

  /** Sets a new network's last bias, where the objective knows a good one. */
  default void prepare(Weights weights) {}
}
