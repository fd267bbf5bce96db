package io.cryptoscalp.engine.scaling;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * Running mean and deviation in one pass without cancellation: Welford's recurrence (Technometrics
 * 4, 1962) or, where the past is forgotten, its weighted form (West, CACM 22, 1979): a value that
 * came k values ago weighs {@code keep^k}, and the variance is unbiased for such weights, {@code S
 * / (W - W2 / W)} with W the sum of the weights and W2 that of their squares.
 */
final class Moments {
  /** A deviation below this share of the mean is rounding. */
  private static final double ROUNDING = 1e-13;

  private final double keep;
  private long count;
  private double mean;
  private double squares;
  private double weights;
  private double squaredWeights;

  /**
   * Moments of nothing.
   *
   * @param keep share of its weight that a value keeps when another comes, in (0, 1]; 1 forgets
   *     nothing
   */
  Moments(double keep) {
    this.keep = keep;
  }

  void add(double value) {
    count++;
    double before = value - mean;
    if (keep < 1) {
      weights = keep * weights + 1;
      squaredWeights = keep * keep * squaredWeights + 1;
      mean += before / weights;
      squares = keep * squares + before * (value - mean);
      return;
    }
    mean += before / count;
    squares += before * (value - mean);
  }

  double mean() {
    return mean;
  }

  /**
   * Unbiased standard deviation (divisor n - 1 where nothing is forgotten); 0 below two values or
   * where it is only rounding.
   */
  double deviation() {
    if (count < 2) {
      return 0;
    }
    double divisor = keep < 1 ? weights - squaredWeights / weights : count - 1;
    double deviation = Math.sqrt(squares / divisor);
    return deviation > ROUNDING * Math.abs(mean) ? deviation : 0;
  }

  void write(StateWriter out) {
    out.writeLong(count);
    out.writeDouble(mean);
    out.writeDouble(squares);
    if (keep < 1) {
      out.writeDouble(weights);
      out.writeDouble(squaredWeights);
    }
  }

  void read(StateReader in) {
    count = in.readLong();
    mean = in.readDouble();
    squares = in.readDouble();
    if (keep < 1) {
      weights = in.readDouble();
      squaredWeights = in.readDouble();
    }
  }
}
