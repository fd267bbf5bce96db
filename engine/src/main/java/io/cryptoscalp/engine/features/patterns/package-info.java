/**
 * Pivots and what is drawn through them: levels, trend lines and chart patterns, as features on
 * bars. No patterns of single candles: those live in {@code features.candles}.
 */
@NullMarked
package io.cryptoscalp.engine.features.patterns;

import org.jspecify.annotations.NullMarked;
