package io.cryptoscalp.engine.scaling;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/** Running mean and deviation (Welford, Technometrics 4, 1962): one pass, no cancellation. */
final class Moments {
  /** A deviation below this share of the mean is rounding. */
  private static final double ROUNDING = 1e-13;

  private long count;
  private double mean;
  private double squares;

  void add(double value) {
    count++;
    double before = value - mean;
    mean += before / count;
    squares += before * (value - mean);
  }

  double mean() {
    return mean;
  }

  /** Standard deviation with divisor n - 1; 0 below two values or where it is only rounding. */
  double deviation() {
    if (count < 2) {
      return 0;
    }
    double deviation = Math.sqrt(squares / (count - 1));
    return deviation > ROUNDING * Math.abs(mean) ? deviation : 0;
  }

  void write(StateWriter out) {
    out.writeLong(count);
    out.writeDouble(mean);
    out.writeDouble(squares);
  }

  void read(StateReader in) {
    count = in.readLong();
    mean = in.readDouble();
    squares = in.readDouble();
  }
}
