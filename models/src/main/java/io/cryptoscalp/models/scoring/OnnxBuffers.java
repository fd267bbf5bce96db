package io.cryptoscalp.models.scoring;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.onnx.OnnxHeader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Pinned direct memory of one caller: inputs are written into it, ONNX Runtime reads it and writes
 * the outputs into it without copies. Tensors are views of this memory, made once per batch size
 * and reused. Not thread-safe.
 */
public final class OnnxBuffers implements AutoCloseable {
  private final RowShape shape;
  private final RowAnswer answer;
  private final int maxRows;
  private final FloatBuffer vectors;
  private final FloatBuffer sequences;
  private final FloatBuffer regimes;
  private final FloatBuffer neighbours;
  private final FloatBuffer edges;
  private final FloatBuffer positions;
  private final FloatBuffer pictures;
  private final FloatBuffer output;
  private final @Nullable View[] batches;
  private final @Nullable View[] rows;
  private GraphSession session;
  private RunWatchdog.@Nullable Watch watch;
  private long limitNs;

  /** The input and output tensors over one stretch of the memory. */
  private record View(Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs) {}

  OnnxBuffers(GraphSession session, RowShape shape, RowAnswer answer, int maxRows) {
    this.session = session;
    this.shape = shape;
    this.answer = answer;
    this.maxRows = maxRows;
    this.vectors = floats(maxRows, shape.vector());
    this.sequences = floats(maxRows, shape.sequence());
    this.regimes = floats(maxRows, shape.regimes());
    this.neighbours = floats(maxRows, shape.neighbourValues());
    this.edges = floats(maxRows, shape.edges());
    this.positions = floats(maxRows, shape.position());
    this.pictures = floats(maxRows, shape.pixels());
    this.output = floats(maxRows, answer.width());
    this.batches = new View[maxRows + 1];
    this.rows = new View[maxRows];
  }

  private static FloatBuffer floats(int rows, int width) {
    int bytes = Math.multiplyExact(Math.multiplyExact(rows, width), Float.BYTES);
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  /** Runs in another session of the same file from now on; what was put stays. */
  void use(OnnxModel model) {
    session = model.session();
  }

  /** Most rows of one run. */
  public int maxRows() {
    return maxRows;
  }

  /** What a row is made of. */
  public RowShape shape() {
    return shape;
  }

  /** Numbers answered for a row. */
  public int answers() {
    return answer.width();
  }

  /** Writes one flat row in the order of {@link RowShape}, as far as the model reads it. */
  public void put(int row, float[] values) {
    int vector = shape.vector();
    int sequence = shape.sequence();
    vectors.put(row * vector, values, 0, vector);
    sequences.put(row * sequence, values, vector, sequence);
    regimes.put(row * shape.regimes(), values, vector + sequence, shape.regimes());
    putNeighbours(row, values, shape.neighboursAt(), values, shape.edgesAt());
    int at = shape.positionAt();
    positions.put(row * shape.position(), values, at, shape.position());
    pictures.put(row * shape.pixels(), values, at + shape.position(), shape.pixels());
  }

  /** Reads one flat row back. */
  float[] row(int row) {
    float[] values = new float[shape.width()];
    int vector = shape.vector();
    int sequence = shape.sequence();
    vectors.get(row * vector, values, 0, vector);
    sequences.get(row * sequence, values, vector, sequence);
    regimes.get(row * shape.regimes(), values, vector + sequence, shape.regimes());
    int width = shape.neighbourValues();
    neighbours.get(row * width, values, shape.neighboursAt(), width);
    edges.get(row * shape.edges(), values, shape.edgesAt(), shape.edges());
    int at = shape.positionAt();
    positions.get(row * shape.position(), values, at, shape.position());
    pictures.get(row * shape.pixels(), values, at + shape.position(), shape.pixels());
    return values;
  }

  /** Writes the vector of a row. */
  void putVector(int row, float[] values) {
    vectors.put(row * shape.vector(), values, 0, shape.vector());
  }

  /** Writes one step of the sequence of a row. */
  void putStep(int row, int step, float[] values) {
    sequences.put(row * shape.sequence() + step * shape.columns(), values, 0, shape.columns());
  }

  /** Writes the regimes of a row. */
  void putRegimes(int row, float[] probabilities) {
    regimes.put(row * shape.regimes(), probabilities, 0, shape.regimes());
  }

  /** Writes the neighbours of a row: their vectors and their edges, from these places on. */
  void putNeighbours(int row, float[] values, int from, float[] edgeValues, int edgesFrom) {
    int width = shape.neighbourValues();
    neighbours.put(row * width, values, from, width);
    edges.put(row * shape.edges(), edgeValues, edgesFrom, shape.edges());
  }

  /** Writes the position of a row. */
  void putPosition(int row, float[] own) {
    positions.put(row * shape.position(), own, 0, shape.position());
  }

  /** Writes the picture of a row. */
  void putPicture(int row, float[] pixels) {
    pictures.put(row * shape.pixels(), pixels, 0, shape.pixels());
  }

  /** Scores rows 0 to {@code count - 1} in one call. */
  public void run(int count) {
    View view = batches[count];
    if (view == null) {
      view = view(0, count);
      batches[count] = view;
    }
    run(view);
  }

  /** Scores rows 0 to {@code count - 1} in one call each. */
  void runRowByRow(int count) {
    for (int row = 0; row < count; row++) {
      runRow(row);
    }
  }

  /** Scores one row. */
  void runRow(int row) {
    View view = rows[row];
    if (view == null) {
      view = view(row, 1);
      rows[row] = view;
    }
    run(view);
  }

  long limitNs() {
    return limitNs;
  }

  /**
   * Breaks off every run from now on that takes longer; such a run fails with {@code
   * MODEL_TIME_EXCEEDED}.
   *
   * @param newLimitNs ns; 0 never
   */
  void limit(long newLimitNs) {
    limitNs = newLimitNs;
    if (watch != null) {
      watch.close();
      watch = null;
    }
    try {
      if (newLimitNs > 0) {
        watch = RunWatchdog.watch(newLimitNs);
      }
    } catch (OrtException e) {
      throw new ModelException("MODEL_RUN_FAILED", "reason=" + e.getMessage(), e);
    }
  }

  private void run(View view) {
    try {
      if (watch == null) {
        session.run(view.inputs, view.outputs, null);
      } else {
        watched(view, watch);
      }
    } catch (OrtException e) {
      throw new ModelException("MODEL_RUN_FAILED", "reason=" + e.getMessage(), e);
    }
  }

  private void watched(View view, RunWatchdog.Watch watching) throws OrtException {
    OrtException failure = null;
    watching.begin();
    try {
      session.run(view.inputs, view.outputs, watching.options());
    } catch (OrtException e) {
      failure = e;
    }
    boolean broken = watching.end();
    if (failure != null && broken) {
      throw new ModelException(ScoringSession.TIME_EXCEEDED, "limitNs=" + limitNs, failure);
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** The output of a row of the last run; its first number where it has several. */
  public float output(int row) {
    return output.get(row * answer.width());
  }

  /** Reads all numbers of a row of the last run. */
  public void answer(int row, float[] to) {
    output.get(row * answer.width(), to, 0, answer.width());
  }

  private View view(int first, int count) {
    Map<String, OnnxTensor> inputs = new HashMap<>();
    try {
      add(inputs, OnnxHeader.FEATURES, vectors, first, count, shape.vector());
      add(inputs, OnnxHeader.SEQUENCE, sequences, first, count, shape.steps(), shape.columns());
      add(inputs, OnnxHeader.REGIME, regimes, first, count, shape.regimes());
      int most = shape.neighbours();
      add(inputs, OnnxHeader.NEIGHBOURS, neighbours, first, count, most, shape.vector());
      add(inputs, OnnxHeader.EDGES, edges, first, count, most, RowShape.EDGE);
      add(inputs, OnnxHeader.POSITION, positions, first, count, shape.position());
      long[] picture = shape.picture().stream().mapToLong(size -> size).toArray();
      if (picture.length > 0) {
        add(inputs, OnnxHeader.IMAGE, pictures, first, count, picture);
      }
      FloatBuffer numbers = output.slice(first * answer.width(), count * answer.width());
      OnnxTensor out =
          OnnxTensor.createTensor(OrtGraph.ENVIRONMENT, numbers, answer.dimensions(count));
      return new View(inputs, Map.of(answer.name(), out));
    } catch (OrtException e) {
      inputs.values().forEach(OnnxTensor::close);
      throw new ModelException("MODEL_RUN_FAILED", "reason=" + e.getMessage(), e);
    }
  }

  private void add(
      Map<String, OnnxTensor> inputs,
      String name,
      FloatBuffer memory,
      int first,
      int count,
      long... sizes)
      throws OrtException {
    int width = 1;
    long[] dimensions = new long[sizes.length + 1];
    dimensions[0] = count;
    for (int i = 0; i < sizes.length; i++) {
      dimensions[i + 1] = sizes[i];
      width *= (int) sizes[i];
    }
    if (width > 0) {
      FloatBuffer slice = memory.slice(first * width, count * width);
      inputs.put(name, OnnxTensor.createTensor(OrtGraph.ENVIRONMENT, slice, dimensions));
    }
  }

  @Override
  public void close() {
    limit(0);
    close(batches);
    close(rows);
  }

  private static void close(@Nullable View[] views) {
    for (int i = 0; i < views.length; i++) {
      View view = views[i];
      if (view != null) {
        view.inputs.values().forEach(OnnxTensor::close);
        view.outputs.values().forEach(OnnxTensor::close);
        views[i] = null;
      }
    }
  }
}
