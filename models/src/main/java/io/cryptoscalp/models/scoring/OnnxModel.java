package io.cryptoscalp.models.scoring;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.onnx.LogisticOnnx;
import java.util.List;
import java.util.Map;

/**
 * One ONNX Runtime session of a binary classifier: inputs {@code features} float [N, F], {@code
 * sequence} float [N, T, F] or both, with {@code regime} float [N, 6] or without; output {@code
 * probability_up} float [N] or [N, 1]. One thread, no spinning, deterministic kernels: the calling
 * thread does the work. {@code run} of ONNX Runtime is thread-safe, so one instance serves every
 * caller of the process, each with {@link OnnxBuffers} of its own.
 */
public final class OnnxModel implements AutoCloseable {
  private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment("cryptoscalp");

  private final OrtSession session;
  private final RowShape shape;
  private final RowAnswer answer;
  private final Map<String, String> metadata;

  private OnnxModel(OrtSession session) throws OrtException {
    this.session = session;
    this.shape = RowShape.of(session.getInputInfo());
    this.answer = RowAnswer.of(session.getOutputInfo());
    this.metadata = Map.copyOf(session.getMetadata().getCustomMetadata());
  }

  /**
   * Loads a model from the bytes of its file.
   *
   * @throws ModelException {@code MODEL_UNREADABLE} when ONNX Runtime cannot load it, {@code
   *     MODEL_INPUT_SHAPE} when its inputs or outputs are not those of a scoring model
   */
  public static OnnxModel load(byte[] onnx) {
    OrtSession session;
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      options.addConfigEntry("session.inter_op.allow_spinning", "0");
      options.setDeterministicCompute(true);
      options.setCPUArenaAllocator(false); // small fixed shapes: an arena would only hoard memory
      session = ENVIRONMENT.createSession(onnx, options);
    } catch (OrtException e) {
      throw new ModelException(
          "MODEL_UNREADABLE", "bytes=" + onnx.length + " reason=" + e.getMessage(), e);
    }
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

  private static void closeQuietly(OrtSession session, Exception cause) {
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
    return new OnnxBuffers(ENVIRONMENT, session, shape, answer, maxRows);
  }

  /**
   * Scores rows one at a time. For checks, not for the hot path.
   *
   * @param rows flat rows of {@link RowShape#width()} values
   * @return one probability a row
   */
  public double[] score(float[][] rows) {
    try (OnnxBuffers buffers = buffers(1)) {
      return score(buffers, rows);
    }
  }

  static double[] score(OnnxBuffers buffers, float[][] rows) {
    double[] scores = new double[rows.length];
    for (int row = 0; row < rows.length; row++) {
      buffers.put(0, rows[row]);
      buffers.run(1);
      scores[row] = buffers.output(0);
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
