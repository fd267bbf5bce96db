package io.cryptoscalp.engine.matching;

/** Why the venue refused or ended an order; the name is the code in reports. */
public enum VenueReason {
  /** Nothing to explain. */
  NONE,
  /** Quantity off the lot size, below the least quantity or not positive. */
  FILTER_LOT_SIZE,
  /** Price or trigger off the tick size. */
  FILTER_PRICE,
  /** Notional below the least. */
  FILTER_MIN_NOTIONAL,
  /** Price outside the band around the mark. */
  FILTER_PERCENT_PRICE,
  /** Too many open orders in the instrument. */
  FILTER_MAX_ORDERS,
  /** A post-only order would have taken. */
  POST_ONLY_WOULD_TAKE,
  /** A reduce-only order has nothing to reduce. */
  REDUCE_ONLY_NOTHING_HELD,
  /** A fill-or-kill order could not be filled whole. */
  FOK_NOT_FILLABLE,
  /** The rest of an immediate-or-cancel order. */
  IOC_REMAINDER,
  /** No level left to take. */
  NO_LIQUIDITY,
  /** The margin would not carry it. */
  MARGIN_INSUFFICIENT,
  /** The venue was down and said so. */
  VENUE_UNAVAILABLE,
  /** The order to cancel or amend is not open any more. */
  UNKNOWN_ORDER,
  /** The owner cancelled it. */
  CANCELED_ON_REQUEST,
  /** Closed by force at the maintenance margin. */
  LIQUIDATION
}
