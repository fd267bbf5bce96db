package io.cryptoscalp.engine.features.trend;

import io.cryptoscalp.engine.features.graph.Node;
import io.cryptoscalp.engine.features.graph.Window;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * Kaufman's adaptive moving average (Trading Systems and Methods, ch. 17): exponential smoothing
 * whose weight goes from that of 30 values to that of 2 with the efficiency of the last n changes.
 * Started with the value before the first result, as in TA-Lib.
 */
final class Kama extends Node {
  private static final double FASTEST = 2.0 / (2 + 1);
  private static final double SLOWEST = 2.0 / (30 + 1);

  private final Node input;
  private final Window window;
  private final Node path;
  private final int length;
  private boolean started;
  private double average;

  /**
   * Creates it.
   *
   * @param window over the input, at least length + 1 long
   * @param path sum of the last length absolute changes
   */
  Kama(Node input, Window window, Node path, int length) {
    this.input = input;
    this.window = window;
    this.path = path;
    this.length = length;
  }

  @Override
  protected double update() {
    if (!input.isValid() || !path.isValid()) {
      return Double.NaN;
    }
    if (!started) {
      started = true;
      average = window.get(1);
    }
    double way = Math.abs(input.value() - window.get(length));
    double efficiency = path.value() > way ? way / path.value() : 1;
    double root = SLOWEST + efficiency * (FASTEST - SLOWEST);
    average += root * root * (input.value() - average);
    return average;
  }

  @Override
  protected void write(StateWriter out) {
    out.writeBoolean(started);
    out.writeDouble(average);
  }

  @Override
  protected void read(StateReader in) {
    started = in.readBoolean();
    average = in.readDouble();
  }
}
