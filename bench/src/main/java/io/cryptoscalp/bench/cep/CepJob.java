package io.cryptoscalp.bench.cep;

import io.cryptoscalp.engine.regime.signal.SignalEvent;
import io.cryptoscalp.jobs.regime.RegimeJob;
import io.cryptoscalp.operators.regime.PatternStage;
import io.cryptoscalp.operators.regime.SignalEventSerializer;
import io.cryptoscalp.operators.results.ResultRow;
import io.cryptoscalp.operators.results.ResultTable;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** All patterns of the regime job behind generated signals, one task but for the market's. */
final class CepJob {
  /** Matches so far. */
  static final AtomicLong MATCHES = new AtomicLong();

  /** Signals that came too late. */
  static final AtomicLong LATE = new AtomicLong();

  private CepJob() {}

  /**
   * Builds it.
   *
   * @param signals how many
   * @param generator makes them
   * @param watermarkEvery signals from one watermark to the next
   */
  static void build(
      StreamExecutionEnvironment env,
      long signals,
      GeneratedSignals generator,
      int watermarkEvery) {
    DataStream<SignalEvent> all =
        env.fromSource(
                new NumberSequenceSource(0, signals - 1),
                WatermarkStrategy.noWatermarks(),
                "numbers")
            .uid("numbers")
            .map(generator, SignalEventSerializer.TYPE)
            .uid("signals")
            .assignTimestampsAndWatermarks(
                WatermarkStrategy.<SignalEvent>forGenerator(context -> new EveryFew(watermarkEvery))
                    .withTimestampAssigner((signal, before) -> signal.eventTimeNs() / 1_000_000))
            .uid("signal-times");
    DataStream<SignalEvent> instruments =
        all.filter(signal -> !GeneratedSignals.isOfVenues(signal.kind())).uid("of-instruments");
    DataStream<SignalEvent> underlyings =
        all.filter(signal -> GeneratedSignals.isOfVenues(signal.kind())).uid("of-underlyings");
    PatternStage.Output patterns = RegimeJob.patterns(instruments, underlyings);
    patterns.directives().sinkTo(new DiscardingSink<>()).uid("directives");
    patterns
        .rows()
        .map(new Count(), ResultRow.TYPE)
        .uid("count")
        .sinkTo(new DiscardingSink<>())
        .uid("rows");
  }

  private static final class EveryFew implements WatermarkGenerator<SignalEvent> {
    private final int every;
    private int count;

    EveryFew(int every) {
      this.every = every;
    }

    @Override
    public void onEvent(SignalEvent signal, long timestamp, WatermarkOutput output) {
      if (++count == every) {
        count = 0;
        output.emitWatermark(new Watermark(timestamp - 1));
      }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {}
  }

  private static final class Count implements MapFunction<ResultRow, ResultRow> {
    private static final long serialVersionUID = 1L;

    @Override
    public ResultRow map(ResultRow row) {
      (row.table() == ResultTable.PATTERN_MATCHES ? MATCHES : LATE).incrementAndGet();
      return row;
    }
  }
}
