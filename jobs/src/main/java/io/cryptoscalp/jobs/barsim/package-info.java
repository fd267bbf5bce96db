/**
 * Backtests on bars for users: candles of files, grids of parameters over one load, walk-forward
 * windows, files of a run. What happens to an order is {@code engine.barsim}'s.
 */
@NullMarked
package io.cryptoscalp.jobs.barsim;

import org.jspecify.annotations.NullMarked;
