package io.cryptoscalp.engine.features.catalogue;

import io.cryptoscalp.engine.features.graph.GraphBuilder;
import io.cryptoscalp.engine.features.graph.Node;

/** Builds the node of a feature, together with the nodes it needs. */
@FunctionalInterface
public interface BarRecipe {
  /** The node whose value is the feature's. Called once for each graph that has the feature. */
  Node build(GraphBuilder graph);
}
