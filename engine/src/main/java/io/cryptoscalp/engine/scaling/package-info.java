/**
 * Normalisation of feature vectors: standard, robust and rank scalers, learnt online or frozen to a
 * model. Knows vectors, validity masks and feature ids alone; no feature, no file format, no Flink.
 */
@NullMarked
package io.cryptoscalp.engine.scaling;

import org.jspecify.annotations.NullMarked;
