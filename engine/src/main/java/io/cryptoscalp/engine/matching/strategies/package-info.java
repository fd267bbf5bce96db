/**
 * Strategies on ticks that come with the product: market makers to begin with and to learn from.
 * They use what every strategy may use, {@link io.cryptoscalp.engine.matching.TickContext}.
 */
@org.jspecify.annotations.NullMarked
package io.cryptoscalp.engine.matching.strategies;
