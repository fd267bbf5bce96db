package io.cryptoscalp.engine.regime;

/**
 * The state of an instrument's market, with its default risk profile. Codes are stored: never
 * renumber.
 */
public enum Regime {
  /** No other regime applies. */
  NORMAL(0, 1.0, 1.0, 0.020, 10),
  /** Volatility far above its own long-run level, without direction. */
  VOLATILE(1, 0.5, 1.5, 0.010, 5),
  /** A statistically significant drift. */
  TRENDING(2, 1.2, 0.8, 0.025, 12),
  /** A fast fall beyond the crash threshold. */
  CRASH(3, 0.2, 2.0, 0.005, 2),
  /** A sustained rise beyond the bull-run threshold. */
  BULL_RUN(4, 1.5, 0.7, 0.030, 15),
  /** The rebound after a crash. */
  RECOVERY(5, 0.7, 1.3, 0.015, 6);

  private static final Regime[] BY_CODE = values();

  private final int code;
  private final double positionMultiplier;
  private final double stopMultiplier;
  private final double riskPerTrade;
  private final int maxPositions;

  Regime(int code, double position, double stop, double riskPerTrade, int maxPositions) {
    this.code = code;
    this.positionMultiplier = position;
    this.stopMultiplier = stop;
    this.riskPerTrade = riskPerTrade;
    this.maxPositions = maxPositions;
  }

  /** Stable code in state and rows. */
  public int code() {
    return code;
  }

  /** The regime of a code. */
  public static Regime ofCode(int code) {
    return BY_CODE[code];
  }

  /** Factor on position size. */
  public double positionMultiplier() {
    return positionMultiplier;
  }

  /** Factor on the stop distance. */
  public double stopMultiplier() {
    return stopMultiplier;
  }

  /** Largest loss at the stop of one trade, fraction of equity. */
  public double riskPerTrade() {
    return riskPerTrade;
  }

  /** Most positions open at once in an account. */
  public int maxPositions() {
    return maxPositions;
  }
}
