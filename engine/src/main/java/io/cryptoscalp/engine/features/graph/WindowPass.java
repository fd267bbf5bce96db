package io.cryptoscalp.engine.features.graph;

import java.util.function.DoubleSupplier;
import java.util.function.Function;

/**
 * A value that is computed from windows in full on every bar. It keeps no state and no rounding
 * error, at O(n) a bar: for statistics that cannot be carried on, over at most 128 bars.
 */
public final class WindowPass extends Node {
  private final Windows.Gate gate;
  private final DoubleSupplier pass;

  private WindowPass(Windows.Gate gate, DoubleSupplier pass) {
    this.gate = gate;
    this.pass = pass;
  }

  /**
   * The value of a pass.
   *
   * @param key what it computes from what
   * @param reach values that the pass needs of each window, the newest included
   * @param passes makes the pass from the windows it asks for
   */
  public static Node of(
      GraphBuilder graph, String key, int reach, Function<Windows, DoubleSupplier> passes) {
    return graph.node(
        key,
        () -> {
          Windows windows = new Windows(graph, reach);
          DoubleSupplier pass = passes.apply(windows);
          return new WindowPass(windows.gate(reach), pass);
        });
  }

  @Override
  protected double update() {
    return gate.isOpen() ? pass.getAsDouble() : Double.NaN;
  }
}
