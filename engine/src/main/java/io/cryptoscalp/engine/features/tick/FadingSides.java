package io.cryptoscalp.engine.features.tick;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/** Two sums whose terms fade exponentially with their age. */
final class FadingSides {
  private final double decay;
  private double first;
  private double second;
  private long atNs;

  /**
   * Creates empty sums.
   *
   * @param decay per second, positive
   */
  FadingSides(double decay) {
    this.decay = decay;
  }

  void add(boolean toFirst, double value, long nowNs) {
    double faded = faded(nowNs);
    first = first * faded + (toFirst ? value : 0);
    second = second * faded + (toFirst ? 0 : value);
    atNs = nowNs;
  }

  private double faded(long nowNs) {
    return nowNs == atNs ? 1 : StrictMath.exp(-decay * ((nowNs - atNs) / 1e9));
  }

  double first(long nowNs) {
    return first * faded(nowNs);
  }

  double second(long nowNs) {
    return second * faded(nowNs);
  }

  void write(StateWriter out) {
    out.writeDouble(first);
    out.writeDouble(second);
    out.writeLong(atNs);
  }

  void read(StateReader in) {
    first = in.readDouble();
    second = in.readDouble();
    atNs = in.readLong();
  }
}
