package io.cryptoscalp.engine.barsim;

/**
 * Prices on a grid of ticks. Where a tick is one of a whole number of parts of 1, a price is that
 * number's quotient, which is the double that a decimal of a file has: equal prices stay equal.
 */
final class TickGrid {
  private static final double SLACK = 1e-6;

  private final double tick;
  private final double parts;

  TickGrid(double tick) {
    this.tick = tick;
    double inverse = Math.rint(1 / tick);
    parts = inverse >= 1 && Math.abs(inverse * tick - 1) < 1e-9 ? inverse : 0;
  }

  /** The grid's price at or next to a price, upwards or downwards; at least one tick. */
  double away(double price, boolean up) {
    double steps = parts > 0 ? price * parts : price / tick;
    double whole = Math.max(1, up ? Math.ceil(steps - SLACK) : Math.floor(steps + SLACK));
    return parts > 0 ? whole / parts : whole * tick;
  }
}
