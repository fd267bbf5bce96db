package io.cryptoscalp.models.dataset;

import org.jspecify.annotations.Nullable;

/**
 * What became of a row.
 *
 * @param dropped why it has no label; null when it has one
 * @param ending how its position ended
 * @param up the label
 * @param forwardReturn return of the position, a fraction, before costs
 * @param timeNs venue time at which that was known
 */
record Label(
    @Nullable DropReason dropped, Ending ending, boolean up, double forwardReturn, long timeNs) {

  /** How a position ends. */
  enum Ending {
    /** At the profit barrier. */
    PROFIT,
    /** At the stop barrier. */
    STOP,
    /** At the stop barrier, though the profit barrier was touched in the same row. */
    BOTH,
    /** At the horizon. */
    HORIZON
  }

  static Label none(DropReason reason) {
    return new Label(reason, Ending.HORIZON, false, 0, 0);
  }
}
