package io.cryptoscalp.engine.barsim;

/**
 * Which of a bar's extremes came first. A bar does not say, and where both a stop and a target lie
 * inside it, the answer is the result. Between the open, the extremes and the close prices move
 * straight, the shortest way a bar can have been traded.
 */
public enum IntrabarRule {
  /**
   * Both ways are tried from the same state, and the one that leaves less equity at the bar's close
   * counts; of equal ones the high first.
   */
  PESSIMISTIC,
  /** Open, high, low, close. */
  OHLC,
  /** Open, low, high, close. */
  OLHC
}
