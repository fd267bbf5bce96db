package io.cryptoscalp.engine.matching;

/** How long the rest of a limit order stays. */
public enum TimeInForce {
  /** Until it is cancelled. */
  GTC,
  /** What does not trade at once is cancelled. */
  IOC,
  /** All of it trades at once or nothing does. */
  FOK
}
