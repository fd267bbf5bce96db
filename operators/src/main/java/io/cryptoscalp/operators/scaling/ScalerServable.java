package io.cryptoscalp.operators.scaling;

import io.cryptoscalp.engine.scaling.Scaler;
import io.cryptoscalp.engine.scaling.ScalerModel;
import io.cryptoscalp.models.scaling.ScalerModelJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.ml.linalg.Vector;
import org.apache.flink.ml.linalg.Vectors;
import org.apache.flink.ml.param.Param;
import org.apache.flink.ml.param.StringParam;
import org.apache.flink.ml.servable.api.DataFrame;
import org.apache.flink.ml.servable.api.ModelServable;
import org.apache.flink.ml.servable.api.Row;
import org.apache.flink.ml.servable.types.BasicType;
import org.apache.flink.ml.servable.types.DataTypes;
import org.apache.flink.ml.util.ParamUtils;
import org.jspecify.annotations.Nullable;

/**
 * A frozen scaler as a Flink ML servable. It adds two columns to a data frame: the scaled vectors
 * and their validity masks ({@code long[]}, bit i of word i/64 for feature i). Equal to the
 * engine's {@link ScalerModel} bit for bit, for it calls it.
 */
public final class ScalerServable implements ModelServable<ScalerServable> {
  /** Column with the feature vectors. */
  public static final Param<String> FEATURES_COL =
      new StringParam("featuresCol", "Feature vectors.", "features");

  /** Column with their validity masks. */
  public static final Param<String> VALID_COL =
      new StringParam("validCol", "Validity masks of the feature vectors.", "valid");

  /** Column for the scaled vectors. */
  public static final Param<String> OUTPUT_COL =
      new StringParam("outputCol", "Scaled vectors.", "scaled");

  /** Column for the masks of the scaled vectors. */
  public static final Param<String> OUTPUT_VALID_COL =
      new StringParam("outputValidCol", "Validity masks of the scaled vectors.", "scaledValid");

  private final Map<Param<?>, Object> params = new HashMap<>();
  private @Nullable ScalerModel model;

  /** A servable without a model yet. */
  public ScalerServable() {
    ParamUtils.initializeMapWithDefaultValues(params, this);
  }

  /** A servable of this model. */
  public ScalerServable(ScalerModel model) {
    this();
    this.model = model;
  }

  /**
   * Sets the model from its file.
   *
   * @param modelData one stream with the JSON of {@link ScalerModelJson}
   * @throws IllegalArgumentException when there is not exactly one stream
   */
  @Override
  public ScalerServable setModelData(InputStream... modelData) throws IOException {
    if (modelData.length != 1) {
      throw new IllegalArgumentException("SCALER_MODEL_INVALID: streams=" + modelData.length);
    }
    model = ScalerModelJson.read(modelData[0].readAllBytes());
    return this;
  }

  /**
   * Scales every row.
   *
   * @throws IllegalStateException {@code SCALER_MODEL_MISSING}
   * @throws IllegalArgumentException when a column is missing or a vector's length does not fit
   */
  @Override
  public DataFrame transform(DataFrame input) {
    ScalerModel scaler = model;
    if (scaler == null) {
      throw new IllegalStateException("SCALER_MODEL_MISSING");
    }
    int features = input.getIndex(get(FEATURES_COL));
    int masks = input.getIndex(get(VALID_COL));
    int width = scaler.featureIds().size();
    List<Object> vectors = new ArrayList<>();
    List<Object> valid = new ArrayList<>();
    for (Row row : input.collect()) {
      double[] scaled = new double[width];
      long[] scaledValid = new long[Scaler.words(width)];
      double[] values = ((Vector) row.get(features)).toArray();
      scaler.scale(values, (long[]) row.get(masks), scaled, scaledValid);
      vectors.add(Vectors.dense(scaled));
      valid.add(scaledValid);
    }
    return input
        .addColumn(get(OUTPUT_COL), DataTypes.VECTOR(BasicType.DOUBLE), vectors)
        .addColumn(get(OUTPUT_VALID_COL), DataTypes.VECTOR(BasicType.LONG), valid);
  }

  @Override
  public Map<Param<?>, Object> getParamMap() {
    return params;
  }
}
