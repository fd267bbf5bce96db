package io.cryptoscalp.jobs.trading;

import io.cryptoscalp.engine.event.Prediction;
import io.cryptoscalp.operators.results.ResultRow;
import io.cryptoscalp.operators.results.RowEncoders;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Rows of predictions. */
final class PredictionRows extends RichMapFunction<Prediction, ResultRow> {
  private static final long serialVersionUID = 1L;

  private transient RowEncoders encoders = new RowEncoders();

  @Override
  public void open(OpenContext context) {
    encoders = new RowEncoders();
  }

  @Override
  public ResultRow map(Prediction prediction) {
    return encoders.prediction(prediction);
  }
}
