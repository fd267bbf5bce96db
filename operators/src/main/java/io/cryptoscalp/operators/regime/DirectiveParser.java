package io.cryptoscalp.operators.regime;

import io.cryptoscalp.engine.event.RegimeDirective;
import io.cryptoscalp.engine.event.StreamEvent;
import io.cryptoscalp.operators.results.ResultRow;
import io.cryptoscalp.operators.source.ControlRecord;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Reads records of the directives' topic; what is none is a dead letter, and so is one from more
 * than a day ahead of the clock, which would end all others.
 */
public final class DirectiveParser extends ProcessFunction<ControlRecord, StreamEvent> {
  private static final long serialVersionUID = 1L;

  /** Dead letters of the directives' topic. */
  public static final OutputTag<ResultRow> ROWS = new OutputTag<>("directive-rows", ResultRow.TYPE);

  private static final long NS_PER_MS = 1_000_000;
  private static final long MOST_AHEAD_MS = 86_400_000;

  /** Creates it. */
  public DirectiveParser() {}

  @Override
  public void processElement(ControlRecord record, Context context, Collector<StreamEvent> out) {
    try {
      RegimeDirective directive = RegimeDirectiveJson.decode(record.payload());
      long clockMs = context.timerService().currentProcessingTime();
      if (directive.eventTimeNs() / NS_PER_MS - clockMs > MOST_AHEAD_MS) {
        throw new IllegalArgumentException(
            "DIRECTIVE_FIELD_INVALID: field=eventTimeNs value=" + directive.eventTimeNs());
      }
      out.collect(directive);
    } catch (IllegalArgumentException e) {
      context.output(
          ROWS,
          ThresholdParser.letter(RegimeTopics.REGIMES, record, String.valueOf(e.getMessage())));
    }
  }
}
