package io.cryptoscalp.operators.regime;

import io.cryptoscalp.engine.event.DeadLetter;
import io.cryptoscalp.engine.regime.signal.Thresholds;
import io.cryptoscalp.operators.results.ResultRow;
import io.cryptoscalp.operators.results.RowEncoders;
import io.cryptoscalp.operators.source.ControlRecord;
import java.util.Map;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Applies changes of thresholds in the order of their topic; of one task. What it puts out is
 * always a whole and valid set, as {@link ThresholdJson}; a change that is not allowed is refused
 * whole and becomes a dead letter.
 */
public final class ThresholdParser extends ProcessFunction<ControlRecord, Map<String, Double>>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  /** Dead letters of the parameters' topic. */
  public static final OutputTag<ResultRow> ROWS = new OutputTag<>("threshold-rows", ResultRow.TYPE);

  /** Name of the state; part of the savepoint contract. */
  public static final String STATE_NAME = "thresholds";

  private final Map<String, Double> initial;
  private transient Thresholds current = Thresholds.STANDARD;
  private transient @Nullable ListState<Map<String, Double>> stored;

  /**
   * Creates it.
   *
   * @param initial what differs from the defaults before the first change
   */
  public ThresholdParser(Map<String, Double> initial) {
    this.initial = Map.copyOf(initial);
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    stored =
        context
            .getOperatorStateStore()
            .getListState(
                new ListStateDescriptor<>(STATE_NAME, Types.MAP(Types.STRING, Types.DOUBLE)));
    current = Thresholds.STANDARD.with(initial);
    for (Map<String, Double> before : stored.get()) {
      current = Thresholds.STANDARD.with(before);
    }
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    if (stored == null) {
      throw new IllegalStateException("function used before it was initialised");
    }
    stored.clear();
    stored.add(current.toMap());
  }

  @Override
  public void processElement(
      ControlRecord record, Context context, Collector<Map<String, Double>> out) {
    try {
      current = current.with(ThresholdJson.decode(record.payload()));
      out.collect(current.toMap());
    } catch (IllegalArgumentException e) {
      context.output(ROWS, letter(RegimeTopics.PARAMETERS, record, String.valueOf(e.getMessage())));
    }
  }

  static ResultRow letter(String topic, ControlRecord record, String message) {
    int colon = message.indexOf(':');
    return new RowEncoders()
        .deadLetter(
            new DeadLetter(
                topic,
                record.partition(),
                record.offset(),
                colon < 0 ? "RECORD_INVALID" : message.substring(0, colon),
                message,
                "",
                topic,
                record.timestampNs(),
                record.payload()));
  }
}
