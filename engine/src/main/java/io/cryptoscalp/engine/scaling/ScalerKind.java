package io.cryptoscalp.engine.scaling;

import io.cryptoscalp.engine.state.StateException;

/** How a value is made comparable. */
public enum ScalerKind {
  /** {@code (x - mean) / deviation}, the deviation with divisor n - 1. */
  STANDARD(1),

  /**
   * {@code (x - median) / (IQR / 1.349)}: for a normal variable the same scale as {@link
   * #STANDARD}, but a tail of the data does not move it (Huber and Ronchetti, Robust Statistics,
   * 2009, ch. 1). Where at least half of the values are equal, so that the IQR is 0, the standard
   * deviation takes its place.
   */
  ROBUST(2),

  /** {@code 2 F(x) - 1} in (-1, 1), with F the empirical distribution. */
  RANK_UNIFORM(3),

  /** The normal quantile of F(x), the normal score of van der Waerden (1952). */
  RANK_GAUSSIAN(4);

  private final int code;

  ScalerKind(int code) {
    this.code = code;
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
