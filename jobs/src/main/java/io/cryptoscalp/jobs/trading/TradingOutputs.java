package io.cryptoscalp.jobs.trading;

import io.cryptoscalp.engine.regime.signal.MarketMeasure;
import io.cryptoscalp.operators.results.ResultRow;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Where the trading job's two row streams go. */
public interface TradingOutputs {
  /** Orders and execution reports: to be written at once. */
  void orders(DataStream<ResultRow> orders);

  /** Everything that is only looked at: may be batched. */
  void rows(DataStream<ResultRow> rows);

  /** What the seconds of instruments were like; for the regime job, where there is one. */
  default void measures(DataStream<MarketMeasure> measures) {}
}
