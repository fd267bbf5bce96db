package io.cryptoscalp.engine.regime.trend;

/** Where a trend goes. Codes are stored: never renumber. */
public enum TrendDirection {
  /** No trend. */
  NONE(0, 0),
  /** Upwards. */
  UP(1, 1),
  /** Downwards. */
  DOWN(2, -1);

  private static final TrendDirection[] BY_CODE = values();

  private final int code;
  private final int sign;

  TrendDirection(int code, int sign) {
    this.code = code;
    this.sign = sign;
  }

  /** Stable code in state and rows. */
  public int code() {
    return code;
  }

  /** 1 upwards, -1 downwards, 0 for no trend. */
  public int sign() {
    return sign;
  }

  /**
   * The direction of a code.
   *
   * @throws IllegalArgumentException coded {@code TREND_DIRECTION_UNKNOWN}
   */
  public static TrendDirection ofCode(int code) {
    if (code < 0 || code >= BY_CODE.length) {
      throw new IllegalArgumentException("TREND_DIRECTION_UNKNOWN: code=" + code);
    }
    return BY_CODE[code];
  }
}
