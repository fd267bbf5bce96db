package io.cryptoscalp.models.scoring;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.ValueInfo;
import io.cryptoscalp.engine.neighbours.NeighbourGraph;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.onnx.OnnxHeader;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What a model reads of each decision: a vector, a sequence of vectors, the probabilities of the
 * regimes, the vectors of neighbours and the edges to them, the position of a policy, a picture, or
 * several of these. As one flat row, such as golden vectors are, they follow each other in this
 * order, the sequence step by step from the oldest, neighbours from the strongest.
 *
 * @param vector columns of the input {@code features}; 0 when the model reads none
 * @param steps steps of the input {@code sequence}; 0 when the model reads none
 * @param columns columns of a step; 0 when the model reads none
 * @param regimes columns of the input of regime probabilities, {@value #REGIMES}; 0 when the model
 *     reads none
 * @param neighbours neighbours of the inputs {@code neighbours} and {@code edges}; 0 when the model
 *     reads none
 * @param position columns of the input of a policy's own position, {@value #POSITION}; 0 when the
 *     model reads none
 * @param picture layers, rows and columns of the input of a picture; empty when the model reads
 *     none
 */
public record RowShape(
    int vector,
    int steps,
    int columns,
    int regimes,
    int neighbours,
    int position,
    List<Integer> picture) {
  /** Regimes with a probability each, in the order of {@link Regime}. */
  public static final int REGIMES = 6;

  /** Numbers of an edge. */
  public static final int EDGE = NeighbourGraph.EDGE;

  /** What a policy knows of its position: side, open profit in percent, ln(1 + rows held). */
  public static final int POSITION = 3;

  private static final int MOST_COLUMNS = 100_000;

  /** Copies the sizes of the picture. */
  public RowShape {
    picture = List.copyOf(picture);
  }

  /** What a model of a direction reads. */
  public RowShape(int vector, int steps, int columns, int regimes, int neighbours) {
    this(vector, steps, columns, regimes, neighbours, 0, List.of());
  }

  static RowShape of(Map<String, NodeInfo> inputs) {
    long[] vector = shape(OnnxHeader.FEATURES, 2, "[-1, F]", inputs);
    long[] sequence = shape(OnnxHeader.SEQUENCE, 3, "[-1, T, F]", inputs);
    long[] regime = shape(OnnxHeader.REGIME, 2, "[-1, 6]", inputs);
    long[] neighbours = shape(OnnxHeader.NEIGHBOURS, 3, "[-1, K, F]", inputs);
    long[] edges = shape(OnnxHeader.EDGES, 3, "[-1, K, " + EDGE + "]", inputs);
    long[] position = shape(OnnxHeader.POSITION, 2, "[-1, 3]", inputs);
    long[] image = shape(OnnxHeader.IMAGE, 4, "[-1, L, H, W]", inputs);
    int known = 0;
    for (long[] input : List.of(vector, sequence, regime, neighbours, edges, position, image)) {
      known += input.length > 0 ? 1 : 0;
    }
    if (vector.length + sequence.length + image.length == 0 || known != inputs.size()) {
      throw new ModelException(
          "MODEL_INPUT_SHAPE",
          "field=input.name expected=" + OnnxHeader.FEATURES + " got=" + inputs.keySet());
    }
    if (regime.length > 0 && regime[1] != REGIMES) {
      throw wrong("[-1, 6]", regime);
    }
    if (position.length > 0 && position[1] != POSITION) {
      throw wrong("[-1, 3]", position);
    }
    boolean both = vector.length > 0 && sequence.length > 0;
    if (both && vector[1] != sequence[2]) { // one list of names serves both
      throw wrong("[-1, T, " + vector[1] + "]", sequence);
    }
    checkNeighbours(vector, neighbours, edges);
    return new RowShape(
        vector.length > 0 ? (int) vector[1] : 0,
        sequence.length > 0 ? (int) sequence[1] : 0,
        sequence.length > 0 ? (int) sequence[2] : 0,
        regime.length > 0 ? REGIMES : 0,
        neighbours.length > 0 ? (int) neighbours[1] : 0,
        position.length > 0 ? POSITION : 0,
        Arrays.stream(image).skip(1).mapToObj(size -> (int) size).toList());
  }

  private static void checkNeighbours(long[] vector, long[] neighbours, long[] edges) {
    if (neighbours.length + edges.length == 0) {
      return;
    }
    if (vector.length == 0 || neighbours.length == 0 || neighbours[2] != vector[1]) {
      throw wrong("[-1, K, " + (vector.length == 0 ? "F" : vector[1]) + "]", neighbours);
    }
    if (edges.length == 0 || edges[1] != neighbours[1] || edges[2] != EDGE) {
      throw wrong("[-1, " + neighbours[1] + ", " + EDGE + "]", edges);
    }
  }

  private static long[] shape(
      String name, int dimensions, String expected, Map<String, NodeInfo> inputs) {
    NodeInfo node = inputs.get(name);
    if (node == null) {
      return new long[0];
    }
    ValueInfo info = node.getInfo();
    if (!(info instanceof TensorInfo tensor) || tensor.type != OnnxJavaType.FLOAT) {
      throw new ModelException(
          "MODEL_INPUT_SHAPE", "field=input.type expected=float tensor got=" + info);
    }
    long[] shape = tensor.getShape();
    boolean valid = shape.length == dimensions && shape[0] == -1;
    for (int i = 1; valid && i < shape.length; i++) {
      valid = shape[i] >= 1 && shape[i] <= MOST_COLUMNS;
    }
    if (!valid) {
      throw wrong(expected, shape);
    }
    return shape;
  }

  private static ModelException wrong(String expected, long[] got) {
    return new ModelException(
        "MODEL_INPUT_SHAPE",
        "field=input.shape expected=" + expected + " got=" + Arrays.toString(got));
  }

  /** Features by name that the model reads, of a vector or of each step. */
  public int features() {
    return Math.max(vector, columns);
  }

  /** Values of a flat row. */
  public int width() {
    return positionAt() + position + pixels();
  }

  /** Place of the regimes in a flat row. */
  public int regimesAt() {
    return vector + sequence();
  }

  /** Place of the neighbours in a flat row. */
  public int neighboursAt() {
    return regimesAt() + regimes;
  }

  /** Place of the edges in a flat row. */
  public int edgesAt() {
    return neighboursAt() + neighbourValues();
  }

  /** Values of the neighbours' vectors. */
  public int neighbourValues() {
    return Math.multiplyExact(neighbours, vector);
  }

  /** Values of the edges. */
  public int edges() {
    return Math.multiplyExact(neighbours, EDGE);
  }

  /** Place of a policy's position in a flat row; its picture comes after. */
  public int positionAt() {
    return edgesAt() + edges();
  }

  /** Values of a picture. */
  int pixels() {
    int pixels = picture.isEmpty() ? 0 : 1;
    for (int size : picture) {
      pixels = Math.multiplyExact(pixels, size);
    }
    return pixels;
  }

  /** Values of a sequence. */
  int sequence() {
    return Math.multiplyExact(steps, columns);
  }
}
