package io.cryptoscalp.models.evaluation;

/**
 * What one contender forecast in one fold.
 *
 * @param validation probability of up of each validation example
 * @param test probability of up of each test example
 * @param seconds it took to train
 */
record FoldForecasts(double[] validation, double[] test, double seconds) {}
