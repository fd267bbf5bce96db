/**
 * Forecasters of quantiles judged by walk-forward: their loss against the naive forecast, what
 * their intervals cover, and what trading their direction would have earned. The forecasters
 * themselves live in {@code family.forecast}.
 */
@NullMarked
package io.cryptoscalp.models.evaluation.forecast;

import org.jspecify.annotations.NullMarked;
