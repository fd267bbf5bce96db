package io.cryptoscalp.engine.regime.volatility;

/** How volatile a market is against its own past. Codes are stored: never renumber. */
public enum VolatilityLevel {
  /** In the lowest part of its past. */
  LOW(0),
  /** As most of the time, and until there is a past to compare with. */
  NORMAL(1),
  /** In the highest part of its past. */
  HIGH(2),
  /** About as volatile as it has ever been within its window. */
  EXTREME(3);

  private static final VolatilityLevel[] BY_CODE = values();

  private final int code;

  VolatilityLevel(int code) {
    this.code = code;
  }

  /** Stable code in state and rows. */
  public int code() {
    return code;
  }

  /**
   * The level of a code.
   *
   * @throws IllegalArgumentException coded {@code VOLATILITY_LEVEL_UNKNOWN}
   */
  public static VolatilityLevel ofCode(int code) {
    if (code < 0 || code >= BY_CODE.length) {
      throw new IllegalArgumentException("VOLATILITY_LEVEL_UNKNOWN: code=" + code);
    }
    return BY_CODE[code];
  }
}
