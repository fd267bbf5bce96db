package io.cryptoscalp.models.scoring;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.onnx.OnnxHeader;
import io.cryptoscalp.models.registry.ModelFolder;

/** Whether a version's file answers as it did when it was registered, asked without a pipeline. */
public final class GoldenCheck {
  private static final long LIMIT_NS = 2_000_000_000L;

  private GoldenCheck() {}

  /** Whether a version holds a model that the trading job scores with: a direction or a policy. */
  public static boolean applies(ModelFolder folder) {
    String task = folder.isScored() ? folder.card().task() : "none";
    return task.isEmpty()
        || task.equalsIgnoreCase(OnnxHeader.Task.DIRECTION.name())
        || task.equalsIgnoreCase(OnnxHeader.Task.POLICY.name());
  }

  /** Whether a version's file has golden vectors to answer, whatever it tells. */
  public static boolean answers(ModelFolder folder) {
    String task = folder.isScored() ? folder.card().task() : "none";
    boolean known = applies(folder);
    for (OnnxHeader.Task each : OnnxHeader.Task.values()) {
      known |= task.equalsIgnoreCase(each.name());
    }
    return known;
  }

  /**
   * Loads the file and lets it answer the golden vectors.
   *
   * @param folder a version that {@link #answers}
   * @return number of vectors
   * @throws ModelException {@code MODEL_UNREADABLE}, {@code MODEL_INPUT_SHAPE}, {@code
   *     MODEL_FEATURES_MISMATCH}, {@code MODEL_GOLDEN_MISMATCH} (also for an answer that is no
   *     number) or {@code MODEL_TIME_EXCEEDED} for one that takes longer than two seconds
   */
  public static int run(ModelFolder folder) {
    return run(folder, LIMIT_NS);
  }

  /**
   * The same with another limit.
   *
   * @param limitNs longest that an answer may take, ns
   */
  public static int run(ModelFolder folder, long limitNs) {
    try (OnnxModel model = OnnxModel.load(folder.onnx())) {
      ScoringSession.checkFeatures(folder.card(), model);
      var golden = folder.golden();
      ScoringSession.checkGolden(golden, model, limitNs);
      return golden.outputs().length;
    }
  }
}
