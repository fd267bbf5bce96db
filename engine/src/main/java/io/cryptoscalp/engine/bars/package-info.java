/**
 * Bars of trades: time, tick, volume, value and imbalance bars with their state. No features of
 * bars, no decoding of venue candles.
 */
@NullMarked
package io.cryptoscalp.engine.bars;

import org.jspecify.annotations.NullMarked;
