package io.cryptoscalp.operators.regime;

import io.cryptoscalp.engine.event.PatternMatch;
import io.cryptoscalp.engine.event.RegimeDirective;
import io.cryptoscalp.engine.regime.signal.SignalEvent;
import io.cryptoscalp.operators.regime.pattern.SignalPattern;
import io.cryptoscalp.operators.results.ResultRow;
import io.cryptoscalp.operators.results.RowEncoders;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Turns a match into its row, and into a directive where the pattern speaks for a regime. */
final class MatchFunction extends PatternProcessFunction<SignalEvent, RegimeDirective> {
  private static final long serialVersionUID = 1L;

  /** Rows of matches. */
  static final OutputTag<ResultRow> ROWS = new OutputTag<>("match-rows", ResultRow.TYPE);

  private final SignalPattern pattern;
  private transient RowEncoders encoders = new RowEncoders();
  private transient Counter matches = new SimpleCounter();

  MatchFunction(SignalPattern pattern) {
    this.pattern = pattern;
  }

  @Override
  public void open(OpenContext context) {
    encoders = new RowEncoders();
    matches = getRuntimeContext().getMetricGroup().counter("matches");
  }

  @Override
  public void processMatch(
      Map<String, List<SignalEvent>> found, Context context, Collector<RegimeDirective> out) {
    matches.inc();
    PatternMatch match = pattern.match(found);
    context.output(ROWS, encoders.patternMatch(match));
    RegimeDirective directive = pattern.directive(match);
    if (directive != null) {
      out.collect(directive);
    }
  }
}
