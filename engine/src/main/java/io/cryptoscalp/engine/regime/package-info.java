/**
 * Market regimes of an instrument: detection with hysteresis, and the risk profile each one
 * carries.
 */
@NullMarked
package io.cryptoscalp.engine.regime;

import org.jspecify.annotations.NullMarked;
