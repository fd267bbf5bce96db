package io.cryptoscalp.models.scoring;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.onnx.LogisticOnnx;
import io.cryptoscalp.models.onnx.OnnxHeader;

/**
 * What the stream asks a model, told by the name of its output, and whether it reads and answers
 * what that takes.
 *
 * @param task what its answers mean
 * @param stepNs event time between two of them, ns; 0 where every snapshot is answered
 * @param slippageBps what a policy was charged beyond the touch while it learnt, bps
 */
record ModelTask(OnnxHeader.Task task, long stepNs, double slippageBps) {
  private static final String POLICY_OUTPUT = "action_probabilities";
  private static final int ACTIONS = 3;

  /**
   * The task of a model.
   *
   * @throws ModelException {@code MODEL_INPUT_SHAPE}, naming the field, when the stream cannot ask
   *     it
   */
  static ModelTask of(OnnxModel model) {
    RowShape shape = model.shape();
    if (model.answer().name().equals(POLICY_OUTPUT)) {
      require("output.columns", ACTIONS, model.answer().width());
      require("position.columns", RowShape.POSITION, shape.position());
      require("sequence.steps", 0, shape.steps());
      require("image.pixels", 0, shape.pixels());
      long stepNs = (long) number(model, OnnxHeader.STEP_NS);
      double slippageBps = number(model, OnnxHeader.SLIPPAGE_BPS);
      if (stepNs <= 0 || !(slippageBps >= 0 && slippageBps < 1000)) {
        throw new ModelException(
            "MODEL_INPUT_SHAPE", "field=policy stepNs=" + stepNs + " slippageBps=" + slippageBps);
      }
      return new ModelTask(OnnxHeader.Task.POLICY, stepNs, slippageBps);
    }
    if (!model.answer().isDirection()) {
      throw new ModelException(
          "MODEL_INPUT_SHAPE",
          "field=output.name expected=" + LogisticOnnx.OUTPUT + " got=" + model.answer().name());
    }
    require("position.columns", 0, shape.position());
    require("image.pixels", 0, shape.pixels());
    return new ModelTask(OnnxHeader.Task.DIRECTION, 0, 0);
  }

  private static double number(OnnxModel model, String key) {
    String text = model.metadata(key);
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new ModelException(
          "MODEL_INPUT_SHAPE", "field=" + key + " expected=a number got=" + text, e);
    }
  }

  private static void require(String field, int expected, int got) {
    if (expected != got) {
      throw new ModelException(
          "MODEL_INPUT_SHAPE", "field=" + field + " expected=" + expected + " got=" + got);
    }
  }
}
