/**
 * Candles of files and the features that the engine computes of them. Nothing here labels or
 * learns.
 */
@NullMarked
package io.cryptoscalp.models.candles;

import org.jspecify.annotations.NullMarked;
