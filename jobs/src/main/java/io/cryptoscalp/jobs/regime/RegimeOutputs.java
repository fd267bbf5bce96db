package io.cryptoscalp.jobs.regime;

import io.cryptoscalp.engine.event.RegimeDirective;
import io.cryptoscalp.operators.results.ResultRow;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Where what the regime job concludes goes. */
public interface RegimeOutputs {
  /** Directives for the trading job: to be written at once. */
  void directives(DataStream<RegimeDirective> directives);

  /** Matches, late signals, intervals and dead letters: may be batched. */
  void rows(DataStream<ResultRow> rows);
}
