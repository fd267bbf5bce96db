package io.cryptoscalp.operators.sql;

import io.cryptoscalp.models.registry.ModelTrust;
import io.cryptoscalp.models.scoring.RowScorer;
import java.util.List;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.factories.ModelProviderFactory;
import org.apache.flink.table.ml.ModelProvider;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * The provider {@code onnx} of {@code CREATE MODEL}: Flink finds it by the service file and asks it
 * when a statement that predicts is planned. The model is opened then and there, so that a wrong
 * file or column fails the statement and not the job; see {@link OnnxModelOptions}.
 */
public final class OnnxModelProviderFactory implements ModelProviderFactory {
  @Override
  public String factoryIdentifier() {
    return OnnxModelOptions.IDENTIFIER;
  }

  @Override
  public Set<ConfigOption<?>> requiredOptions() {
    return Set.of(OnnxModelOptions.PATH);
  }

  @Override
  public Set<ConfigOption<?>> optionalOptions() {
    return Set.of(OnnxModelOptions.SHA256, OnnxModelOptions.TRUSTED_KEYS);
  }

  /**
   * Opens and checks the model and lays its columns.
   *
   * @throws io.cryptoscalp.models.ModelException {@code MODEL_UNREADABLE}, {@code
   *     MODEL_CHECKSUM_MISMATCH} and the other codes of {@link RowScorer#open}, or one of the codes
   *     of columns, {@code MODEL_COLUMN_MISSING}, {@code MODEL_COLUMN_UNKNOWN}, {@code
   *     MODEL_COLUMN_TYPE}, {@code MODEL_COLUMN_TWICE}
   */
  @Override
  public ModelProvider createModelProvider(Context context) {
    FactoryUtil.ModelProviderFactoryHelper helper =
        FactoryUtil.createModelProviderFactoryHelper(this, context);
    helper.validate();
    String path = helper.getOptions().get(OnnxModelOptions.PATH);
    String sha256 = helper.getOptions().getOptional(OnnxModelOptions.SHA256).orElse("");
    ModelTrust trust = ModelTrust.ofPaths(helper.getOptions().get(OnnxModelOptions.TRUSTED_KEYS));
    ResolvedSchema inputs = context.getCatalogModel().getResolvedInputSchema();
    ResolvedSchema outputs = context.getCatalogModel().getResolvedOutputSchema();
    try (RowScorer scorer = RowScorer.open(path, sha256, trust)) {
      InputPlan input =
          InputPlan.of(inputs.getColumnNames(), types(inputs), scorer.shape(), scorer.features());
      OutputPlan output = OutputPlan.of(outputs.getColumnNames(), types(outputs), scorer.answer());
      return new OnnxModelProvider(path, scorer.sha256(), trust, input, output);
    }
  }

  private static List<LogicalType> types(ResolvedSchema schema) {
    return schema.getColumns().stream()
        .map(Column::getDataType)
        .map(org.apache.flink.table.types.DataType::getLogicalType)
        .toList();
  }
}
