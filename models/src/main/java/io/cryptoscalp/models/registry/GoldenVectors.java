package io.cryptoscalp.models.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cryptoscalp.models.ModelException;
import java.util.Locale;

/**
 * Inputs with the answers that the trained Java model gave, stored beside the ONNX file; a runtime
 * that does not reproduce them must not score with it.
 *
 * @param inputs rows by features, as the model file takes them
 * @param outputs the numbers answered for each row, row by row; of a direction one probability
 */
public record GoldenVectors(float[][] inputs, double[] outputs) {
  /** Largest difference of a reproduced probability. */
  public static final double TOLERANCE = 1e-6;

  /** Checks the shapes; at least one row is required. */
  public GoldenVectors {
    if (inputs.length == 0 || outputs.length == 0 || outputs.length % inputs.length != 0) {
      throw new ModelException(
          "MODEL_GOLDEN_INVALID", "inputs=" + inputs.length + " outputs=" + outputs.length);
    }
    for (int i = 0; i < inputs.length; i++) {
      if (inputs[i] == null) { // a damaged file may say so
        throw new ModelException("MODEL_GOLDEN_INVALID", "index=" + i + " input=null");
      }
    }
  }

  /**
   * Compares reproduced answers.
   *
   * @throws ModelException {@code MODEL_GOLDEN_MISMATCH} with the first index that is off
   */
  public void check(double[] got) {
    check(got, TOLERANCE);
  }

  /**
   * Compares answers of another kind of machine.
   *
   * @param tolerance largest difference that passes
   * @throws ModelException {@code MODEL_GOLDEN_MISMATCH} with the first index that is off
   */
  public void check(double[] got, double tolerance) {
    if (got.length != outputs.length) {
      throw new ModelException(
          "MODEL_GOLDEN_MISMATCH", "outputs expected=" + outputs.length + " got=" + got.length);
    }
    for (int i = 0; i < outputs.length; i++) {
      // negated so that NaN fails as well
      if (!(Math.abs(got[i] - outputs[i]) <= tolerance)) {
        throw new ModelException(
            "MODEL_GOLDEN_MISMATCH",
            String.format(Locale.ROOT, "index=%d expected=%.9f got=%.9f", i, outputs[i], got[i]));
      }
    }
  }

  byte[] toJson() {
    return Json.write(this);
  }

  static GoldenVectors fromJson(byte[] json) throws JsonProcessingException {
    return Json.read(json, GoldenVectors.class);
  }
}
