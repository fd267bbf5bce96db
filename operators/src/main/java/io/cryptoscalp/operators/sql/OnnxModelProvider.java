package io.cryptoscalp.operators.sql;

import io.cryptoscalp.models.registry.ModelTrust;
import org.apache.flink.table.functions.PredictFunction;
import org.apache.flink.table.ml.ModelProvider;
import org.apache.flink.table.ml.PredictRuntimeProvider;

/**
 * A checked model of a statement.
 *
 * @param path where workers read it
 * @param sha256 digest that they must find
 * @param trust keys whose signatures count
 * @param input how a row is read
 * @param output how an answer is written
 */
record OnnxModelProvider(
    String path, String sha256, ModelTrust trust, InputPlan input, OutputPlan output)
    implements PredictRuntimeProvider {
  @Override
  public ModelProvider copy() {
    return this; // holds nothing that changes
  }

  @Override
  public PredictFunction createPredictFunction(Context context) {
    return new OnnxPredictFunction(path, sha256, trust, input, output);
  }
}
