package io.cryptoscalp.engine.risk;

/** What an account or a strategy may do. Exits and protective orders pass in every state. */
public enum TradingState {
  /** Everything the layers allow. */
  ACTIVE,
  /** No entries; those that work are cancelled. */
  REDUCING,
  /** As REDUCING, but nothing except a request ends it. */
  HALTED;

  /** What moves it. */
  public enum Trigger {
    /** A request to trade. */
    RESUME,
    /** A request to reduce only. */
    REDUCE,
    /** A request to halt. */
    HALT,
    /** A loss from which only reducing is allowed. */
    LOSS_REDUCE,
    /** A loss, or an exit that the venue refuses, that halts. */
    LOSS_HALT,
    /** A fault that heals: a silent feed. */
    FAULT,
    /** The fault healed. */
    FAULT_CLEARED
  }

  /** The state after a trigger; the same state when it changes nothing. */
  public TradingState after(Trigger trigger) {
    return switch (trigger) {
      case RESUME -> ACTIVE;
      case REDUCE -> REDUCING;
      case HALT, LOSS_HALT -> HALTED;
      case LOSS_REDUCE, FAULT -> this == ACTIVE ? REDUCING : this;
      case FAULT_CLEARED -> this == REDUCING ? ACTIVE : this;
    };
  }
}
