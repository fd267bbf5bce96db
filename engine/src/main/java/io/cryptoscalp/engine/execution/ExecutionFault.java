package io.cryptoscalp.engine.execution;

/**
 * What can go wrong between an order and its reports. Names are part of decision rows and alerts:
 * never rename.
 */
public enum ExecutionFault {
  /** The cumulative quantity rose by more than the report's own fill. */
  EXECUTION_FILL_MISSED("a report was lost: its fill is booked from the cumulative quantity"),
  /** A fill of an order that was cancelled, rejected or filled before. */
  EXECUTION_FILL_AFTER_CLOSE("a fill of a closed order: booked, since the venue's word counts"),
  /** More was filled than ordered. */
  EXECUTION_OVERFILL("more was filled than ordered: booked"),
  /** A fill of an order that this account does not know. */
  EXECUTION_ORDER_UNKNOWN("a fill of an order that this account did not send: not booked"),
  /** Reducing orders closed more than was held. */
  EXECUTION_POSITION_TURNED("reducing orders closed more than was held: the excess is closed"),
  /** The venue ended a stop or target by itself. */
  EXECUTION_PROTECTION_LOST("the venue ended a stop or target: what it protected is closed"),
  /** The venue closed a position by force. */
  EXECUTION_LIQUIDATED(
      "the venue closed a position by force: booked on the strategies that held it"),
  /** The venue refused an exit as often as it is tried. */
  EXECUTION_EXIT_FAILED("the venue refused to close a position: the account is halted");

  private final String description;

  ExecutionFault(String description) {
    this.description = description;
  }

  /** What it means and what is done about it, in one line. */
  public String description() {
    return description;
  }
}
