/**
 * Bounded windows that regime detectors share: ordered values, extremes in time. Plain numbers
 * only; no market rule and no threshold lives here.
 */
@NullMarked
package io.cryptoscalp.engine.regime.window;

import org.jspecify.annotations.NullMarked;
