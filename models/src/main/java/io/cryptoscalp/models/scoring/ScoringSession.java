package io.cryptoscalp.models.scoring;

import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.onnx.LogisticOnnx;
import io.cryptoscalp.models.registry.GoldenVectors;
import io.cryptoscalp.models.registry.ModelCard;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.registry.ModelTrust;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One user's handle on a validated model: write rows, run, read probabilities. The ONNX session
 * underneath is shared by all handles of the process on the same file and closed with the last of
 * them. A handle belongs to one thread at a time.
 *
 * <p>A row's probability does not depend on what else is in its batch: matrix kernels may sum in
 * another order for another number of rows, so the model is probed when it is opened and, unless
 * all batch sizes agree bit for bit, its rows are run one at a time.
 */
public final class ScoringSession implements AutoCloseable {
  /** The only execution provider this build carries. */
  public static final String PROVIDER = "CPU";

  /** Code of a run that was broken off. */
  public static final String TIME_EXCEEDED = "MODEL_TIME_EXCEEDED";

  private static final int WARM_UP_RUNS = 200;
  private static final double ROUNDING = 1e6;

  private final SessionPool.Shared shared;
  private final OnnxBuffers buffers;
  private final ModelInputs inputs;
  private final @Nullable InputBounds bounds;
  private final long horizonNs;
  private final boolean rowByRow;
  private boolean closed;
  private long lastRunNanos;

  private ScoringSession(
      SessionPool.Shared shared, OnnxBuffers buffers, ModelInputs inputs, boolean rowByRow) {
    this.shared = shared;
    this.buffers = buffers;
    this.inputs = inputs;
    this.bounds = InputBounds.of(shared.model);
    this.horizonNs = horizon(shared.model.metadata(LogisticOnnx.HORIZON_NS));
    this.rowByRow = rowByRow;
  }

  private static long horizon(String text) {
    try {
      return text.isEmpty() ? 0 : Math.max(0, Long.parseLong(text));
    } catch (NumberFormatException e) {
      return 0; // for learning from outcomes alone, which then has none
    }
  }

  /**
   * Opens, validates and warms up a model.
   *
   * @param folder the version's folder
   * @param sha256 digest that the ONNX file must have, lower-case hex
   * @param layout features of the running pipeline
   * @param maxRows most rows of one batch, at least 1
   * @throws ModelException {@code MODEL_UNREADABLE}, {@code MODEL_CHECKSUM_MISMATCH}, {@code
   *     MODEL_INPUT_SHAPE}, {@code MODEL_FEATURES_MISMATCH}, {@code MODEL_SCALING_MISMATCH}, {@code
   *     MODEL_SCALER_MISMATCH} or {@code MODEL_GOLDEN_MISMATCH}, naming the field and the values;
   *     nothing stays open
   */
  public static ScoringSession open(
      ModelFolder folder, String sha256, FeatureLayout layout, int maxRows) {
    return open(folder, sha256, layout, maxRows, ModelTrust.ANYONE);
  }

  /**
   * The same with the signers to trust.
   *
   * @param trust whose signature the version must have; its files are held to its manifest
   * @throws ModelException also {@code MODEL_SIGNATURE_MISSING}, {@code MODEL_SIGNATURE_INVALID},
   *     {@code MODEL_SIGNER_UNKNOWN}, {@code MODEL_FILE_UNEXPECTED} or {@code MODEL_CARD_INVALID}
   */
  public static ScoringSession open(
      ModelFolder version, String sha256, FeatureLayout layout, int maxRows, ModelTrust trust) {
    return open(version, sha256, layout, maxRows, trust, 0);
  }

  /**
   * The same with a limit of time for every run, those of its checks among them.
   *
   * @param limitNs longest run, ns; 0 for none
   * @throws ModelException as above, or {@value #TIME_EXCEEDED}
   */
  public static ScoringSession open(
      ModelFolder version,
      String sha256,
      FeatureLayout layout,
      int maxRows,
      ModelTrust trust,
      long limitNs) {
    ModelFolder folder = version.verified(trust);
    SessionPool.Shared shared = SessionPool.acquire(folder, sha256);
    OnnxBuffers buffers = shared.model.buffers(maxRows);
    try {
      buffers.limit(limitNs);
      checkDirection(shared.model);
      checkFeatures(folder.card(), shared.model);
      ModelInputs inputs = ModelInputs.open(folder, shared.model, layout);
      GoldenVectors golden = folder.golden();
      checkGolden(golden, shared.model, buffers);
      boolean rowByRow = !BatchProbe.batchSizesAgree(buffers, golden.inputs());
      warmUp(buffers, golden.inputs());
      return new ScoringSession(shared, buffers, inputs, rowByRow);
    } catch (RuntimeException e) {
      buffers.close();
      SessionPool.release(shared);
      throw e;
    }
  }

  private static void checkDirection(OnnxModel model) {
    if (!model.answer().isDirection()) {
      throw new ModelException(
          "MODEL_INPUT_SHAPE",
          "field=output.name expected=" + LogisticOnnx.OUTPUT + " got=" + model.answer().name());
    }
  }

  static void checkFeatures(ModelCard card, OnnxModel model) {
    List<String> names = model.featureNames();
    if (names.size() != model.features()) {
      throw new ModelException(
          "MODEL_INPUT_SHAPE",
          "field=input.columns expected=" + names.size() + " got=" + model.features());
    }
    // the card of an earlier release is covered by no manifest, the file's own metadata is
    if (!card.featureNames().equals(names)) {
      throw new ModelException(
          "MODEL_FEATURES_MISMATCH",
          "field=card.featureNames expected=" + names + " got=" + card.featureNames());
    }
  }

  static void checkGolden(GoldenVectors golden, OnnxModel model) {
    try (OnnxBuffers buffers = model.buffers(1)) {
      checkGolden(golden, model, buffers);
    }
  }

  private static void checkGolden(GoldenVectors golden, OnnxModel model, OnnxBuffers buffers) {
    for (float[] row : golden.inputs()) {
      if (row.length != model.shape().width()) {
        throw new ModelException(
            "MODEL_INPUT_SHAPE",
            "field=golden.columns expected=" + model.shape().width() + " got=" + row.length);
      }
    }
    golden.check(OnnxModel.score(buffers, golden.inputs()));
  }

  private static void warmUp(OnnxBuffers buffers, float[][] inputs) {
    for (int run = 0; run < WARM_UP_RUNS; run++) {
      buffers.put(0, inputs[run % inputs.length]);
      buffers.run(1);
    }
  }

  /**
   * Positions in the pipeline's feature values that the model needs, in column order. Not to be
   * modified.
   */
  public int[] positions() {
    return inputs.positions();
  }

  /** Most rows of one batch. */
  public int maxRows() {
    return buffers.maxRows();
  }

  /** True when rows are run one at a time because batch sizes do not agree bit for bit. */
  public boolean rowByRow() {
    return rowByRow;
  }

  /**
   * Writes a row of the next batch: the vector that the model was trained on, scaled by its scaler.
   *
   * @param row 0 to {@code maxRows - 1}
   * @param snapshot of the pipeline's layout
   * @return false while something that the model needs is missing; the row is then not to be scored
   */
  public boolean put(int row, FeatureSnapshot snapshot) {
    return inputs.write(buffers, row, snapshot);
  }

  /**
   * Writes a row all of whose values are valid, for a model that reads vectors alone.
   *
   * @param row 0 to {@code maxRows - 1}
   * @param values values of the pipeline's layout
   * @return false when the model's scaler cannot scale one of them
   */
  public boolean put(int row, double[] values) {
    return inputs.write(buffers, row, values);
  }

  /** What the model is given for a row that was put: one value a column, scaled where it scales. */
  public float[] inputs(int row) {
    return buffers.row(row);
  }

  /** Scores rows 0 to {@code count - 1}; {@code count} is 1 to {@code maxRows}. */
  public void run(int count) {
    long start = System.nanoTime();
    if (rowByRow) {
      buffers.runRowByRow(count);
    } else {
      buffers.run(count);
    }
    lastRunNanos = System.nanoTime() - start;
  }

  /** Scores one row that was put. */
  public void runRow(int row) {
    buffers.runRow(row);
  }

  /** How far ahead the answers look, ns; 0 when the file does not say. */
  public long horizonNs() {
    return horizonNs;
  }

  /**
   * Whether the row that was put last lies near what the model was trained on; true for a model
   * that does not say where that was. Of a sequence the newest step counts, since the others were
   * newest once.
   *
   * @param range how far beyond the range of a feature a value may lie, in widths of the range
   * @param share largest part of the features that may lie beyond
   */
  public boolean inDistribution(double range, double share) {
    return bounds == null || share >= 1 || bounds.covers(inputs.newest(), range, share);
  }

  /** How long the last run took, ns; for metrics alone, never for an output. */
  public long lastRunNanos() {
    return lastRunNanos;
  }

  /** Probability of a rise of a row of the last run, 0 to 1, rounded to 1e-6; NaN stays NaN. */
  public double probabilityUp(int row) {
    float raw = buffers.output(row);
    return Float.isNaN(raw) ? Double.NaN : rounded(raw);
  }

  static double rounded(float probability) {
    return Math.rint(probability * ROUNDING) / ROUNDING;
  }

  /** ONNX sessions open in this process. */
  public static int openSessions() {
    return SessionPool.openSessions();
  }

  /** Handles open in this process on the file with this digest. */
  public static int users(String sha256) {
    return SessionPool.users(sha256);
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
