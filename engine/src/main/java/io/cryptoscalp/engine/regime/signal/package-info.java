/**
 * From a market to sparse signals: what is measured of an instrument each second, the thresholds
 * and the logic that turns measures into threshold crossings. Sequences of signals (patterns) are
 * matched elsewhere; nothing here concludes a regime.
 */
@NullMarked
package io.cryptoscalp.engine.regime.signal;

import org.jspecify.annotations.NullMarked;
