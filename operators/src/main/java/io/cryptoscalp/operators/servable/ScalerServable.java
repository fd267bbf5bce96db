package io.cryptoscalp.operators.servable;

import io.cryptoscalp.engine.scaling.Scaler;
import io.cryptoscalp.engine.scaling.ScalerModel;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.Sha256;
import io.cryptoscalp.models.scaling.ScalerModelJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.ml.linalg.Vector;
import org.apache.flink.ml.linalg.Vectors;
import org.apache.flink.ml.param.BooleanParam;
import org.apache.flink.ml.param.Param;
import org.apache.flink.ml.param.StringParam;
import org.apache.flink.ml.servable.api.DataFrame;
import org.apache.flink.ml.servable.api.Row;
import org.apache.flink.ml.servable.types.BasicType;
import org.apache.flink.ml.servable.types.DataTypes;
import org.apache.flink.ml.util.ParamUtils;
import org.apache.flink.ml.util.ServableReadWriteUtils;
import org.jspecify.annotations.Nullable;

/**
 * A frozen scaler as a Flink ML servable. It adds two columns to a data frame: the scaled vectors
 * and their validity masks ({@code long[]}, bit i of word i/64 for feature i). Equal to the
 * engine's {@link ScalerModel} bit for bit, for it calls it.
 */
public final class ScalerServable implements SavedServable<ScalerServable> {
  /** Column with the feature vectors. */
  public static final Param<String> FEATURES_COL =
      new StringParam("featuresCol", "Feature vectors.", "features");

  /** Column with their validity masks. */
  public static final Param<String> VALID_COL =
      new StringParam(
          "validCol",
          "Validity masks of the feature vectors; empty where every finite value counts.",
          "valid");

  /** Column for the scaled vectors. */
  public static final Param<String> OUTPUT_COL =
      new StringParam("outputCol", "Scaled vectors.", "scaled");

  /** Column for the masks of the scaled vectors. */
  public static final Param<String> OUTPUT_VALID_COL =
      new StringParam("outputValidCol", "Validity masks of the scaled vectors.", "scaledValid");

  /** Whether values are rounded before they are scaled. */
  public static final Param<Boolean> SINGLE_PRECISION =
      new BooleanParam(
          "singlePrecision",
          "Round values to single precision, scale, round again: what models are trained on.",
          false);

  /** Digest that the scaler's file must have. */
  public static final Param<String> SHA256 =
      new StringParam("sha256", "Digest of the scaler's file, hex; empty for any.", "");

  private final Map<Param<?>, Object> params = new HashMap<>();
  private @Nullable ScalerModel model;
  private byte[] data = new byte[0];

  /** A servable without a model yet. */
  public ScalerServable() {
    ParamUtils.initializeMapWithDefaultValues(params, this);
  }

  /** A servable of this model. */
  public ScalerServable(ScalerModel model) {
    this();
    this.model = model;
    this.data = ScalerModelJson.write(model);
  }

  /** Reads a saved one, as Flink ML's loader does. */
  public static ScalerServable loadServable(String path) throws IOException {
    ScalerServable servable = ServableReadWriteUtils.loadServableParam(path, ScalerServable.class);
    try (InputStream data = ServableReadWriteUtils.loadModelData(path)) {
      return servable.setModelData(data);
    }
  }

  /**
   * Sets the model from its file.
   *
   * @param modelData one stream with the JSON of {@link ScalerModelJson}
   * @throws IllegalArgumentException when there is not exactly one stream
   * @throws ModelException {@code SCALER_MODEL_INVALID}, {@code MODEL_CHECKSUM_MISMATCH}
   */
  @Override
  public ScalerServable setModelData(InputStream... modelData) throws IOException {
    if (modelData.length != 1) {
      throw new IllegalArgumentException("SCALER_MODEL_INVALID: streams=" + modelData.length);
    }
    byte[] json = modelData[0].readAllBytes();
    String digest = Sha256.hex(json);
    if (!get(SHA256).isEmpty() && !digest.equals(get(SHA256))) {
      throw new ModelException(
          "MODEL_CHECKSUM_MISMATCH",
          "file=" + dataName() + " expected=" + get(SHA256) + " got=" + digest);
    }
    model = ScalerModelJson.read(json);
    data = json;
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
    int masks = get(VALID_COL).isEmpty() ? -1 : input.getIndex(get(VALID_COL));
    boolean single = get(SINGLE_PRECISION);
    int width = scaler.featureIds().size();
    List<Object> vectors = new ArrayList<>();
    List<Object> valid = new ArrayList<>();
    for (Row row : input.collect()) {
      double[] scaled = new double[width];
      long[] scaledValid = new long[Scaler.words(width)];
      double[] values = ((Vector) row.get(features)).toArray();
      long[] mask = masks < 0 ? finite(values) : (long[]) row.get(masks);
      scaler.scale(single ? rounded(values) : values, mask, scaled, scaledValid);
      if (single) {
        scaled = rounded(scaled);
      }
      vectors.add(Vectors.dense(scaled));
      valid.add(scaledValid);
    }
    return input
        .addColumn(get(OUTPUT_COL), DataTypes.VECTOR(BasicType.DOUBLE), vectors)
        .addColumn(get(OUTPUT_VALID_COL), DataTypes.VECTOR(BasicType.LONG), valid);
  }

  private static long[] finite(double[] values) {
    long[] mask = new long[Scaler.words(values.length)];
    for (int i = 0; i < values.length; i++) {
      if (Double.isFinite(values[i])) {
        mask[i >>> 6] |= 1L << (i & 63);
      }
    }
    return mask;
  }

  private static double[] rounded(double[] values) {
    double[] rounded = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      rounded[i] = (float) values[i];
    }
    return rounded;
  }

  @Override
  public String dataName() {
    return "scaler.json";
  }

  @Override
  public byte[] data() {
    return data;
  }

  @Override
  public Map<Param<?>, Object> getParamMap() {
    return params;
  }
}
