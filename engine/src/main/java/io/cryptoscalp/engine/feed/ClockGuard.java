package io.cryptoscalp.engine.feed;

import io.cryptoscalp.engine.market.FrameKind;

/** A second opinion on times within the feed's limits, asked before they move any clock. */
@FunctionalInterface
public interface ClockGuard {
  /** Believes every time. */
  ClockGuard NONE = (kind, eventNs, receivedNs) -> true;

  /**
   * Whether a frame's time may be used.
   *
   * @param kind the stream
   * @param eventNs event time, positive
   * @param receivedNs receive time
   * @return false to refuse the frame as {@code CLOCK_SKEW}
   */
  boolean believes(FrameKind kind, long eventNs, long receivedNs);
}
