/**
 * Candlestick patterns of one to five candles as features on bars. No shapes of many bars: those
 * live in {@code features.patterns}.
 */
@NullMarked
package io.cryptoscalp.engine.features.candles;

import org.jspecify.annotations.NullMarked;
