package io.cryptoscalp.operators.regime;

import io.cryptoscalp.engine.event.Numbers;
import io.cryptoscalp.engine.regime.signal.SignalEvent;
import io.cryptoscalp.operators.results.ResultRow;
import io.cryptoscalp.operators.results.RowEncoders;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Rows of signals that a pattern did not see since the watermark had passed them. */
final class LateSignals extends ProcessFunction<SignalEvent, ResultRow> {
  private static final long serialVersionUID = 1L;
  private static final long NS_PER_MS = 1_000_000;

  private final String pattern;
  private transient RowEncoders encoders = new RowEncoders();

  LateSignals(String pattern) {
    this.pattern = pattern;
  }

  @Override
  public void open(OpenContext context) {
    encoders = new RowEncoders();
  }

  @Override
  public void processElement(SignalEvent signal, Context context, Collector<ResultRow> out) {
    long watermarkMs = context.timerService().currentWatermark();
    String detail =
        new Numbers()
            .add("pattern", pattern)
            .add("instrument", signal.instrument())
            .add("direction", signal.direction())
            .add("value", signal.value())
            .add("threshold", signal.threshold())
            .add("sequence", signal.sequence())
            .toString();
    out.collect(
        encoders.lateSignal(
            signal.scope(),
            signal.kind().name(),
            signal.eventTimeNs(),
            Math.max(watermarkMs, 0) > Long.MAX_VALUE / NS_PER_MS
                ? Long.MAX_VALUE
                : Math.max(watermarkMs, 0) * NS_PER_MS,
            detail));
  }
}
