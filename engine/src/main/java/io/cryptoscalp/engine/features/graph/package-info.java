/**
 * The dependency graph of features on bars: nodes that are updated once a bar, windows over their
 * values, shared sub-results, state by key. What the nodes compute lives in the families; here must
 * be nothing that knows an indicator by name.
 */
@NullMarked
package io.cryptoscalp.engine.features.graph;

import org.jspecify.annotations.NullMarked;
