package io.cryptoscalp.jobs.backtest;

import java.util.List;

/** Runs trials over one input. May be asked any number of times, one request at a time. */
public interface TrialRunner {
  /**
   * Runs all trials of a request in one pass over the input.
   *
   * @return a result for each trial, in the order of the request
   * @throws BacktestException {@code BACKTEST_...} when the pass failed
   */
  List<TrialResult> run(BacktestRequest request) throws Exception;
}
