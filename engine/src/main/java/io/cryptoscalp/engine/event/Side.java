package io.cryptoscalp.engine.event;

/** Direction of an order or trade. */
public enum Side {
  /** Buys: adds to a long or reduces a short. */
  BUY(1),
  /** Sells: adds to a short or reduces a long. */
  SELL(-1);

  private final int sign;

  Side(int sign) {
    this.sign = sign;
  }

  /** +1 for BUY, -1 for SELL. */
  public int sign() {
    return sign;
  }

  /** The other side. */
  public Side opposite() {
    return this == BUY ? SELL : BUY;
  }
}
