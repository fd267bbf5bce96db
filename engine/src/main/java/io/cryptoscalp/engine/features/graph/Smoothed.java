package io.cryptoscalp.engine.features.graph;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * Exponential smoothing {@code value += weight * (input - value)}, seeded with the mean of the
 * first n inputs after {@code skip} of them, as TA-Lib does.
 */
final class Smoothed extends Node {
  private final Node input;
  private final int length;
  private final int skip;
  private final double weight;
  private int seen;
  private double average;

  Smoothed(Node input, int length, int skip, double weight) {
    this.input = input;
    this.length = length;
    this.skip = skip;
    this.weight = weight;
  }

  @Override
  protected double update() {
    if (!input.isValid()) {
      return Double.NaN;
    }
    if (seen < skip + length) {
      seen++;
      if (seen > skip) {
        average += input.value();
      }
      if (seen < skip + length) {
        return Double.NaN;
      }
      average /= length;
    } else {
      average += weight * (input.value() - average);
    }
    return average;
  }

  @Override
  protected double result() {
    return seen < skip + length ? Double.NaN : average;
  }

  @Override
  protected void write(StateWriter out) {
    out.writeInt(seen);
    out.writeDouble(average);
  }

  @Override
  protected void read(StateReader in) {
    seen = in.readInt();
    average = in.readDouble();
  }
}
