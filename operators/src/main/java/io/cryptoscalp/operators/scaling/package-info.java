/**
 * Scalers behind Flink ML's servable interface. The arithmetic is the engine's; nothing is computed
 * here.
 */
@NullMarked
package io.cryptoscalp.operators.scaling;

import org.jspecify.annotations.NullMarked;
