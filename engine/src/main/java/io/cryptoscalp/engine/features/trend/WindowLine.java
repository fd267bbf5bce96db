package io.cryptoscalp.engine.features.trend;

import io.cryptoscalp.engine.features.graph.Node;
import io.cryptoscalp.engine.features.graph.Window;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * The linearly weighted mean of the last n values, weights n for the newest down to 1, and the
 * least-squares line through them, both from three running sums; O(1) amortised.
 *
 * <p>The sums are of distances from an origin and are computed afresh every n values, or at once
 * when the values become so much closer to each other that rounding of the former ones would show.
 */
final class WindowLine extends Node {
  /** Squares that shrink below this part of their peak are computed afresh. */
  private static final double SHRUNK = 1e-6;

  /** What is left of equal values is rounding: below this part of what was added up. */
  private static final double EQUAL = 1e-13;

  private final Node input;
  private final Window window;
  private final int length;
  private int seen;
  private int sinceFresh;
  private double origin;
  private double sum;
  private double agedSum;
  private double squares;
  private double peak;

  /**
   * Creates it.
   *
   * @param window over the input, at least length + 1 long
   * @param length values, at least 2
   */
  WindowLine(Node input, Window window, int length) {
    this.input = input;
    this.window = window;
    this.length = length;
  }

  @Override
  protected double update() {
    if (!input.isValid()) {
      return Double.NaN;
    }
    if (seen < length) {
      seen++;
      if (seen < length) {
        return Double.NaN;
      }
      refresh();
    } else if (++sinceFresh >= length) {
      refresh();
    } else {
      double in = input.value() - origin;
      double out = window.get(length) - origin;
      // All values become older by one; what was the oldest leaves.
      agedSum += sum - length * out;
      sum += in - out;
      squares += in * in - out * out;
      peak = Math.max(peak, squares);
      if (squares < SHRUNK * peak) {
        refresh();
      }
    }
    return origin + (length * sum - agedSum) / (0.5 * length * (length + 1.0));
  }

  private void refresh() {
    sinceFresh = 0;
    double total = 0;
    for (int age = 0; age < length; age++) {
      total += window.get(age);
    }
    origin = total / length;
    sum = 0;
    agedSum = 0;
    squares = 0;
    for (int age = 0; age < length; age++) {
      double distance = window.get(age) - origin;
      sum += distance;
      agedSum += age * distance;
      squares += distance * distance;
    }
    peak = squares;
  }

  /** Slope of the line, units of the input a value. */
  double slope() {
    return covariation() / timeVariation();
  }

  /** The line at the newest value. */
  double end() {
    return origin + sum / length + slope() * (length - 1) / 2;
  }

  /** The line one value after the newest. */
  double next() {
    return end() + slope();
  }

  /** Part of the variance that the line explains, 0 to 1; NaN where all values are equal. */
  double determination() {
    double variation = variation();
    double c = covariation();
    return variation == 0 ? Double.NaN : Math.min(1, c * c / timeVariation() / variation);
  }

  /** Slope over its standard error; NaN where the values lie on a line. */
  double slopeT() {
    double r2 = determination();
    double unexplained = 1 - r2;
    if (!(unexplained > EQUAL)) {
      return Double.NaN;
    }
    return Math.copySign(Math.sqrt(r2 * (length - 2) / unexplained), covariation());
  }

  /** Sum of (t - mean t)(y - mean y), the time t counted in values. */
  private double covariation() {
    return 0.5 * (length - 1) * sum - agedSum;
  }

  /** Sum of (t - mean t)^2. */
  private double timeVariation() {
    return length * ((double) length * length - 1) / 12;
  }

  /** Sum of (y - mean y)^2. */
  private double variation() {
    double variation = squares - sum * sum / length;
    return variation <= EQUAL * squares ? 0 : variation;
  }

  @Override
  protected void write(StateWriter out) {
    out.writeInt(seen);
    out.writeInt(sinceFresh);
    out.writeDouble(origin);
    out.writeDouble(sum);
    out.writeDouble(agedSum);
    out.writeDouble(squares);
    out.writeDouble(peak);
  }

  @Override
  protected void read(StateReader in) {
    seen = in.readInt();
    sinceFresh = in.readInt();
    origin = in.readDouble();
    sum = in.readDouble();
    agedSum = in.readDouble();
    squares = in.readDouble();
    peak = in.readDouble();
  }
}
