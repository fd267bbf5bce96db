package io.cryptoscalp.models.scoring;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.onnx.OnnxHeader;
import io.cryptoscalp.models.registry.ModelFolder;

/** Whether a version's file answers as it did when it was registered, asked without a pipeline. */
public final class GoldenCheck {
  private GoldenCheck() {}

  /** Whether a version holds a model that the trading job scores with: a direction or a policy. */
  public static boolean applies(ModelFolder folder) {
    String task = folder.isScored() ? folder.card().task() : "none";
    return task.isEmpty()
        || task.equalsIgnoreCase(OnnxHeader.Task.DIRECTION.name())
        || task.equalsIgnoreCase(OnnxHeader.Task.POLICY.name());
  }

  /**
   * Loads the file and lets it answer the golden vectors.
   *
   * @param folder a version to which this {@link #applies}
   * @return number of vectors
   * @throws ModelException {@code MODEL_UNREADABLE}, {@code MODEL_INPUT_SHAPE}, {@code
   *     MODEL_FEATURES_MISMATCH} or {@code MODEL_GOLDEN_MISMATCH} (also for an answer that is no
   *     number)
   */
  public static int run(ModelFolder folder) {
    try (OnnxModel model = OnnxModel.load(folder.onnx())) {
      ScoringSession.checkFeatures(folder.card(), model);
      var golden = folder.golden();
      ScoringSession.checkGolden(golden, model);
      return golden.outputs().length;
    }
  }
}
