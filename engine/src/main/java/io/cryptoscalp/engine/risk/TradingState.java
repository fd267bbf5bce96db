package io.cryptoscalp.engine.risk;

/** What an account may do. */
public enum TradingState {
  /** Everything the layers allow. */
  ACTIVE,
  /** Only orders that shrink positions. */
  REDUCING,
  /** Nothing but protective orders already working; ends only on request. */
  HALTED
}
