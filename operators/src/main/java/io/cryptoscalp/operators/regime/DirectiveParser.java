package io.cryptoscalp.operators.regime;

import io.cryptoscalp.engine.event.StreamEvent;
import io.cryptoscalp.operators.results.ResultRow;
import io.cryptoscalp.operators.source.ControlRecord;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Reads records of the directives' topic; what is none is a dead letter. */
public final class DirectiveParser extends ProcessFunction<ControlRecord, StreamEvent> {
  private static final long serialVersionUID = 1L;

  /** Dead letters of the directives' topic. */
  public static final OutputTag<ResultRow> ROWS = new OutputTag<>("directive-rows", ResultRow.TYPE);

  /** Creates it. */
  public DirectiveParser() {}

  @Override
  public void processElement(ControlRecord record, Context context, Collector<StreamEvent> out) {
    try {
      out.collect(RegimeDirectiveJson.decode(record.payload()));
    } catch (IllegalArgumentException e) {
      context.output(
          ROWS,
          ThresholdParser.letter(RegimeTopics.REGIMES, record, String.valueOf(e.getMessage())));
    }
  }
}
