package io.cryptoscalp.models.scoring;

import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.ModelContext;
import io.cryptoscalp.engine.neighbours.NeighbourGraph;
import io.cryptoscalp.engine.neighbours.NeighbourOptions;
import io.cryptoscalp.engine.neighbours.Neighbours;
import io.cryptoscalp.models.onnx.OnnxHeader;
import io.cryptoscalp.models.scaling.RowScaler;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * From the neighbours that a pipeline tells of to those that a model reads. A neighbour that lacks
 * a value which the model needs is left out as if it were not there. Not thread-safe.
 */
final class NeighbourInputs {
  private final int[] positions;
  private final int width; // columns that the pipeline tells
  private final long maxAgeNs;
  private final float[] values;
  private final float[] edges;
  private final float[] row;

  private NeighbourInputs(int[] positions, int width, int count, long maxAgeNs) {
    this.positions = positions;
    this.width = width;
    this.maxAgeNs = maxAgeNs;
    values = new float[count * positions.length];
    edges = new float[count * NeighbourGraph.EDGE];
    row = new float[positions.length];
  }

  /**
   * Those of a model; null for one that reads none.
   *
   * @throws io.cryptoscalp.models.ModelException {@code MODEL_NEIGHBOURS_MISMATCH}
   */
  static @Nullable NeighbourInputs open(OnnxModel model, FeatureLayout layout) {
    int count = model.shape().neighbours();
    if (count == 0) {
      return null;
    }
    String options = model.metadata(OnnxHeader.NEIGHBOUR_OPTIONS);
    int[] positions = layout.neighbourPositions(options, count, model.featureNames());
    long maxAgeNs = NeighbourOptions.parse(options).maxAgeNs();
    return new NeighbourInputs(positions, layout.neighbours().names().size(), count, maxAgeNs);
  }

  /**
   * Writes them; false, and the row is not to be scored, where none is known or all are too old.
   *
   * @param scaler of the model's vectors; null where its inputs are raw
   */
  boolean write(OnnxBuffers to, int index, FeatureSnapshot snapshot, @Nullable RowScaler scaler) {
    ModelContext context = snapshot.context();
    Neighbours told = context == null ? null : context.neighbours();
    if (told == null
        || snapshot.eventTimeNs() - told.stepNs() >= maxAgeNs
        || told.edges().length < edges.length
        || told.values().length * NeighbourGraph.EDGE != told.edges().length * width) {
      return false;
    }
    boolean any = false;
    for (int k = 0; k * NeighbourGraph.EDGE < edges.length; k++) {
      int edge = k * NeighbourGraph.EDGE;
      int at = k * row.length;
      if (told.edges()[edge + NeighbourGraph.PRESENT] > 0
          && take(told.values(), k * width)
          && (scaler == null || scaler.scale(row, row))) {
        System.arraycopy(row, 0, values, at, row.length);
        System.arraycopy(told.edges(), edge, edges, edge, NeighbourGraph.EDGE);
        any = true;
      } else {
        Arrays.fill(values, at, at + row.length, 0);
        Arrays.fill(edges, edge, edge + NeighbourGraph.EDGE, 0);
      }
    }
    if (any) {
      to.putNeighbours(index, values, 0, edges, 0);
    }
    return any;
  }

  private boolean take(float[] from, int offset) {
    for (int i = 0; i < row.length; i++) {
      row[i] = from[offset + positions[i]];
      if (Float.isNaN(row[i])) {
        return false;
      }
    }
    return true;
  }
}
