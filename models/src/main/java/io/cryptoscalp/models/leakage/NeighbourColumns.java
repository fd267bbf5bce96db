package io.cryptoscalp.models.leakage;

import io.cryptoscalp.engine.neighbours.NeighbourGraph;
import io.cryptoscalp.models.dataset.Dataset;
import java.util.ArrayList;
import java.util.List;

/** Puts what examples see of other instruments beside their own features, as further columns. */
final class NeighbourColumns {
  private static final List<String> EDGE =
      List.of("correlation", "lead_correlation", "lead", "present");

  private NeighbourColumns() {}

  /**
   * Examples whose vectors hold, after their own features, for each neighbour its features and its
   * edge, 0 where there is none; {@code neighbour_0.rsi_14_1m}. Sequences are one vector long.
   *
   * @return the same set where it has no neighbours
   */
  static Dataset of(Dataset data) {
    int most = data.mostNeighbours();
    if (most == 0) {
      return data;
    }
    List<String> names = new ArrayList<>(data.featureNames());
    for (int k = 0; k < most; k++) {
      for (String name : data.featureNames()) {
        names.add("neighbour_" + k + "." + name);
      }
      for (String name : EDGE) {
        names.add("neighbour_" + k + "." + name);
      }
    }
    float[][] values = new float[data.size()][];
    for (int i = 0; i < values.length; i++) {
      values[i] = row(data, i, names.size());
    }
    return data.withVectors(names, values);
  }

  private static float[] row(Dataset data, int example, int width) {
    float[] row = new float[width];
    int features = data.features();
    System.arraycopy(data.vector(example), 0, row, 0, features);
    int at = features;
    for (int k = 0; k < data.mostNeighbours(); k++) {
      float[] vector = data.neighbour(example, k);
      if (vector != null) {
        System.arraycopy(vector, 0, row, at, features);
      }
      at += features;
      System.arraycopy(data.edges(example), k * NeighbourGraph.EDGE, row, at, NeighbourGraph.EDGE);
      at += NeighbourGraph.EDGE;
    }
    return row;
  }
}
