/**
 * Forecasts of the distribution of returns: quantiles over several horizons with calibrated
 * intervals, their scores and the naive forecast that they have to beat. Directions live beside
 * this package; nothing here runs in a stream.
 */
@NullMarked
package io.cryptoscalp.models.family.forecast;

import org.jspecify.annotations.NullMarked;
