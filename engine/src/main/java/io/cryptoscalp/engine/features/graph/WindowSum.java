package io.cryptoscalp.engine.features.graph;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;

/**
 * Sum of a term over the last n bars, of which the term is computed from windows when the bar
 * enters and again when it leaves, instead of being kept: O(1) amortised and no window of its own.
 *
 * <p>Every n bars the sum is taken afresh, and at once when it fell below 1e-4 of its largest
 * value, so that what a shock leaves behind is rounding below 1e-10 and terms that are all zero sum
 * up to zero exactly.
 */
public final class WindowSum extends Node {
  private static final double FALL = 1e-4;

  private final Windows.Gate gate;
  private final int length;
  private final IntToDoubleFunction term;
  private int left;
  private double sum;
  private double peak;

  private WindowSum(Windows.Gate gate, int length, IntToDoubleFunction term) {
    this.gate = gate;
    this.length = length;
    this.term = term;
  }

  /**
   * The sum of a term over n bars.
   *
   * @param name what the term computes from what, for the key
   * @param n bars, at least 1
   * @param lag how many bars beyond its own a term reads
   * @param terms makes the term, a function of the bar's age, from the windows it asks for
   */
  public static Node of(
      GraphBuilder graph,
      String name,
      int n,
      int lag,
      Function<Windows, IntToDoubleFunction> terms) {
    return graph.node(
        "window_sum(" + name + "," + n + ")",
        () -> {
          Windows windows = new Windows(graph, n + 1 + lag);
          IntToDoubleFunction term = terms.apply(windows);
          return new WindowSum(windows.gate(n + lag), n, term);
        });
  }

  /**
   * Sum of a function of the log returns of the last n bars.
   *
   * @param name of the function; equal names are equal computations
   */
  public static Node ofReturns(
      GraphBuilder graph, String name, int n, DoubleUnaryOperator function) {
    return of(
        graph,
        name,
        n,
        0,
        windows -> {
          Window returns = windows.over(Nodes.logReturn(graph));
          return age -> function.applyAsDouble(returns.get(age));
        });
  }

  @Override
  protected double update() {
    if (!gate.isOpen()) {
      return Double.NaN;
    }
    if (left > 0) {
      left--;
      sum += term.applyAsDouble(0) - term.applyAsDouble(length);
      peak = Math.max(peak, Math.abs(sum));
    }
    if (left == 0 || Math.abs(sum) < FALL * peak) {
      refresh();
    }
    return sum;
  }

  private void refresh() {
    left = length;
    sum = 0;
    for (int age = 0; age < length; age++) {
      sum += term.applyAsDouble(age);
    }
    peak = Math.abs(sum);
  }

  @Override
  protected double result() {
    return sum;
  }

  @Override
  protected void write(StateWriter out) {
    out.writeInt(left);
    out.writeDouble(sum);
    out.writeDouble(peak);
  }

  @Override
  protected void read(StateReader in) {
    left = in.readInt();
    sum = in.readDouble();
    peak = in.readDouble();
  }
}
