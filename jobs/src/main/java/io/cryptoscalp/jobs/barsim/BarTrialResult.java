package io.cryptoscalp.jobs.barsim;

import io.cryptoscalp.engine.barsim.BarResult;
import io.cryptoscalp.engine.barsim.IntrabarDependence;

/**
 * What came out of a trial.
 *
 * @param trial the trial
 * @param result under the rule asked for
 * @param dependence of the result on what came first inside bars
 * @param sharpe of daily returns, annual; NaN where nothing moved
 */
public record BarTrialResult(
    BarTrial trial, BarResult result, IntrabarDependence dependence, double sharpe) {}
