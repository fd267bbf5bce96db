package io.cryptoscalp.models.dataset;

/** Why a row became no example. */
public enum DropReason {
  /** A side of the book was empty. */
  NO_PRICE,
  /** It follows the example before it too closely. */
  SPACING,
  /** Fewer rows came before it, since the start or the last gap, than its sequence needs. */
  SHORT_SEQUENCE,
  /** A row of its sequence lacks a feature. */
  FEATURE_MISSING,
  /** Too little was seen to estimate the volatility that sets the barriers. */
  VOLATILITY_UNKNOWN,
  /** The primary rule takes no side. */
  NO_SIDE,
  /** History ends before the label is known. */
  HISTORY_ENDS,
  /** History has a gap before the label is known. */
  PATH_GAP,
  /** The price did not move, or by less than the least return. */
  FLAT,
  /** No barrier was touched before the horizon, and such rows are not wanted. */
  TIMEOUT
}
