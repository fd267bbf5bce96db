package io.cryptoscalp.engine.regime;

/**
 * The state of an instrument's market. What it means for trading is data: {@link
 * io.cryptoscalp.engine.regime.effect.RegimeProfiles}. Codes are stored: never renumber.
 */
public enum Regime {
  /** No other regime applies. */
  NORMAL(0),
  /** Volatility far above its own long-run level, without direction. */
  VOLATILE(1),
  /** A statistically significant drift. */
  TRENDING(2),
  /** A fast fall beyond the crash threshold. */
  CRASH(3),
  /** A sustained rise beyond the bull-run threshold. */
  BULL_RUN(4),
  /** The rebound after a crash. */
  RECOVERY(5);

  private static final Regime[] BY_CODE = values();

  private final int code;

  Regime(int code) {
    this.code = code;
  }

  /** Stable code in state and rows. */
  public int code() {
    return code;
  }

  /** The regime of a code. */
  public static Regime ofCode(int code) {
    return BY_CODE[code];
  }
}
