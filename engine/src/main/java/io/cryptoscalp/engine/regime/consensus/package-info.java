/**
 * One regime out of what all detectors say: of an instrument, a venue group and the market. No
 * measurement of its own beyond the detectors' and no effect on orders, which is {@code
 * engine.regime.effect}'s.
 */
@NullMarked
package io.cryptoscalp.engine.regime.consensus;

import org.jspecify.annotations.NullMarked;
