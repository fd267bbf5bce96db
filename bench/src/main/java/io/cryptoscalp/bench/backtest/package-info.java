/** How fast the simulated venue is, beside other back-test engines on the same tape. */
@NullMarked
package io.cryptoscalp.bench.backtest;

import org.jspecify.annotations.NullMarked;
