package io.cryptoscalp.engine.features.graph;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * The highest (or lowest) of the last n valid values of a node, with a monotonic queue: O(1)
 * amortised. Of equal extremes the newest counts, as in TA-Lib.
 */
final class Extreme extends Node {
  private final Node input;
  private final int length;
  private final int sign;
  private final double[] candidates;
  private final int[] times;
  private int first;
  private int count;
  private int seen;
  private int now;

  /**
   * Creates it.
   *
   * @param sign 1 for the highest, -1 for the lowest
   */
  Extreme(Node input, int length, int sign) {
    this.input = input;
    this.length = length;
    this.sign = sign;
    candidates = new double[length];
    times = new int[length];
  }

  @Override
  protected double update() {
    if (!input.isValid()) {
      return Double.NaN;
    }
    double value = input.value();
    now++;
    if (seen < length) {
      seen++;
    }
    if (count > 0 && now - times[first] >= length) {
      first = first + 1 == length ? 0 : first + 1;
      count--;
    }
    while (count > 0 && sign * (value - candidates[last()]) >= 0) {
      count--;
    }
    count++;
    candidates[last()] = value;
    times[last()] = now;
    return result();
  }

  @Override
  protected double result() {
    return seen < length ? Double.NaN : candidates[first];
  }

  /** How many values ago the extreme was, 0 for the newest. */
  int age() {
    return now - times[first];
  }

  private int last() {
    int at = first + count - 1;
    return at >= length ? at - length : at;
  }

  @Override
  protected void write(StateWriter out) {
    out.writeInt(seen);
    out.writeInt(count);
    for (int i = 0; i < count; i++) {
      int at = (first + i) % length;
      out.writeInt(now - times[at]);
      out.writeDouble(candidates[at]);
    }
  }

  @Override
  protected void read(StateReader in) {
    seen = in.readInt();
    count = in.readInt();
    first = 0;
    now = 0;
    for (int i = 0; i < count; i++) {
      times[i] = -in.readInt();
      candidates[i] = in.readDouble();
    }
  }
}
