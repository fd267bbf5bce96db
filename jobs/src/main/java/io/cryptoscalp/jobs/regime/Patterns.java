package io.cryptoscalp.jobs.regime;

import io.cryptoscalp.engine.event.RegimeDirective;
import io.cryptoscalp.engine.regime.signal.SignalEvent;
import io.cryptoscalp.operators.regime.PatternStage;
import io.cryptoscalp.operators.regime.SignalEventSerializer;
import io.cryptoscalp.operators.regime.pattern.SignalPattern;
import io.cryptoscalp.operators.results.ResultRow;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.jspecify.annotations.Nullable;

/** Puts patterns behind the stages that make their signals. */
final class Patterns {
  private final DataStream<SignalEvent> signals;
  private final DataStream<SignalEvent> gaps;
  private @Nullable DataStream<RegimeDirective> directives;
  private @Nullable DataStream<ResultRow> rows;

  /**
   * Creates it without patterns.
   *
   * @param signals of instruments, in the order of a keyed stage
   * @param gaps of underlyings, likewise
   */
  Patterns(DataStream<SignalEvent> signals, DataStream<SignalEvent> gaps) {
    this.signals = signals;
    this.gaps = gaps;
  }

  void add(SignalPattern pattern) {
    PatternStage.Output output = PatternStage.add(keyed(pattern), pattern);
    directives = directives == null ? output.directives() : directives.union(output.directives());
    rows = rows == null ? output.rows() : rows.union(output.rows());
  }

  /** Scopes of instruments and underlyings are the keys of their stages: no shuffle between. */
  private KeyedStream<SignalEvent, String> keyed(SignalPattern pattern) {
    DataStream<SignalEvent> from =
        pattern.scope() == SignalPattern.Scope.UNDERLYING ? gaps : signals;
    DataStream<SignalEvent> wanted =
        from.filter(pattern::wants)
            .uid("wanted-" + pattern.name())
            .name("wanted by " + pattern.name());
    if (pattern.scope() != SignalPattern.Scope.MARKET) {
      return DataStreamUtils.reinterpretAsKeyedStream(wanted, SignalEvent::scope, Types.STRING);
    }
    return wanted
        .map(signal -> signal.of(SignalEvent.MARKET), SignalEventSerializer.TYPE)
        .uid("market-" + pattern.name())
        .name("of the market for " + pattern.name())
        .keyBy(SignalEvent::scope, Types.STRING);
  }

  DataStream<RegimeDirective> directives() {
    if (directives == null) {
      throw new IllegalStateException("no pattern was added");
    }
    return directives;
  }

  DataStream<ResultRow> rows() {
    if (rows == null) {
      throw new IllegalStateException("no pattern was added");
    }
    return rows;
  }
}
