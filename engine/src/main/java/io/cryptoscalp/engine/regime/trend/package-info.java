/**
 * Whether a price moves in one direction: ADX, regression, variance ratio and Hurst exponent, made
 * one strength and a direction. Bars only; which regime follows is decided elsewhere.
 */
@NullMarked
package io.cryptoscalp.engine.regime.trend;

import org.jspecify.annotations.NullMarked;
