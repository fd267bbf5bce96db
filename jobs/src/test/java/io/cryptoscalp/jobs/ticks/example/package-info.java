/** The strategy on ticks that docs/backtest.md shows, as its author would pack it. */
@org.jspecify.annotations.NullMarked
package io.cryptoscalp.jobs.ticks.example;
