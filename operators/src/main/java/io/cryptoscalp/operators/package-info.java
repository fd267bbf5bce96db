/**
 * Flink operators that host the engine: serializers, sources, keyed operators, scoring and sinks.
 * The wall clock comes in through {@link io.cryptoscalp.operators.stream.WallClock}; decisions
 * never depend on it.
 */
@NullMarked
package io.cryptoscalp.operators;

import org.jspecify.annotations.NullMarked;
