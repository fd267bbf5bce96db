package io.cryptoscalp.models.scoring;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.onnx.LogisticOnnx;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Pinned direct memory of one caller: inputs are written into it, ONNX Runtime reads it and writes
 * the outputs into it without copies. Tensors are views of this memory, made once per batch size
 * and reused. Not thread-safe.
 */
public final class OnnxBuffers implements AutoCloseable {
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final int features;
  private final boolean outputIsMatrix;
  private final int maxRows;
  private final FloatBuffer input;
  private final FloatBuffer output;
  private final @Nullable View[] batches;
  private final @Nullable View[] rows;

  /** The input and output tensors over one stretch of the memory. */
  private record View(Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs) {}

  OnnxBuffers(
      OrtEnvironment environment,
      OrtSession session,
      int features,
      boolean outputIsMatrix,
      int maxRows) {
    this.environment = environment;
    this.session = session;
    this.features = features;
    this.outputIsMatrix = outputIsMatrix;
    this.maxRows = maxRows;
    this.input = floats(Math.multiplyExact(maxRows, features));
    this.output = floats(maxRows);
    this.batches = new View[maxRows + 1];
    this.rows = new View[maxRows];
  }

  private static FloatBuffer floats(int count) {
    int bytes = Math.multiplyExact(count, Float.BYTES);
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  /** Most rows of one run. */
  public int maxRows() {
    return maxRows;
  }

  /** Writes one input row. */
  public void put(int row, float[] values) {
    input.put(row * features, values, 0, features);
  }

  /** Reads one input row back. */
  float[] row(int row) {
    float[] values = new float[features];
    input.get(row * features, values, 0, features);
    return values;
  }

  /** Writes the columns of one input row from the given positions of a wider vector. */
  void put(int row, double[] values, int[] positions) {
    int offset = row * features;
    for (int i = 0; i < positions.length; i++) {
      input.put(offset + i, (float) values[positions[i]]);
    }
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
      View view = rows[row];
      if (view == null) {
        view = view(row, 1);
        rows[row] = view;
      }
      run(view);
    }
  }

  private void run(View view) {
    try {
      // pinned outputs are not owned by the result: closing it frees the result alone
      session.run(view.inputs, view.outputs).close();
    } catch (OrtException e) {
      throw new ModelException("MODEL_RUN_FAILED", "reason=" + e.getMessage(), e);
    }
  }

  /** The output of a row of the last run. */
  public float output(int row) {
    return output.get(row);
  }

  private View view(int first, int count) {
    FloatBuffer in = input.slice(first * features, count * features);
    FloatBuffer out = output.slice(first, count);
    long[] outputShape = outputIsMatrix ? new long[] {count, 1} : new long[] {count};
    try {
      OnnxTensor inputs = OnnxTensor.createTensor(environment, in, new long[] {count, features});
      OnnxTensor outputs = OnnxTensor.createTensor(environment, out, outputShape);
      return new View(Map.of(LogisticOnnx.INPUT, inputs), Map.of(LogisticOnnx.OUTPUT, outputs));
    } catch (OrtException e) {
      throw new ModelException("MODEL_RUN_FAILED", "reason=" + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
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
