package io.cryptoscalp.models.evaluation.forecast;

import io.cryptoscalp.models.dataset.Dataset;

/**
 * What was forecast of the test part of a fold.
 *
 * @param fold from 0
 * @param test the examples
 * @param quantiles [example][horizon][level], fractions of the price
 * @param naive the same of the naive forecast
 * @param sides what trading each horizon by itself would have done, [horizon][example]: 1 long, -1
 *     short, 0 none
 */
public record QuantilePart(
    int fold, Dataset test, float[][][] quantiles, float[][][] naive, int[][] sides) {}
