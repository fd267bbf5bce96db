/**
 * What a regime means for trading: terms as data, and how one set blends into the next. Which
 * regime there is, is concluded in {@code engine.regime.consensus}; who heeds the terms, are
 * strategies and risk.
 */
@NullMarked
package io.cryptoscalp.engine.regime.effect;

import org.jspecify.annotations.NullMarked;
