/**
 * Judging what trades by itself: policies by walk-forward in the environment they learn in, beside
 * rules that learn nothing. No forecasts are judged here and nothing is registered.
 */
@NullMarked
package io.cryptoscalp.models.evaluation.policy;

import org.jspecify.annotations.NullMarked;
