package io.cryptoscalp.engine.event;

/** How an order executes. */
public enum OrderType {
  /** Takes at once at the best prices. */
  MARKET,
  /** Rests at its price or takes when marketable. */
  LIMIT,
  /** Rests only: rejected when it would take. */
  POST_ONLY,
  /** Becomes a market order when the trigger price trades. */
  STOP_MARKET,
  /** Becomes a market order when the trigger price trades in profit. */
  TAKE_PROFIT_MARKET
}
