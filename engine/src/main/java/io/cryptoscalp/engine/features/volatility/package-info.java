/**
 * Features of how far prices move: ranges, bands, realised variance and its parts. Here must be
 * nothing that tells a direction or reads volumes.
 */
@NullMarked
package io.cryptoscalp.engine.features.volatility;

import org.jspecify.annotations.NullMarked;
