package io.cryptoscalp.engine.event;

/**
 * A feature vector as the instrument's online scaler sees it. Arrays are never modified.
 *
 * @param values one scaled value a feature in catalogue order, in deviations or ranks; 0 where
 *     invalid
 * @param valid bit i of word i/64 is set when value i is usable: valid before and seen often enough
 */
public record ScaledVector(double[] values, long[] valid) {}
