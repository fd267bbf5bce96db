/**
 * The simulated venue of a backtest: recorded market events in columns, books as the venue has
 * them, own orders with latencies, queue positions, rules, fees and margin, and a runner for tick
 * strategies. No strategies of the product, no risk rules, no decoding.
 */
@NullMarked
package io.cryptoscalp.engine.matching;

import org.jspecify.annotations.NullMarked;
