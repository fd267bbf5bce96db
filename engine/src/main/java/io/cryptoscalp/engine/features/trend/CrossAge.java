package io.cryptoscalp.engine.features.trend;

import io.cryptoscalp.engine.features.graph.Node;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * How many bars a spread has kept its sign, negative when the spread is: 1 on the bar of the cross,
 * at most {@link #CAP}. Spreads too small to tell from rounding keep the former sign; 0 before the
 * first sign.
 */
final class CrossAge extends Node {
  /** Largest age told. */
  static final int CAP = 100;

  /** Bps below which a spread is rounding. */
  private static final double NOISE = 1e-9;

  private final Node spread;
  private int age;

  CrossAge(Node spread) {
    this.spread = spread;
  }

  @Override
  protected double update() {
    if (!spread.isValid()) {
      return Double.NaN;
    }
    int sign = age;
    if (Math.abs(spread.value()) > NOISE) {
      sign = spread.value() > 0 ? 1 : -1;
    }
    if (sign > 0) {
      age = age > 0 ? Math.min(CAP, age + 1) : 1;
    } else if (sign < 0) {
      age = age < 0 ? Math.max(-CAP, age - 1) : -1;
    }
    return age;
  }

  @Override
  protected void write(StateWriter out) {
    out.writeInt(age);
  }

  @Override
  protected void read(StateReader in) {
    age = in.readInt();
  }
}
