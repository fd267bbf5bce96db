package io.cryptoscalp.models.scoring;

import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.onnx.LogisticOnnx;
import io.cryptoscalp.models.onnx.OnnxHeader;
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
 *
 * <p>On a device the model is open on the CPU as well. A device that fails is given up for good and
 * the rows it failed on are scored by the CPU; rows that fail on both fail as they do without one.
 */
public final class ScoringSession implements AutoCloseable {
  /** Code of a run that was broken off. */
  public static final String TIME_EXCEEDED = "MODEL_TIME_EXCEEDED";

  private static final int WARM_UP_RUNS = 200;
  private static final double ROUNDING = 1e6;

  private final SessionPool.Shared shared;
  private final DeviceSeat seat;
  private final OnnxBuffers buffers;
  private final ModelInputs inputs;
  private final ModelTask task;
  private final @Nullable InputBounds bounds;
  private final long horizonNs;
  private final boolean rowByRow;
  private boolean closed;
  private long lastRunNanos;

  private ScoringSession(
      SessionPool.Shared shared,
      DeviceSeat seat,
      OnnxBuffers buffers,
      ModelInputs inputs,
      ModelTask task,
      boolean rowByRow) {
    this.shared = shared;
    this.seat = seat;
    this.buffers = buffers;
    this.inputs = inputs;
    this.task = task;
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
    return open(folder, sha256, SessionSettings.of(layout, maxRows));
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
    return open(version, sha256, SessionSettings.of(layout, maxRows).trusting(trust));
  }

  /**
   * The same with everything said. A device that cannot be had leaves the model on the CPU, see
   * {@link #fallback}.
   *
   * @throws ModelException as above, or {@value #TIME_EXCEEDED}
   */
  public static ScoringSession open(ModelFolder version, String sha256, SessionSettings settings) {
    ModelFolder folder = version.verified(settings.trust());
    byte[] onnx = folder.onnx();
    SessionPool.Shared shared = SessionPool.acquire(onnx, folder.path().toString(), sha256);
    OnnxBuffers buffers = shared.model.buffers(settings.maxRows());
    try {
      buffers.limit(settings.limitNs());
      ModelTask task = ModelTask.of(shared.model);
      checkFeatures(folder.card(), shared.model);
      ModelInputs inputs = ModelInputs.open(folder, shared.model, settings.layout());
      GoldenVectors golden = folder.golden();
      checkGolden(golden, shared.model, buffers);
      boolean rowByRow = !BatchProbe.batchSizesAgree(buffers, golden.inputs());
      warmUp(buffers, golden.inputs());
      DeviceSeat seat = DeviceSeat.take(onnx, shared, buffers, golden, settings);
      return new ScoringSession(shared, seat, buffers, inputs, task, rowByRow);
    } catch (RuntimeException e) {
      buffers.close();
      SessionPool.release(shared);
      throw e;
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

  static void checkGolden(GoldenVectors golden, OnnxModel model, long limitNs) {
    try (OnnxBuffers buffers = model.buffers(1)) {
      buffers.limit(limitNs);
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
    LoadPace pace = new LoadPace();
    for (int run = 0; run < WARM_UP_RUNS; run++) {
      buffers.put(0, inputs[run % inputs.length]);
      buffers.run(1);
      pace.step();
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
    return seat.isTaken() ? seat.rowByRow() : rowByRow;
  }

  /** What runs the model now. */
  public Provider provider() {
    return seat.provider();
  }

  /**
   * Why the CPU runs the model in place of the device it was meant for, {@code CODE: detail}; empty
   * when nothing went wrong.
   */
  public String fallback() {
    return seat.fallback();
  }

  /** What {@link #fallback} says, the first time it is asked after a change; then empty. */
  public String fallbackNews() {
    return seat.news();
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
    if (seat.isTaken()) {
      onDevice(count, -1);
    } else {
      attempt(count, -1, rowByRow);
    }
    lastRunNanos = System.nanoTime() - start;
  }

  /** Scores one row that was put. */
  public void runRow(int row) {
    if (seat.isTaken()) {
      onDevice(1, row);
    } else {
      attempt(1, row, rowByRow);
    }
  }

  /**
   * On the device, and where that fails on the CPU. Only rows that the CPU can score tell that it
   * was the device that failed.
   */
  private void onDevice(int count, int row) {
    try {
      attempt(count, row, seat.rowByRow());
    } catch (ModelException failure) {
      if (failure.code().equals(TIME_EXCEEDED)) {
        throw failure;
      }
      seat.stepAside(buffers);
      try {
        attempt(count, row, rowByRow);
      } catch (ModelException onCpu) {
        seat.stepBack(buffers);
        throw onCpu;
      }
      seat.leave(buffers, "PROVIDER_RUN_FAILED", failure);
    }
  }

  /** One row, or the first rows where it is negative. */
  private void attempt(int count, int row, boolean oneByOne) {
    if (row >= 0) {
      buffers.runRow(row);
    } else if (oneByOne) {
      buffers.runRowByRow(count);
    } else {
      buffers.run(count);
    }
  }

  /** What the answers mean. */
  public OnnxHeader.Task task() {
    return task.task();
  }

  /** Event time between two answers of a policy, ns. */
  public long stepNs() {
    return task.stepNs();
  }

  /** What a policy was charged beyond the touch while it learnt, bps. */
  public double slippageBps() {
    return task.slippageBps();
  }

  /** Writes a policy's own position of a row that was put. */
  public void putPosition(int row, float[] own) {
    buffers.putPosition(row, own);
  }

  /** Reads all numbers answered for a row of the last run. */
  public void answers(int row, float[] to) {
    buffers.answer(row, to);
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
      seat.close();
      SessionPool.release(shared);
    }
  }
}
