/**
 * Studies: searches for parameters over backtests, generation by generation, kept so that a killed
 * one goes on, and the judgement of their winners on data that the search did not see. Samplers are
 * in {@code engine.search}, trials in {@code jobs.backtest}, gates in {@code models.promotion}.
 */
@NullMarked
package io.cryptoscalp.jobs.search;

import org.jspecify.annotations.NullMarked;
