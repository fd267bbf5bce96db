package io.cryptoscalp.models.dataset;

import io.cryptoscalp.engine.neighbours.NeighbourGraph;
import io.cryptoscalp.engine.neighbours.NeighbourOptions;
import io.cryptoscalp.models.ModelException;

/**
 * The other instruments that each example looks at, as of the last step of event time at or before
 * its decision.
 *
 * @param options how they were found; tells how many an example has at most
 * @param rows for each example and neighbour, strongest first, the row of its vector at that step;
 *     -1 where there is none
 * @param edges for each example {@link NeighbourGraph#EDGE} numbers a neighbour; all 0 where there
 *     is none
 */
public record ExampleNeighbours(NeighbourOptions options, int[][] rows, float[][] edges) {
  /** Checks the lengths. */
  public ExampleNeighbours {
    check("edges", rows.length, edges.length);
    for (int i = 0; i < rows.length; i++) {
      check("rows", options.count(), rows[i].length);
      check("edges", options.count() * NeighbourGraph.EDGE, edges[i].length);
    }
  }

  private static void check(String field, int expected, int got) {
    if (expected != got) {
      throw new ModelException(
          "DATASET_INVALID", "field=neighbours." + field + " expected=" + expected + " got=" + got);
    }
  }

  /** Those of some examples, in this order. */
  ExampleNeighbours select(int[] examples) {
    int[][] someRows = new int[examples.length][];
    float[][] someEdges = new float[examples.length][];
    for (int i = 0; i < examples.length; i++) {
      someRows[i] = rows[examples[i]];
      someEdges[i] = edges[examples[i]];
    }
    return new ExampleNeighbours(options, someRows, someEdges);
  }

  /** Mean number of neighbours of an example; 0 without examples. */
  double mean() {
    long present = 0;
    for (int[] of : rows) {
      for (int row : of) {
        present += row >= 0 ? 1 : 0;
      }
    }
    return rows.length == 0 ? 0 : (double) present / rows.length;
  }
}
