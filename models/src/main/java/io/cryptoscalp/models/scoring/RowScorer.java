package io.cryptoscalp.models.scoring;

import io.cryptoscalp.engine.scaling.ScalerModel;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.Sha256;
import io.cryptoscalp.models.onnx.LogisticOnnx;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.registry.ModelTrust;
import io.cryptoscalp.models.scaling.InputScaling;
import io.cryptoscalp.models.scaling.RowScaler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One user's handle on a model of any task, a row at a time: what tables and data frames score
 * with. Rows are flat, see {@link RowShape}. The ONNX session underneath is shared by all handles
 * of the process on the same file. A handle belongs to one thread at a time.
 */
public final class RowScorer implements AutoCloseable {
  private final SessionPool.Shared shared;
  private final OnnxBuffers buffers;
  private final @Nullable RowScaler scaler;
  private final float[] step;
  private final float[] scaled;
  private final float[] numbers;
  private boolean closed;

  private RowScorer(SessionPool.Shared shared, @Nullable RowScaler scaler) {
    OnnxModel model = shared.model;
    this.shared = shared;
    this.buffers = model.buffers(1);
    this.scaler = scaler;
    this.step = new float[model.features()];
    this.scaled = new float[model.shape().width()];
    this.numbers = new float[model.answer().width()];
  }

  /**
   * Opens a model by what its file says of itself; a version of a registry is checked against its
   * card and must give its golden answers again.
   *
   * @param path folder of a version, as {@link ModelFolder#of} takes it, or an {@code .onnx} file
   * @param sha256 digest that the file must have, hex; empty for the one that the card says, or any
   * @param trust keys whose signatures count; a lone file has none
   * @throws ModelException {@code MODEL_UNREADABLE}, {@code MODEL_CHECKSUM_MISMATCH}, {@code
   *     MODEL_INPUT_SHAPE}, {@code MODEL_FEATURES_MISMATCH}, {@code MODEL_SCALER_MISMATCH}, {@code
   *     MODEL_GOLDEN_MISMATCH}; those of {@link ModelFolder#verified}; {@code
   *     MODEL_SCALING_MISMATCH} for a model that was trained on vectors that a running job scales;
   *     nothing stays open
   */
  public static RowScorer open(String path, String sha256, ModelTrust trust) {
    boolean alone = path.endsWith(".onnx");
    if (alone && trust.requiresSignature()) {
      throw new ModelException("MODEL_SIGNATURE_MISSING", "file=" + path);
    }
    ModelFolder named = ModelFolder.of(path);
    ModelFolder folder = alone ? named : named.verified(trust);
    Path parent = folder.path().toAbsolutePath().getParent();
    ModelFolder beside = alone && parent != null ? new ModelFolder(parent) : folder;
    byte[] onnx = alone ? read(folder.path()) : folder.onnx();
    String expected = sha256.isEmpty() && !alone ? folder.card().sha256() : sha256;
    SessionPool.Shared shared = acquire(onnx, folder.path().toString(), expected);
    try {
      checkNames(shared.model);
      if (!alone) {
        ScoringSession.checkFeatures(folder.card(), shared.model);
        if (shared.model.answer().isDirection()) {
          ScoringSession.checkGolden(folder.golden(), shared.model, 0);
        }
      }
      ScalerModel found = ModelInputs.frozenScaler(beside, shared.model);
      return new RowScorer(shared, found == null ? null : new RowScaler(found));
    } catch (RuntimeException e) {
      SessionPool.release(shared);
      throw e;
    }
  }

  /**
   * Opens the bytes of a model file; rows must come scaled as the model was trained on.
   *
   * @param onnx the file
   * @param name what messages call it
   * @param sha256 digest that it must have, hex; empty for any
   * @throws ModelException {@code MODEL_UNREADABLE}, {@code MODEL_CHECKSUM_MISMATCH}, {@code
   *     MODEL_INPUT_SHAPE}
   */
  public static RowScorer open(byte[] onnx, String name, String sha256) {
    SessionPool.Shared shared = acquire(onnx, name, sha256);
    try {
      checkNames(shared.model);
      return new RowScorer(shared, null);
    } catch (RuntimeException e) {
      SessionPool.release(shared);
      throw e;
    }
  }

  private static SessionPool.Shared acquire(byte[] onnx, String name, String sha256) {
    String expected = sha256.isEmpty() ? Sha256.hex(onnx) : sha256.toLowerCase(Locale.ROOT);
    return SessionPool.acquire(onnx, name, expected);
  }

  private static void checkNames(OnnxModel model) {
    int names = model.featureNames().size();
    if (names != model.features()) {
      throw new ModelException(
          "MODEL_INPUT_SHAPE",
          "field=input.columns expected=" + names + " got=" + model.features());
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      String reason = e.getClass().getSimpleName();
      throw new ModelException("MODEL_UNREADABLE", "file=" + file + " reason=" + reason, e);
    }
  }

  /** What a row is made of. */
  public RowShape shape() {
    return shared.model.shape();
  }

  /** Feature names in column order, of the vector or of each step. */
  public List<String> features() {
    return shared.model.featureNames();
  }

  /** What it answers for a row. */
  public RowAnswer answer() {
    return shared.model.answer();
  }

  /** Digest of the file, lower-case hex. */
  public String sha256() {
    return shared.digest;
  }

  /** What the model's inputs go through before its graph. */
  public InputScaling scaling() {
    return InputScaling.parse(shared.model.metadata(LogisticOnnx.INPUT_SCALING));
  }

  /**
   * Scores a row.
   *
   * @param row {@link RowShape#width()} values, not changed
   * @param to receives {@link RowAnswer#width()} numbers; a probability of a rise is rounded to
   *     1e-6, as the stream does
   * @return false when there is no answer: a value is not finite or cannot be scaled, which the
   *     model is then not asked about, or the model answers with something that is not a number
   */
  public boolean score(float[] row, double[] to) {
    for (float value : row) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    if (!scale(row)) {
      return false;
    }
    buffers.put(0, scaled);
    buffers.run(1);
    buffers.answer(0, numbers);
    boolean direction = answer().isDirection();
    for (int i = 0; i < numbers.length; i++) {
      if (!Float.isFinite(numbers[i])) {
        return false;
      }
      to[i] = direction ? ScoringSession.rounded(numbers[i]) : numbers[i];
    }
    return true;
  }

  /**
   * The first number that the model answers to a row as its graph takes it, already scaled and not
   * rounded.
   *
   * @param row {@link RowShape#width()} values, not changed
   * @return NaN when a value is not finite, which the model is then not asked about, or it answers
   *     so
   */
  public float number(float[] row) {
    for (float value : row) {
      if (!Float.isFinite(value)) {
        return Float.NaN;
      }
    }
    buffers.put(0, row);
    buffers.run(1);
    return buffers.output(0);
  }

  /** Vectors, steps and neighbours are scaled alike; regimes and edges are shares already. */
  private boolean scale(float[] row) {
    System.arraycopy(row, 0, scaled, 0, scaled.length);
    return scaler == null
        || (scale(scaler, row, 0, shape().regimesAt())
            && scale(scaler, row, shape().neighboursAt(), shape().edgesAt()));
  }

  private boolean scale(RowScaler by, float[] row, int from, int end) {
    for (int at = from; at < end; at += step.length) {
      System.arraycopy(row, at, step, 0, step.length);
      if (!by.scale(step, step)) {
        return false;
      }
      System.arraycopy(step, 0, scaled, at, step.length);
    }
    return true;
  }

  /** Gives the handle up; a second call does nothing. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      buffers.close();
      SessionPool.release(shared);
    }
  }
}
