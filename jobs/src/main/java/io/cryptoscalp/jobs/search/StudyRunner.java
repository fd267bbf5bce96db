package io.cryptoscalp.jobs.search;

import java.util.List;

/** Runs trials of a study over its data. One pass at a time. */
public interface StudyRunner {
  /**
   * Runs the trials of a pass. Data from its end on are not read.
   *
   * @return what came of each trial, in their order
   */
  List<TrialRun> run(StudyPass pass) throws Exception;

  /** Account currency of the trials. */
  String currency();
}
