package io.cryptoscalp.engine.scaling;

import io.cryptoscalp.engine.state.StateException;

/** How a value is made comparable. */
public enum ScalerKind {
  /** {@code (x - mean) / deviation}, the deviation with divisor n - 1. */
  STANDARD(1, "standard"),

  /**
   * {@code (x - median) / (IQR / 1.349)}: for a normal variable the same scale as {@link
   * #STANDARD}, but a tail of the data does not move it (Huber and Ronchetti, Robust Statistics,
   * 2009, ch. 1). Where at least half of the values are equal, so that the IQR is 0, the standard
   * deviation takes its place.
   */
  ROBUST(2, "robust"),

  /** {@code 2 F(x) - 1} in (-1, 1), with F the empirical distribution. */
  RANK_UNIFORM(3, "rank"),

  /** The normal quantile of F(x), the normal score of van der Waerden (1952). */
  RANK_GAUSSIAN(4, "rank-gaussian");

  private final int code;
  private final String id;

  ScalerKind(int code, String id) {
    this.code = code;
    this.id = id;
  }

  /** Its name in configuration and on the command line. */
  public String id() {
    return id;
  }

  /**
   * The kind of a name in configuration.
   *
   * @throws IllegalArgumentException {@code SCALER_OPTION_INVALID} when there is none
   */
  public static ScalerKind ofId(String id) {
    for (ScalerKind kind : values()) {
      if (kind.id.equals(id)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "SCALER_OPTION_INVALID: kind=" + id + " expected=standard, robust, rank or rank-gaussian");
  }

  /** Stable number in stored states; never reused. */
  int code() {
    return code;
  }

  boolean ranks() {
    return this == RANK_UNIFORM || this == RANK_GAUSSIAN;
  }

  static ScalerKind ofCode(int code) {
    for (ScalerKind kind : values()) {
      if (kind.code == code) {
        return kind;
      }
    }
    throw new StateException("STATE_CORRUPT: state=scaler kind=" + code);
  }
}
