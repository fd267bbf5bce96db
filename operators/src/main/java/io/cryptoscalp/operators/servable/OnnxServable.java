package io.cryptoscalp.operators.servable;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.scoring.RowScorer;
import io.cryptoscalp.models.scoring.RowShape;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.ml.linalg.DenseMatrix;
import org.apache.flink.ml.linalg.Vector;
import org.apache.flink.ml.linalg.Vectors;
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
 * An ONNX model of any task as a Flink ML servable. It adds the column of predictions to a data
 * frame: a DOUBLE for the probability of a rise, else a VECTOR of all the model's numbers; NaN
 * where there is no answer, because a value is not finite, does not count, or the model gives none.
 *
 * <p>The ONNX session is shared in the process and freed with the last servable on the file, by
 * {@link #close} or by the garbage collector. Not thread-safe.
 */
public final class OnnxServable implements SavedServable<OnnxServable>, AutoCloseable {
  /** Column with the feature vectors. */
  public static final Param<String> FEATURES_COL =
      new StringParam("featuresCol", "Feature vectors.", "features");

  /** Column with their validity masks. */
  public static final Param<String> VALID_COL =
      new StringParam("validCol", "Validity masks of the feature vectors; empty for none.", "");

  /** Column with the sequences. */
  public static final Param<String> SEQUENCE_COL =
      new StringParam(
          "sequenceCol",
          "Sequences, oldest step first: a matrix of a row a step, or its rows in one vector.",
          "sequence");

  /** Column with the probabilities of the regimes. */
  public static final Param<String> REGIME_COL =
      new StringParam("regimeCol", "Probabilities of the regimes, as vectors.", "regime");

  /** Column for the answers. */
  public static final Param<String> PREDICTION_COL =
      new StringParam("predictionCol", "Answers of the model.", "prediction");

  /** Digest that the model's file must have. */
  public static final Param<String> SHA256 =
      new StringParam("sha256", "Digest of the model file, hex; empty for any.", "");

  private static final Cleaner CLEANER = Cleaner.create();

  private final Map<Param<?>, Object> params = new HashMap<>();
  private byte[] onnx = new byte[0];
  private @Nullable RowScorer scorer;
  private Cleaner.@Nullable Cleanable cleanable;

  /** A servable without a model yet. */
  public OnnxServable() {
    ParamUtils.initializeMapWithDefaultValues(params, this);
  }

  /** Reads a saved one, as Flink ML's loader does. */
  public static OnnxServable loadServable(String path) throws IOException {
    OnnxServable servable = ServableReadWriteUtils.loadServableParam(path, OnnxServable.class);
    try (InputStream data = ServableReadWriteUtils.loadModelData(path)) {
      return servable.setModelData(data);
    }
  }

  /**
   * Sets the model from its file; {@link #SHA256} is checked when it is set before.
   *
   * @param modelData one stream with an ONNX file
   * @throws IllegalArgumentException when there is not exactly one stream
   * @throws io.cryptoscalp.models.ModelException {@code MODEL_UNREADABLE}, {@code
   *     MODEL_CHECKSUM_MISMATCH}, {@code MODEL_INPUT_SHAPE}, or {@code SERVABLE_UNSUPPORTED} for a
   *     model that looks at neighbours
   */
  @Override
  public OnnxServable setModelData(InputStream... modelData) throws IOException {
    if (modelData.length != 1) {
      throw new IllegalArgumentException("SERVABLE_DATA: streams=" + modelData.length);
    }
    byte[] bytes = modelData[0].readAllBytes();
    RowScorer opened = RowScorer.open(bytes, dataName(), get(SHA256));
    if (opened.shape().neighbours() > 0) {
      opened.close();
      throw new ModelException("SERVABLE_UNSUPPORTED", "input=neighbours");
    }
    close();
    onnx = bytes;
    scorer = opened;
    cleanable = CLEANER.register(this, opened::close);
    return this;
  }

  @Override
  public String dataName() {
    return "model.onnx";
  }

  @Override
  public byte[] data() {
    return onnx;
  }

  /**
   * Scores every row.
   *
   * @throws IllegalStateException {@code SERVABLE_MODEL_MISSING}
   * @throws IllegalArgumentException when a column is missing, or {@code SERVABLE_COLUMN} when one
   *     is of another kind or length
   */
  @Override
  public DataFrame transform(DataFrame input) {
    RowScorer model = scorer;
    if (model == null) {
      throw new IllegalStateException("SERVABLE_MODEL_MISSING");
    }
    RowShape shape = model.shape();
    int features = shape.vector() > 0 ? input.getIndex(get(FEATURES_COL)) : -1;
    boolean masked = shape.vector() > 0 && !get(VALID_COL).isEmpty();
    int masks = masked ? input.getIndex(get(VALID_COL)) : -1;
    int sequences = shape.steps() > 0 ? input.getIndex(get(SEQUENCE_COL)) : -1;
    int regimes = shape.regimes() > 0 ? input.getIndex(get(REGIME_COL)) : -1;
    int steps = shape.steps() * shape.columns();
    float[] flat = new float[shape.width()];
    List<Object> answers = new ArrayList<>();
    for (Row row : input.collect()) {
      put(row, features, get(FEATURES_COL), flat, 0, shape.vector());
      put(row, sequences, get(SEQUENCE_COL), flat, shape.vector(), steps);
      put(row, regimes, get(REGIME_COL), flat, shape.vector() + steps, shape.regimes());
      boolean counts = masks < 0 || allValid((long[]) row.get(masks), shape.vector());
      answers.add(answer(model, flat, counts));
    }
    return input.addColumn(
        get(PREDICTION_COL),
        model.answer().sizes().isEmpty() ? DataTypes.DOUBLE : DataTypes.VECTOR(BasicType.DOUBLE),
        answers);
  }

  private static Object answer(RowScorer model, float[] flat, boolean counts) {
    double[] numbers = new double[model.answer().width()];
    if (!counts || !model.score(flat, numbers)) {
      Arrays.fill(numbers, Double.NaN);
    }
    return model.answer().sizes().isEmpty() ? numbers[0] : Vectors.dense(numbers);
  }

  private static void put(Row row, int column, String name, float[] flat, int offset, int width) {
    if (column < 0) {
      return;
    }
    Object value = row.get(column);
    if (value instanceof DenseMatrix matrix && matrix.numRows() * matrix.numCols() == width) {
      for (int i = 0; i < width; i++) {
        flat[offset + i] = (float) matrix.get(i / matrix.numCols(), i % matrix.numCols());
      }
    } else if (value instanceof Vector vector && vector.size() == width) {
      for (int i = 0; i < width; i++) {
        flat[offset + i] = (float) vector.get(i);
      }
    } else {
      throw new IllegalArgumentException(
          "SERVABLE_COLUMN: column=" + name + " expected=" + width + " numbers got=" + value);
    }
  }

  private static boolean allValid(long[] mask, int width) {
    for (int i = 0; i < width; i++) {
      if ((mask[i >>> 6] >>> (i & 63) & 1) == 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Map<Param<?>, Object> getParamMap() {
    return params;
  }

  /** Gives the model up; a second call does nothing. */
  @Override
  public void close() {
    Cleaner.Cleanable held = cleanable;
    scorer = null;
    cleanable = null;
    if (held != null) {
      held.clean();
    }
  }
}
