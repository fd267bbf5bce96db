package io.cryptoscalp.engine.bars;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * Tick imbalance bars (López de Prado, Advances in Financial Machine Learning, 2018, 2.3.2.1).
 *
 * <p>With b = +1 for a taker buy and -1 for a taker sell, theta = sum of b since the bar opened.
 * The bar closes when |theta| &gt;= E[T] * |2 P[b = 1] - 1|, where E[T] is an EWMA of the trades in
 * earlier bars (weight 2 / 21) and 2 P[b = 1] - 1 = E[b] an EWMA of b over trades (weight 2 / (N +
 * 1)), both measured up to the end of the previous bar. Two bounds keep the recursion from
 * exploding or collapsing, which the plain formula is known to do: E[T] stays within [N / 4, 4 N]
 * of its initial value N, and |E[b]| is at least 0.1. The venue says which side the taker was on,
 * so no tick rule is needed.
 */
final class ImbalanceBarBuilder extends BarBuilder {
  private static final double TICKS_WEIGHT = 2.0 / 21;
  private static final double LEAST_IMBALANCE = 0.1;

  private final int initialTicks;
  private final double signWeight;
  private double expectedTicks;
  private double expectedSign;
  private double threshold;
  private long theta;

  ImbalanceBarBuilder(String instrument, int initialTicks) {
    super(instrument, BarOptions.imbalanceSpec(initialTicks));
    this.initialTicks = initialTicks;
    this.signWeight = 2.0 / (initialTicks + 1);
    this.expectedTicks = initialTicks;
    updateThreshold();
  }

  @Override
  boolean closesWith(boolean buy) {
    int sign = buy ? 1 : -1;
    theta += sign;
    expectedSign += signWeight * (sign - expectedSign);
    boolean closes = Math.abs(theta) >= threshold;
    if (closes) {
      expectedTicks += TICKS_WEIGHT * (trades - expectedTicks);
      expectedTicks = Math.min(Math.max(expectedTicks, initialTicks / 4.0), initialTicks * 4.0);
      theta = 0;
      updateThreshold();
    }
    return closes;
  }

  private void updateThreshold() {
    threshold = expectedTicks * Math.max(Math.abs(expectedSign), LEAST_IMBALANCE);
  }

  @Override
  void write(StateWriter out) {
    super.write(out);
    out.writeDouble(expectedTicks);
    out.writeDouble(expectedSign);
    out.writeDouble(threshold);
    out.writeLong(theta);
  }

  @Override
  void read(StateReader in) {
    super.read(in);
    expectedTicks = in.readDouble();
    expectedSign = in.readDouble();
    threshold = in.readDouble();
    theta = in.readLong();
  }
}
