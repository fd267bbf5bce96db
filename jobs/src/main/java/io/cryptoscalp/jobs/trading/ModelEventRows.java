package io.cryptoscalp.jobs.trading;

import io.cryptoscalp.engine.event.ModelEvent;
import io.cryptoscalp.operators.results.ResultRow;
import io.cryptoscalp.operators.results.RowEncoders;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Rows of model events. */
final class ModelEventRows extends RichMapFunction<ModelEvent, ResultRow> {
  private static final long serialVersionUID = 1L;

  private transient RowEncoders encoders = new RowEncoders();

  @Override
  public void open(OpenContext context) {
    encoders = new RowEncoders();
  }

  @Override
  public ResultRow map(ModelEvent event) {
    return encoders.modelEvent(event);
  }
}
