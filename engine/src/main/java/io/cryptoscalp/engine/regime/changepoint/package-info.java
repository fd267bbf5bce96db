/**
 * Detection of change points in a series, online. Statistics of plain numbers only: what a change
 * means for a market is decided elsewhere.
 */
@NullMarked
package io.cryptoscalp.engine.regime.changepoint;

import org.jspecify.annotations.NullMarked;
