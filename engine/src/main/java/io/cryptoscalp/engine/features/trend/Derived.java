package io.cryptoscalp.engine.features.trend;

import io.cryptoscalp.engine.features.graph.GraphBuilder;
import io.cryptoscalp.engine.features.graph.Node;
import java.util.function.ToDoubleFunction;

/** One of the results of a node that has several. */
final class Derived<N extends Node> extends Node {
  private final N source;
  private final ToDoubleFunction<N> result;

  private Derived(N source, ToDoubleFunction<N> result) {
    this.source = source;
    this.result = result;
  }

  /**
   * The node of a result.
   *
   * @param name what the result is called, unique among those of the source
   */
  static <N extends Node> Node of(
      GraphBuilder graph, String name, N source, ToDoubleFunction<N> result) {
    return graph.node(
        name + "(" + graph.key(source) + ")",
        () -> {
          graph.use(source);
          return new Derived<>(source, result);
        });
  }

  @Override
  protected double update() {
    return source.isValid() ? result.applyAsDouble(source) : Double.NaN;
  }
}
