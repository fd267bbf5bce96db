package io.cryptoscalp.jobs.backfill;

import java.io.Serializable;

/**
 * How archives are read.
 *
 * @param run name of the run, for its progress
 * @param told folder for progress, empty when it is told in this process
 * @param instrumentsFile catalogue on the workers, empty for the built-in one
 * @param fromNs frames received earlier are left out
 * @param toNs frames received at it or later are left out
 * @param together true where instruments look at each other, so that no reader may run far ahead
 * @param hold true: stay at the end, for a savepoint; false: end
 * @param cut where the live topics go on
 */
record ReadOptions(
    String run,
    String told,
    String instrumentsFile,
    long fromNs,
    long toNs,
    boolean together,
    boolean hold,
    HandOverCut cut)
    implements Serializable {
  private static final long serialVersionUID = 1L;
}
