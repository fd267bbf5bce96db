package io.cryptoscalp.engine.event;

import org.jspecify.annotations.Nullable;

/**
 * What models may look at beside the vector of a snapshot. Arrays are shared between snapshots and
 * never modified.
 *
 * @param history the vectors at the step boundaries before, oldest first, row by row; NaN where a
 *     value was invalid; null where none are kept, or not enough yet
 * @param regimes probabilities of the regimes in the order of their codes, six; they sum to 1
 */
public record ModelContext(float @Nullable [] history, float[] regimes) {}
