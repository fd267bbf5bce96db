package io.cryptoscalp.models.scoring;

import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.ScaledVector;
import io.cryptoscalp.engine.scaling.ScalerModel;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.Sha256;
import io.cryptoscalp.models.onnx.LogisticOnnx;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.scaling.InputScaling;
import io.cryptoscalp.models.scaling.RowScaler;
import io.cryptoscalp.models.scaling.ScalerModelJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From a pipeline's snapshot to a model's input row: which vector, which positions, which scaler.
 * Not thread-safe.
 */
final class ModelInputs {
  private final int[] positions;
  private final InputScaling.Kind scaling;
  private final @Nullable RowScaler scaler;
  private final float[] row;

  private ModelInputs(int[] positions, InputScaling.Kind scaling, @Nullable RowScaler scaler) {
    this.positions = positions;
    this.scaling = scaling;
    this.scaler = scaler;
    this.row = new float[positions.length];
  }

  /**
   * The inputs of a model.
   *
   * @throws ModelException {@code MODEL_FEATURES_MISMATCH} for features that the pipeline has not,
   *     {@code MODEL_SCALING_MISMATCH} when the pipeline does not scale online as the model was
   *     trained, {@code MODEL_SCALER_MISMATCH} when the scaler's file is another or is one of other
   *     features, {@code SCALER_MODEL_INVALID} when it is no scaler
   */
  static ModelInputs open(ModelFolder folder, OnnxModel model, FeatureLayout layout) {
    String set = model.metadata(LogisticOnnx.FEATURE_SET);
    List<String> names = model.featureNames();
    int[] positions = layout.positions(set, names);
    InputScaling scaling = InputScaling.parse(model.metadata(LogisticOnnx.INPUT_SCALING));
    return switch (scaling.kind()) {
      case RAW -> new ModelInputs(positions, scaling.kind(), null);
      case ONLINE -> {
        if (!scaling.detail().equals(layout.onlineScaling())) {
          throw new ModelException(
              "MODEL_SCALING_MISMATCH",
              "model=\"" + scaling.detail() + "\" pipeline=\"" + layout.onlineScaling() + "\"");
        }
        yield new ModelInputs(positions, scaling.kind(), null);
      }
      case FROZEN -> {
        ScalerModel found = scaler(folder, scaling.detail(), set, names);
        yield new ModelInputs(positions, scaling.kind(), new RowScaler(found));
      }
    };
  }

  private static ScalerModel scaler(
      ModelFolder folder, String sha256, String set, List<String> names) {
    byte[] json = folder.scaler();
    String digest = Sha256.hex(json);
    if (!digest.equals(sha256)) {
      throw mismatch("sha256", sha256, digest);
    }
    ScalerModel scaler = ScalerModelJson.read(json);
    if (!scaler.setId().equals(set)) {
      throw mismatch("featureSet", set, scaler.setId());
    }
    if (!scaler.featureIds().equals(names)) {
      throw mismatch("featureNames", names.toString(), scaler.featureIds().toString());
    }
    return scaler;
  }

  private static ModelException mismatch(String field, String expected, String got) {
    return new ModelException(
        "MODEL_SCALER_MISMATCH", "field=" + field + " expected=" + expected + " got=" + got);
  }

  /** Positions in the pipeline's vectors, in column order; not to be modified. */
  int[] positions() {
    return positions;
  }

  /** Writes a row; false, and not to be scored, while something that the model needs is missing. */
  boolean write(OnnxBuffers to, int index, FeatureSnapshot snapshot) {
    double[] values = snapshot.values();
    long[] valid = snapshot.valid();
    if (scaling == InputScaling.Kind.ONLINE) {
      ScaledVector scaled = snapshot.scaled();
      if (scaled == null) { // stored before scaling was switched on
        return false;
      }
      values = scaled.values();
      valid = scaled.valid();
    }
    for (int position : positions) {
      boolean usable =
          position < values.length
              && (position >>> 6) < valid.length
              && (valid[position >>> 6] >>> (position & 63) & 1) != 0;
      if (!usable) {
        return false;
      }
    }
    return write(to, index, values);
  }

  /** Writes a row of values that are all valid. */
  boolean write(OnnxBuffers to, int index, double[] values) {
    if (scaler == null) {
      to.put(index, values, positions);
      return true;
    }
    for (int i = 0; i < row.length; i++) {
      row[i] = (float) values[positions[i]];
    }
    boolean usable = scaler.scale(row, row);
    to.put(index, row);
    return usable;
  }
}
