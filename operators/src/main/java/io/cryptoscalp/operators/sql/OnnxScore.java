package io.cryptoscalp.operators.sql;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.onnx.OnnxHeader;
import io.cryptoscalp.models.registry.ModelTrust;
import io.cryptoscalp.models.scoring.RowScorer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.FunctionDefinition;
import org.apache.flink.table.functions.SpecializedFunction;
import org.apache.flink.table.functions.TableFunction;
import org.apache.flink.table.functions.UserDefinedFunction;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.inference.ArgumentCount;
import org.apache.flink.table.types.inference.CallContext;
import org.apache.flink.table.types.inference.ConstantArgumentCount;
import org.apache.flink.table.types.inference.InputTypeStrategy;
import org.apache.flink.table.types.inference.Signature;
import org.apache.flink.table.types.inference.TypeInference;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.utils.DataTypeUtils;
import org.jspecify.annotations.Nullable;

/**
 * Scores rows in any runtime mode, batch before Flink 2.3 included, where {@code ML_PREDICT} has no
 * plan: {@code LATERAL TABLE(onnx_score('PATH', a, b, c))}. The first argument is the model's path,
 * a literal; the others are its features in the model's order, or one array of all of them. The
 * answer is one column under the name of the model's output.
 */
public final class OnnxScore extends TableFunction<RowData> implements SpecializedFunction {
  private static final long serialVersionUID = 1L;

  private final @Nullable OnnxPredictFunction bound;

  /** The function as it is registered: without a model, which the call names. */
  public OnnxScore() {
    this(null);
  }

  private OnnxScore(@Nullable OnnxPredictFunction bound) {
    this.bound = bound;
  }

  @Override
  public TypeInference getTypeInference(DataTypeFactory types) {
    return TypeInference.newBuilder()
        .inputTypeStrategy(new PathAndFeatures())
        .outputTypeStrategy(call -> Optional.of(DataTypeUtils.toInternalDataType(output(call))))
        .build();
  }

  private static String path(CallContext call) {
    return call.getArgumentValue(0, String.class)
        .orElseThrow(
            () -> new ModelException("MODEL_PATH_MISSING", "argument=1 expected=a literal"));
  }

  private static DataType output(CallContext call) {
    try (RowScorer scorer = RowScorer.open(path(call), "", ModelTrust.ofPaths(""))) {
      DataType type = DataTypes.DOUBLE();
      for (int depth = 0; depth < scorer.answer().sizes().size(); depth++) {
        type = DataTypes.ARRAY(type);
      }
      return DataTypes.ROW(DataTypes.FIELD(scorer.answer().name(), type));
    }
  }

  /**
   * The function of one call.
   *
   * @throws ModelException as {@link OnnxModelProviderFactory#createModelProvider}
   */
  @Override
  public UserDefinedFunction specialize(SpecializedContext context) {
    CallContext call = context.getCallContext();
    List<LogicalType> types =
        call.getArgumentDataTypes().stream().map(DataType::getLogicalType).toList();
    String path = path(call);
    ModelTrust trust = ModelTrust.ofPaths("");
    try (RowScorer scorer = RowScorer.open(path, "", trust)) {
      List<LogicalType> columns = types.subList(1, types.size());
      boolean array = columns.size() == 1 && ColumnType.depth(columns.get(0)) == 1;
      List<String> names = array ? List.of(OnnxHeader.FEATURES) : scorer.features();
      if (names.size() != columns.size()) {
        throw new ModelException(
            "MODEL_INPUT_SHAPE", "features expected=" + names.size() + " got=" + columns.size());
      }
      InputPlan input = InputPlan.of(names, columns, scorer.shape(), scorer.features());
      List<String> outputs = List.of(scorer.answer().name());
      LogicalType answer = output(call).getLogicalType().getChildren().get(0);
      OutputPlan output = OutputPlan.of(outputs, List.of(answer), scorer.answer());
      return new OnnxScore(new OnnxPredictFunction(path, scorer.sha256(), trust, input, output));
    }
  }

  @Override
  public void open(FunctionContext context) {
    require().open(context);
  }

  /** Scores a row: the path and the features. */
  public void eval(Object... arguments) {
    GenericRowData row = new GenericRowData(arguments.length - 1);
    for (int i = 1; i < arguments.length; i++) {
      row.setField(i - 1, arguments[i]);
    }
    require().predict(row).forEach(this::collect);
  }

  private OnnxPredictFunction require() {
    if (bound == null) {
      throw new IllegalStateException("a call that was not planned");
    }
    return bound;
  }

  @Override
  public void close() {
    if (bound != null) {
      bound.close();
    }
  }

  /** A literal text and one value or more, as they come. */
  private static final class PathAndFeatures implements InputTypeStrategy {
    @Override
    public ArgumentCount getArgumentCount() {
      return ConstantArgumentCount.from(2);
    }

    @Override
    public Optional<List<DataType>> inferInputTypes(CallContext call, boolean throwOnFailure) {
      if (call.getArgumentValue(0, String.class).isEmpty()) {
        return throwOnFailure
            ? call.fail(true, "MODEL_PATH_MISSING: argument=1 expected=a literal")
            : Optional.empty();
      }
      List<DataType> types = new ArrayList<>();
      for (DataType type : call.getArgumentDataTypes()) {
        types.add(DataTypeUtils.toInternalDataType(type));
      }
      return Optional.of(types);
    }

    @Override
    public List<Signature> getExpectedSignatures(FunctionDefinition definition) {
      return List.of(
          Signature.of(
              Signature.Argument.of("path", "STRING"), Signature.Argument.of("features ...")));
    }
  }
}
