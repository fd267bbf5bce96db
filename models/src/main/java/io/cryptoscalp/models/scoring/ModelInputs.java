package io.cryptoscalp.models.scoring;

import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.ModelContext;
import io.cryptoscalp.engine.event.ScaledVector;
import io.cryptoscalp.engine.scaling.ScalerModel;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.Sha256;
import io.cryptoscalp.models.onnx.LogisticOnnx;
import io.cryptoscalp.models.onnx.OnnxHeader;
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
  private final RowShape shape;
  private final FeatureLayout.Steps kept;
  private final int[] stepPositions; // of the model's columns in a kept step
  private final @Nullable NeighbourInputs neighbours;
  private final float[] row;
  private final float[] stepRow;

  private ModelInputs(
      int[] positions,
      InputScaling.Kind scaling,
      @Nullable RowScaler scaler,
      RowShape shape,
      FeatureLayout.Steps kept,
      int[] stepPositions,
      @Nullable NeighbourInputs neighbours) {
    this.neighbours = neighbours;
    this.positions = positions;
    this.scaling = scaling;
    this.scaler = scaler;
    this.shape = shape;
    this.kept = kept;
    this.stepPositions = stepPositions;
    this.row = new float[positions.length];
    this.stepRow = new float[positions.length];
  }

  /**
   * The inputs of a model.
   *
   * @throws ModelException {@code MODEL_FEATURES_MISMATCH} for features that the pipeline has not,
   *     {@code MODEL_SEQUENCE_MISMATCH} for steps that it does not keep, {@code
   *     MODEL_SCALING_MISMATCH} when the pipeline does not scale online as the model was trained,
   *     {@code MODEL_SCALER_MISMATCH} when the scaler's file is another or is one of other
   *     features, {@code SCALER_MODEL_INVALID} when it is no scaler
   */
  static ModelInputs open(ModelFolder folder, OnnxModel model, FeatureLayout layout) {
    String set = model.metadata(LogisticOnnx.FEATURE_SET);
    List<String> names = model.featureNames();
    int[] positions = layout.positions(set, names);
    InputScaling scaling = InputScaling.parse(model.metadata(LogisticOnnx.INPUT_SCALING));
    RowShape shape = model.shape();
    int[] steps = shape.steps() == 0 ? new int[0] : steps(model, layout);
    RowScaler scaler = null;
    if (scaling.kind() == InputScaling.Kind.ONLINE) {
      if (!scaling.detail().equals(layout.onlineScaling())) {
        throw scaling(scaling.detail(), layout.onlineScaling());
      }
      if (shape.steps() > 0
          || shape.neighbours() > 0) { // steps are kept as they were, not as the scaler saw them
        throw scaling(scaling.detail() + " of a sequence", layout.onlineScaling());
      }
    } else if (scaling.kind() == InputScaling.Kind.FROZEN) {
      scaler = new RowScaler(scaler(folder, scaling.detail(), set, names));
    }
    return new ModelInputs(
        positions,
        scaling.kind(),
        scaler,
        shape,
        layout.steps(),
        steps,
        NeighbourInputs.open(model, layout));
  }

  private static int[] steps(OnnxModel model, FeatureLayout layout) {
    RowShape shape = model.shape();
    String told = model.metadata(OnnxHeader.STEPS);
    if (!told.equals(Integer.toString(shape.steps()))) {
      throw new ModelException(
          "MODEL_INPUT_SHAPE", "field=sequence.steps expected=" + told + " got=" + shape.steps());
    }
    String stepNs = model.metadata(OnnxHeader.STEP_NS);
    try {
      return layout.stepPositions(shape.steps(), Long.parseLong(stepNs), model.featureNames());
    } catch (NumberFormatException e) {
      throw new ModelException(
          "MODEL_SEQUENCE_MISMATCH", "field=stepNs expected=a number got=" + stepNs, e);
    }
  }

  private static ModelException scaling(String model, String pipeline) {
    return new ModelException(
        "MODEL_SCALING_MISMATCH", "model=\"" + model + "\" pipeline=\"" + pipeline + "\"");
  }

  /**
   * The scaler beside a model.
   *
   * @return null when its inputs are raw
   * @throws ModelException as {@link #open}, and when the running pipeline would have to scale
   */
  static @Nullable ScalerModel frozenScaler(ModelFolder folder, OnnxModel model) {
    InputScaling scaling = InputScaling.parse(model.metadata(LogisticOnnx.INPUT_SCALING));
    if (scaling.kind() == InputScaling.Kind.ONLINE) {
      throw new ModelException(
          "MODEL_SCALING_MISMATCH", "model=\"" + scaling.detail() + "\" pipeline=\"\"");
    }
    return scaling.kind() == InputScaling.Kind.RAW
        ? null
        : scaler(
            folder,
            scaling.detail(),
            model.metadata(LogisticOnnx.FEATURE_SET),
            model.featureNames());
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
    ModelContext context = snapshot.context();
    return write(to, index, values)
        && (shape.steps() == 0 || writeHistory(to, index, context))
        && (shape.regimes() == 0 || writeRegimes(to, index, context))
        && (neighbours == null || neighbours.write(to, index, snapshot, scaler));
  }

  /** The steps before the newest one, which {@link #write(OnnxBuffers, int, double[])} wrote. */
  private boolean writeHistory(OnnxBuffers to, int index, @Nullable ModelContext context) {
    float[] history = context == null ? null : context.history();
    int columns = kept.names().size();
    if (history == null || history.length != (kept.count() - 1) * columns) {
      return false;
    }
    int first = kept.count() - shape.steps(); // a model of fewer steps takes the newest
    for (int step = 0; step < shape.steps() - 1; step++) {
      int from = (first + step) * columns;
      for (int i = 0; i < row.length; i++) {
        float value = history[from + stepPositions[i]];
        if (Float.isNaN(value)) {
          return false;
        }
        stepRow[i] = value;
      }
      if (scaler != null && !scaler.scale(stepRow, stepRow)) {
        return false;
      }
      to.putStep(index, step, stepRow);
    }
    return true;
  }

  private static boolean writeRegimes(OnnxBuffers to, int index, @Nullable ModelContext context) {
    if (context == null || context.regimes().length != RowShape.REGIMES) {
      return false;
    }
    to.putRegimes(index, context.regimes());
    return true;
  }

  /** The newest vector of the row written last, as the model takes it; not to be modified. */
  float[] newest() {
    return row;
  }

  /** Writes a row of values that are all valid; of a sequence its newest step. */
  boolean write(OnnxBuffers to, int index, double[] values) {
    for (int i = 0; i < row.length; i++) {
      row[i] = (float) values[positions[i]];
    }
    boolean usable = scaler == null || scaler.scale(row, row);
    if (shape.vector() > 0) {
      to.putVector(index, row);
    }
    if (shape.steps() > 0) {
      to.putStep(index, shape.steps() - 1, row);
    }
    return usable;
  }
}
