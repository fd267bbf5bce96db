package io.cryptoscalp.models.scoring;

import ai.onnxruntime.OrtException;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.onnx.LogisticOnnx;
import java.util.List;
import java.util.Map;

/**
 * One session of a binary classifier, on the CPU or a device: inputs {@code features} float [N, F],
 * {@code sequence} float [N, T, F] or both, with {@code regime} float [N, 6] or without; output
 * {@code probability_up} float [N] or [N, 1]. One thread, no spinning, deterministic kernels: the
 * calling thread does the work. {@code run} of ONNX Runtime is thread-safe, so one instance serves
 * every caller of the process, each with {@link OnnxBuffers} of its own.
 */
public final class OnnxModel implements AutoCloseable {
  private final GraphSession session;
  private final RowShape shape;
  private final RowAnswer answer;
  private final Map<String, String> metadata;

  private OnnxModel(GraphSession session) throws OrtException {
    this.session = session;
    this.shape = RowShape.of(session.inputs());
    this.answer = RowAnswer.of(session.outputs());
    this.metadata = Map.copyOf(session.metadata());
  }

  /**
   * Loads a model from the bytes of its file, on the CPU.
   *
   * @throws ModelException {@code MODEL_UNREADABLE} when ONNX Runtime cannot load it, {@code
   *     MODEL_INPUT_SHAPE} when its inputs or outputs are not those of a scoring model
   */
  public static OnnxModel load(byte[] onnx) {
    try {
      return of(OrtGraph.onCpu(onnx));
    } catch (OrtException e) {
      throw new ModelException(
          "MODEL_UNREADABLE", "bytes=" + onnx.length + " reason=" + e.getMessage(), e);
    }
  }

  /**
   * Loads a model on a device.
   *
   * @throws ModelException {@code PROVIDER_MISSING} or {@code PROVIDER_UNLOADABLE} when the device
   *     cannot be used here, {@code PROVIDER_SESSION_FAILED} when it does not take the file; as
   *     above
   */
  public static OnnxModel load(byte[] onnx, ProviderChoice choice, DeviceSessions devices) {
    String problem = devices.problem(choice);
    if (!problem.isEmpty()) {
      int colon = problem.indexOf(": ");
      throw new ModelException(problem.substring(0, colon), problem.substring(colon + 2));
    }
    try {
      return of(devices.open(onnx, choice));
    } catch (OrtException e) {
      throw new ModelException(
          "PROVIDER_SESSION_FAILED",
          "device=" + choice.device() + " reason=" + CudaSessions.oneLine(e),
          e);
    }
  }

  private static OnnxModel of(GraphSession session) {
    try {
      return new OnnxModel(session);
    } catch (OrtException | RuntimeException e) {
      closeQuietly(session, e);
      if (e instanceof ModelException coded) {
        throw coded;
      }
      throw new ModelException("MODEL_UNREADABLE", "reason=" + e.getMessage(), e);
    }
  }

  private static void closeQuietly(GraphSession session, Exception cause) {
    try {
      session.close();
    } catch (OrtException e) {
      cause.addSuppressed(e);
    }
  }

  /** Number of features, of a vector or of each step of a sequence. */
  public int features() {
    return shape.features();
  }

  /** What a row is made of. */
  public RowShape shape() {
    return shape;
  }

  /** What it answers for a row. */
  public RowAnswer answer() {
    return answer;
  }

  /** Value of a metadata key of the file; empty when absent. */
  public String metadata(String key) {
    return metadata.getOrDefault(key, "");
  }

  /** Column names from the file's metadata; empty when it has none. */
  public List<String> featureNames() {
    String joined = metadata(LogisticOnnx.FEATURE_NAMES);
    return joined.isEmpty() ? List.of() : List.of(joined.split(",", -1));
  }

  /** Buffers for a caller of its own; close them before the model. */
  public OnnxBuffers buffers(int maxRows) {
    return new OnnxBuffers(session, shape, answer, maxRows);
  }

  GraphSession session() {
    return session;
  }

  /**
   * Scores rows one at a time. For checks, not for the hot path.
   *
   * @param rows flat rows of {@link RowShape#width()} values
   * @return the numbers answered for each row, row by row
   */
  public double[] score(float[][] rows) {
    try (OnnxBuffers buffers = buffers(1)) {
      return score(buffers, rows);
    }
  }

  static double[] score(OnnxBuffers buffers, float[][] rows) {
    float[] answer = new float[buffers.answers()];
    double[] scores = new double[rows.length * answer.length];
    for (int row = 0; row < rows.length; row++) {
      buffers.put(0, rows[row]);
      buffers.run(1);
      buffers.answer(0, answer);
      for (int i = 0; i < answer.length; i++) {
        scores[row * answer.length + i] = answer[i];
      }
    }
    return scores;
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new ModelException("MODEL_CLOSE_FAILED", "reason=" + e.getMessage(), e);
    }
  }
}
