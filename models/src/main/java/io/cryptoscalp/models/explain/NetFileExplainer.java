package io.cryptoscalp.models.explain;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.onnx.OnnxHeader;
import java.nio.FloatBuffer;
import java.util.Map;

/**
 * Integrated gradients (Sundararajan, Taly and Yan, Axiomatic Attribution for Deep Networks, 2017)
 * of a network from its file alone. The reference is the training mean at every step. What a
 * feature adds is the integral of the derivative along its own part of the path, all its steps
 * together; that derivative is a central difference over one percent of the way to either side,
 * whose error is far below that of single precision in the sum. The parts must add up to the answer
 * within {@value #TOLERANCE} of log odds: points along the path are doubled until they do.
 */
public final class NetFileExplainer implements AutoCloseable {
  /** Largest difference of the parts' sum and the answer, log odds. */
  public static final double TOLERANCE = 1e-3;

  private static final int FIRST_POINTS = 32;
  private static final int MOST_POINTS = 2_048;
  private static final double STEP = 0.01;
  private static final int BATCH = 64;

  private final NetFile file;
  private final OrtSession session;

  private NetFileExplainer(NetFile file, OrtSession session) {
    this.file = file;
    this.session = session;
  }

  /**
   * Opens a file.
   *
   * @throws ModelException {@code MODEL_UNREADABLE}, or {@code EXPLANATION_UNSUPPORTED} when the
   *     file is no network over sequences that answers a direction
   */
  public static NetFileExplainer open(byte[] onnx) {
    NetFile file = NetFile.of(onnx);
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      return new NetFileExplainer(
          file, OrtEnvironment.getEnvironment().createSession(file.inner(), options));
    } catch (OrtException e) {
      throw new ModelException("MODEL_UNREADABLE", "reason=" + e.getMessage(), e);
    }
  }

  /** Numbers of a sequence: steps by features. */
  public int width() {
    return file.steps() * file.features().size();
  }

  /**
   * Explains an answer.
   *
   * @param modelVersion version to name
   * @param sequence steps by features, oldest first, as the model was given it
   * @throws ModelException {@code EXPLANATION_INVALID} for a sequence of another length, {@code
   *     EXPLANATION_INCOMPLETE} when the parts do not add up
   */
  public Explanation explain(String modelVersion, float[] sequence) {
    return explain(modelVersion, sequence, MOST_POINTS);
  }

  /** Runs of the model that the fewest points along the path take. */
  int leastRuns() {
    return runs(FIRST_POINTS);
  }

  private int runs(int points) {
    return 2 * points * file.features().size();
  }

  /** The same with at most this many points along the path. */
  Explanation explain(String modelVersion, float[] sequence, int mostPoints) {
    if (sequence.length != width()) {
      throw new ModelException(
          "EXPLANATION_INVALID", "expected=" + width() + " got=" + sequence.length);
    }
    float[] z = file.standardised(sequence);
    double[] ends = answers(new float[][] {new float[z.length], z});
    double missing = 0;
    for (int points = FIRST_POINTS; points <= mostPoints; points *= 2) {
      double[] contributions = contributions(z, PathRule.of(points));
      double sum = 0;
      for (double contribution : contributions) {
        sum += contribution;
      }
      missing = ends[1] - ends[0] - sum;
      contributions[contributions.length - 1] = ends[0];
      if (Math.abs(missing) <= TOLERANCE) {
        return Explanation.of(
            modelVersion, Explanation.Method.INTEGRATED_GRADIENTS, file.features(), contributions);
      }
    }
    throw new ModelException(
        "EXPLANATION_INCOMPLETE", "missing=" + missing + " tolerance=" + TOLERANCE);
  }

  /** One value a feature, and a zero where the base goes. */
  private double[] contributions(float[] z, PathRule rule) {
    int features = file.features().size();
    double[] contributions = new double[features + 1];
    for (int feature = 0; feature < features; feature++) {
      float[][] rows = new float[2 * rule.points().length][];
      for (int point = 0; point < rule.points().length; point++) {
        rows[2 * point] = at(z, rule.points()[point], feature, STEP);
        rows[2 * point + 1] = at(z, rule.points()[point], feature, -STEP);
      }
      double[] answers = answers(rows);
      for (int point = 0; point < rule.points().length; point++) {
        double slope = (answers[2 * point] - answers[2 * point + 1]) / (2 * STEP);
        contributions[feature] += rule.weights()[point] * slope;
      }
    }
    return contributions;
  }

  /** A point of the path, one feature a little further on at all steps. */
  private float[] at(float[] z, double share, int feature, double further) {
    int features = file.features().size();
    float[] point = new float[z.length];
    for (int i = 0; i < z.length; i++) {
      point[i] = (float) ((i % features == feature ? share + further : share) * z[i]);
    }
    return point;
  }

  /** Calibrated log odds of standardised sequences. */
  private double[] answers(float[][] rows) {
    double[] answers = new double[rows.length];
    for (int from = 0; from < rows.length; from += BATCH) {
      int count = Math.min(BATCH, rows.length - from);
      FloatBuffer values = FloatBuffer.allocate(count * width());
      for (int i = 0; i < count; i++) {
        values.put(rows[from + i]);
      }
      long[] shape = {count, file.steps(), file.features().size()};
      try (OnnxTensor input =
              OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), values.flip(), shape);
          OrtSession.Result result = session.run(Map.of(OnnxHeader.SEQUENCE, input))) {
        float[][] got = (float[][]) result.get(0).getValue();
        for (int i = 0; i < count; i++) {
          answers[from + i] = got[i][0];
        }
      } catch (OrtException e) {
        throw new ModelException("EXPLANATION_FAILED", "reason=" + e.getMessage(), e);
      }
    }
    return answers;
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new ModelException("EXPLANATION_FAILED", "reason=" + e.getMessage(), e);
    }
  }
}
