package io.cryptoscalp.operators.regime;

import io.cryptoscalp.engine.event.RegimeDirective;
import io.cryptoscalp.engine.event.StreamEvent;
import io.cryptoscalp.operators.results.ResultRow;
import io.cryptoscalp.operators.source.ControlRecord;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Reads records of the directives' topic; what is none is a dead letter, and so is one from more
 * than a day ahead of the clock, which would end all others. Counts {@code directives}, {@code
 * directivesRefused} and {@code directivesLate}: those that still count and were written more than
 * {@value #LATE_MS} ms after the event time that they are of.
 */
public final class DirectiveParser extends ProcessFunction<ControlRecord, StreamEvent> {
  private static final long serialVersionUID = 1L;

  /** Dead letters of the directives' topic. */
  public static final OutputTag<ResultRow> ROWS = new OutputTag<>("directive-rows", ResultRow.TYPE);

  private static final long NS_PER_MS = 1_000_000;
  private static final long MOST_AHEAD_MS = 86_400_000;

  /** The market concludes when a minute is over, its watermark at most some seconds later. */
  private static final long LATE_MS = 120_000;

  private transient Counter taken = new SimpleCounter();
  private transient Counter refused = new SimpleCounter();
  private transient Counter late = new SimpleCounter();

  /** Creates it. */
  public DirectiveParser() {}

  @Override
  public void open(OpenContext context) {
    MetricGroup metrics = getRuntimeContext().getMetricGroup();
    taken = metrics.counter("directives");
    refused = metrics.counter("directivesRefused");
    late = metrics.counter("directivesLate");
  }

  @Override
  public void processElement(ControlRecord record, Context context, Collector<StreamEvent> out) {
    try {
      RegimeDirective directive = RegimeDirectiveJson.decode(record.payload());
      long clockMs = context.timerService().currentProcessingTime();
      if (directive.eventTimeNs() / NS_PER_MS - clockMs > MOST_AHEAD_MS) {
        throw new IllegalArgumentException(
            "DIRECTIVE_FIELD_INVALID: field=eventTimeNs value=" + directive.eventTimeNs());
      }
      taken.inc();
      long toldMs = record.timestampMs() - directive.eventTimeNs() / NS_PER_MS;
      if (toldMs > LATE_MS && directive.untilNs() / NS_PER_MS > clockMs) {
        late.inc();
      }
      out.collect(directive);
    } catch (IllegalArgumentException e) {
      refused.inc();
      context.output(
          ROWS,
          ThresholdParser.letter(RegimeTopics.REGIMES, record, String.valueOf(e.getMessage())));
    }
  }

  /** Taken, refused and late so far. */
  List<Long> counts() {
    return List.of(taken.getCount(), refused.getCount(), late.getCount());
  }
}
