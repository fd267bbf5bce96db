/**
 * Features that say how fast the price moves and whether it is stretched: oscillators of gains and
 * losses, of the place in a range and of rates of change. Where the price is heading lives in
 * {@code trend}.
 */
@NullMarked
package io.cryptoscalp.engine.features.momentum;

import org.jspecify.annotations.NullMarked;
