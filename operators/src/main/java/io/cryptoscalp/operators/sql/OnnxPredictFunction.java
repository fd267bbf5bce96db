package io.cryptoscalp.operators.sql;

import io.cryptoscalp.models.registry.ModelTrust;
import io.cryptoscalp.models.scoring.RowScorer;
import java.util.Collection;
import java.util.List;
import org.apache.flink.metrics.Counter;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.PredictFunction;
import org.apache.flink.table.functions.SpecializedFunction;
import org.apache.flink.table.functions.UserDefinedFunction;
import org.apache.flink.table.types.DataType;
import org.jspecify.annotations.Nullable;

/**
 * Scores the rows of {@code ML_PREDICT} in the task's own thread. The ONNX session is shared by all
 * functions of the process on the same file and closed with the last of them. A row with a value
 * that is NULL or not a finite number gets NULL and never reaches the model; so does a row that the
 * model answers with NaN.
 *
 * <p>Metrics: {@code onnxScored} and {@code onnxNotScored}, rows.
 */
public final class OnnxPredictFunction extends PredictFunction implements SpecializedFunction {
  private static final long serialVersionUID = 1L;

  private final String path;
  private final String sha256;
  private final ModelTrust trust;
  private final InputPlan input;
  private final OutputPlan output;

  private transient @Nullable RowScorer scorer;
  private transient float @Nullable [] row;
  private transient double @Nullable [] answer;
  private transient @Nullable Counter scored;
  private transient @Nullable Counter notScored;

  OnnxPredictFunction(
      String path, String sha256, ModelTrust trust, InputPlan input, OutputPlan output) {
    this.path = path;
    this.sha256 = sha256;
    this.trust = trust;
    this.input = input;
    this.output = output;
  }

  /** The function for the types of the table's columns, which are not cast to the declared ones. */
  @Override
  public UserDefinedFunction specialize(SpecializedContext context) {
    List<DataType> types = context.getCallContext().getArgumentDataTypes();
    InputPlan actual = input.as(types.stream().map(DataType::getLogicalType).toList());
    return new OnnxPredictFunction(path, sha256, trust, actual, output);
  }

  /**
   * Opens the model.
   *
   * @throws io.cryptoscalp.models.ModelException as {@link RowScorer#open}
   */
  @Override
  public void open(FunctionContext context) {
    RowScorer opened = RowScorer.open(path, sha256, trust);
    scorer = opened;
    row = new float[input.width()];
    answer = new double[opened.answer().width()];
    scored = context.getMetricGroup().counter("onnxScored");
    notScored = context.getMetricGroup().counter("onnxNotScored");
  }

  @Override
  public Collection<RowData> predict(RowData columns) {
    RowScorer model = scorer;
    float[] values = row;
    double[] numbers = answer;
    if (model == null || values == null || numbers == null) {
      throw new IllegalStateException("a row before open()");
    }
    boolean usable = input.fill(columns, values) && model.score(values, numbers);
    Counter counter = usable ? scored : notScored;
    if (counter != null) {
      counter.inc();
    }
    return List.of(output.row(usable ? numbers : null));
  }

  /** Gives the model up; a second call does nothing. */
  @Override
  public void close() {
    RowScorer opened = scorer;
    scorer = null;
    if (opened != null) {
      opened.close();
    }
  }
}
