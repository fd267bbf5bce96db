package io.cryptoscalp.engine.features.graph;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * Sums and moments over the last n valid values of a node, O(1) amortised.
 *
 * <p>Values enter and leave a running sum of their distance from an origin; every n values origin
 * and sums are computed afresh from the window. So the work stays O(1) a value and rounding errors
 * of at most 2 n additions remain, whatever the length of the run and the level of the values.
 */
final class Rolling extends Node {
  /** What is made of the sums. */
  enum Moment {
    SUM,
    MEAN,
    /** Of the population, as TA-Lib and Bollinger have it. */
    DEVIATION
  }

  private final Node input;
  private final Window window;
  private final int length;
  private final Moment moment;
  private int seen;
  private int sinceFresh;
  private double origin;
  private double sum;
  private double squares;

  Rolling(Node input, Window window, int length, Moment moment) {
    this.input = input;
    this.window = window;
    this.length = length;
    this.moment = moment;
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
      sum += in - out;
      squares += in * in - out * out;
    }
    return result();
  }

  private void refresh() {
    sinceFresh = 0;
    double total = 0;
    for (int age = 0; age < length; age++) {
      total += window.get(age);
    }
    origin = total / length;
    sum = 0;
    squares = 0;
    for (int age = 0; age < length; age++) {
      double distance = window.get(age) - origin;
      sum += distance;
      squares += distance * distance;
    }
  }

  @Override
  protected double result() {
    if (seen < length) {
      return Double.NaN;
    }
    double shift = sum / length;
    return switch (moment) {
      case SUM -> (origin + shift) * length;
      case MEAN -> origin + shift;
      case DEVIATION -> deviation(shift);
    };
  }

  private double deviation(double shift) {
    double variance = squares / length - shift * shift;
    // What is left of equal values is rounding: below a relative 1e-13 of what was added up.
    return variance <= 1e-13 * (squares / length) ? 0 : Math.sqrt(variance);
  }

  @Override
  protected void write(StateWriter out) {
    out.writeInt(seen << 16 | sinceFresh);
    out.writeDouble(origin);
    out.writeDouble(sum);
    if (moment == Moment.DEVIATION) {
      out.writeDouble(squares);
    }
  }

  @Override
  protected void read(StateReader in) {
    int counts = in.readInt();
    seen = counts >>> 16;
    sinceFresh = counts & 0xffff;
    origin = in.readDouble();
    sum = in.readDouble();
    if (moment == Moment.DEVIATION) {
      squares = in.readDouble();
    }
  }
}
