package io.cryptoscalp.jobs.search;

import io.cryptoscalp.jobs.backtest.TrialRunner;

/** The data of a study. */
@FunctionalInterface
public interface Windows {
  /**
   * A runner over the data from their begin to a time; later data are not read.
   *
   * @param toNs receive time, ns, exclusive
   */
  TrialRunner until(long toNs) throws Exception;
}
