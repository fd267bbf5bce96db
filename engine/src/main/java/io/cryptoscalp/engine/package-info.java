/**
 * The trading engine: pure, deterministic Java that live jobs, paper trading, backfills and
 * backtests share. Time and randomness come in from outside; nothing here reads a clock, does I/O
 * or knows of Flink.
 */
@NullMarked
package io.cryptoscalp.engine;

import org.jspecify.annotations.NullMarked;
