package io.cryptoscalp.operators.regime;

import io.cryptoscalp.engine.event.RegimeDirective;
import io.cryptoscalp.engine.regime.signal.SignalEvent;
import io.cryptoscalp.operators.regime.pattern.SignalPattern;
import io.cryptoscalp.operators.results.ResultRow;
import org.apache.flink.cep.CEP;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/** Puts a pattern into a graph: in event time, with its late signals as rows. */
public final class PatternStage {
  /**
   * What a pattern puts out.
   *
   * @param directives of matches that speak for a regime
   * @param rows of matches and of late signals
   */
  public record Output(DataStream<RegimeDirective> directives, DataStream<ResultRow> rows) {}

  private PatternStage() {}

  /**
   * Matches a pattern.
   *
   * @param signals what {@link SignalPattern#wants}, keyed by scope
   */
  public static Output add(KeyedStream<SignalEvent, String> signals, SignalPattern pattern) {
    OutputTag<SignalEvent> late =
        new OutputTag<>("late-" + pattern.name(), SignalEventSerializer.TYPE);
    SingleOutputStreamOperator<RegimeDirective> matches =
        CEP.pattern(signals, pattern.pattern(), new SignalOrder())
            .inEventTime()
            .sideOutputLateData(late)
            .process(new MatchFunction(pattern), RegimeDirectiveSerializer.TYPE)
            .uid(pattern.uid())
            .name("pattern " + pattern.name());
    DataStream<ResultRow> lateRows =
        matches
            .getSideOutput(late)
            .process(new LateSignals(pattern.name()), ResultRow.TYPE)
            .uid("late-" + pattern.name())
            .name("late for " + pattern.name());
    return new Output(matches, matches.getSideOutput(MatchFunction.ROWS).union(lateRows));
  }
}
