package io.cryptoscalp.operators.account;

/** When an account acts on an event. */
public enum Ordering {
  /**
   * At once, in the order of arrival: lowest latency; two runs over the same input may interleave
   * instruments differently.
   */
  ARRIVAL,
  /**
   * When the watermark has passed it, in {@link EventOrder}: the same in every run and at every
   * parallelism, at the price of up to one heartbeat interval of delay.
   */
  EVENT_TIME
}
