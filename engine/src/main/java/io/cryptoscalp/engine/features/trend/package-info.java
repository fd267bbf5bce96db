/**
 * Features that say where the price is heading: averages and their crosses, directional movement,
 * stops that trail, regression lines and channels. Oscillators of speed live in {@code momentum}.
 */
@NullMarked
package io.cryptoscalp.engine.features.trend;

import org.jspecify.annotations.NullMarked;
