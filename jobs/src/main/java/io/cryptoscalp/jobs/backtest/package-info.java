/** Backtests as a bounded job: trials, their configuration, and what two runs differ in. */
@NullMarked
package io.cryptoscalp.jobs.backtest;

import org.jspecify.annotations.NullMarked;
