package io.cryptoscalp.engine.regime.liquidity;

/** How liquid a market is against its own past. Codes are stored: never renumber. */
public enum LiquidityLevel {
  /** About as usual or better, and until there is a past to compare with. */
  LIQUID(0),
  /** Clearly worse than usual. */
  THIN(1),
  /** A fraction of the usual is left. */
  DRY(2);

  private static final LiquidityLevel[] BY_CODE = values();

  private final int code;

  LiquidityLevel(int code) {
    this.code = code;
  }

  /** Stable code in state and rows. */
  public int code() {
    return code;
  }

  /**
   * The level of a code.
   *
   * @throws IllegalArgumentException coded {@code LIQUIDITY_LEVEL_UNKNOWN}
   */
  public static LiquidityLevel ofCode(int code) {
    if (code < 0 || code >= BY_CODE.length) {
      throw new IllegalArgumentException("LIQUIDITY_LEVEL_UNKNOWN: code=" + code);
    }
    return BY_CODE[code];
  }
}
