package io.cryptoscalp.engine.regime;

/** The coarse kind of market that strategies are written for. Codes are stored: never renumber. */
public enum MarketType {
  /** A significant rise. */
  BULL_TRENDING(0),
  /** A significant fall. */
  BEAR_TRENDING(1),
  /** No drift, ordinary volatility. */
  RANGE_BOUND(2),
  /** Volatility far above its own level, whatever the direction. */
  HIGH_VOLATILITY(3);

  private static final MarketType[] BY_CODE = values();

  private final int code;

  MarketType(int code) {
    this.code = code;
  }

  /** Stable code in state and rows. */
  public int code() {
    return code;
  }

  /** The type of a code. */
  public static MarketType ofCode(int code) {
    return BY_CODE[code];
  }
}
