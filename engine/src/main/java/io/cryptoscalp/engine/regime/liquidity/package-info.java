/**
 * How liquid a market is against its own past: spread, depth and price impact. Measures and a level
 * only; what is traded at which level is decided elsewhere.
 */
@NullMarked
package io.cryptoscalp.engine.regime.liquidity;

import org.jspecify.annotations.NullMarked;
