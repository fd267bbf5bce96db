package io.cryptoscalp.engine.event;

import io.cryptoscalp.engine.neighbours.Neighbours;
import org.jspecify.annotations.Nullable;

/**
 * What models may look at beside the vector of a snapshot. Arrays are shared between snapshots and
 * never modified.
 *
 * @param history the vectors at the step boundaries before, oldest first, row by row; NaN where a
 *     value was invalid; null where none are kept, or not enough yet
 * @param regimes probabilities of the regimes in the order of their codes, six; they sum to 1
 * @param neighbours the other instruments that move with this one; null where nobody looks for
 *     them, or none are known yet
 */
public record ModelContext(
    float @Nullable [] history, float[] regimes, @Nullable Neighbours neighbours) {
  /** A context without neighbours. */
  public ModelContext(float @Nullable [] history, float[] regimes) {
    this(history, regimes, null);
  }

  /** The same with other neighbours. */
  public ModelContext withNeighbours(@Nullable Neighbours next) {
    return new ModelContext(history, regimes, next);
  }
}
