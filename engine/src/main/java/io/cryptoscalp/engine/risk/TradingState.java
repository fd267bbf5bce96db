package io.cryptoscalp.engine.risk;

/** What an account or a strategy may do. Exits and protective orders pass in every state. */
public enum TradingState {
  /** Everything the layers allow. */
  ACTIVE,
  /** No entries; those that work are cancelled. */
  REDUCING,
  /** As REDUCING, but nothing except a request ends it. */
  HALTED
}
