/**
 * Backtests on bars: columns of bars, strategies that see closed bars, orders filled inside the
 * next bars by stated rules, and what of a result hangs on those rules. Bars come from outside
 * ({@code engine.bars} builds them from trades); nothing here knows of books, queues or latencies,
 * which is what {@code engine.matching} is for.
 */
@NullMarked
package io.cryptoscalp.engine.barsim;

import org.jspecify.annotations.NullMarked;
