package io.cryptoscalp.engine.regime.drawdown;

/** Where a price stands between a peak and a trough. Codes are stored: never renumber. */
public enum DrawdownPhase {
  /** Neither a fall nor a rise beyond its threshold. */
  CALM(0),
  /** Fallen beyond the threshold within the window; evidence for CRASH. */
  FALLING(1),
  /** On the way back up from such a fall; evidence for RECOVERY. */
  REBOUNDING(2),
  /** Risen beyond the threshold without giving much back; evidence for BULL_RUN. */
  RISING(3);

  private static final DrawdownPhase[] BY_CODE = values();

  private final int code;

  DrawdownPhase(int code) {
    this.code = code;
  }

  /** Stable code in state and rows. */
  public int code() {
    return code;
  }

  /**
   * The phase of a code.
   *
   * @throws IllegalArgumentException coded {@code DRAWDOWN_PHASE_UNKNOWN}
   */
  public static DrawdownPhase ofCode(int code) {
    if (code < 0 || code >= BY_CODE.length) {
      throw new IllegalArgumentException("DRAWDOWN_PHASE_UNKNOWN: code=" + code);
    }
    return BY_CODE[code];
  }
}
