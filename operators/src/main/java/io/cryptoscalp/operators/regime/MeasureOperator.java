package io.cryptoscalp.operators.regime;

import io.cryptoscalp.engine.regime.signal.MarketMeasure;
import io.cryptoscalp.engine.regime.signal.SignalEvent;
import io.cryptoscalp.engine.regime.signal.Thresholds;
import io.cryptoscalp.operators.state.WriteBackOperator;
import java.util.Map;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.function.SerializableSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Base of the keyed stages that find signals in measures: hot state by key, thresholds broadcast to
 * every subtask and kept as broadcast state, so that a change applies from the next measure on and
 * survives a restore.
 *
 * @param <S> hot state of a key
 */
abstract class MeasureOperator<S> extends WriteBackOperator<S, SignalEvent>
    implements TwoInputStreamOperator<MarketMeasure, Map<String, Double>, SignalEvent> {
  private static final long serialVersionUID = 1L;
  private static final long NS_PER_MS = 1_000_000;
  private static final String ONLY = "thresholds";

  private final SerializableSupplier<Thresholds> initial;
  private transient @Nullable BroadcastState<String, Map<String, Double>> stored;
  private transient Thresholds thresholds = Thresholds.STANDARD;
  private transient StreamRecord<SignalEvent> record = new StreamRecord<>(null);

  MeasureOperator(String stateName, SerializableSupplier<Thresholds> initial) {
    super(stateName);
    this.initial = initial;
  }

  /** Takes a measure of the current key into its state. */
  abstract void apply(MarketMeasure measure) throws Exception;

  /** The thresholds that hold now. */
  final Thresholds thresholds() {
    return thresholds;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    record = new StreamRecord<>(null);
    stored =
        context
            .getOperatorStateStore()
            .getBroadcastState(
                new MapStateDescriptor<>(
                    ThresholdParser.STATE_NAME,
                    Types.STRING,
                    Types.MAP(Types.STRING, Types.DOUBLE)));
    Map<String, Double> before = stored.get(ONLY);
    thresholds = before == null ? initial.get() : Thresholds.STANDARD.with(before);
  }

  @Override
  public void processElement1(StreamRecord<MarketMeasure> element) throws Exception {
    apply(element.getValue());
  }

  @Override
  public void processElement2(StreamRecord<Map<String, Double>> element) throws Exception {
    if (stored == null) {
      throw new IllegalStateException("operator used before it was initialised");
    }
    thresholds = Thresholds.STANDARD.with(element.getValue());
    stored.put(ONLY, thresholds.toMap());
  }

  /** Sends a signal on; its timestamp is its event time. */
  final void emit(SignalEvent signal) {
    output.collect(record.replace(signal, signal.eventTimeNs() / NS_PER_MS));
  }

  @Override
  public void processWatermark1(Watermark mark) throws Exception {
    // Parameters carry no event time: only measures move the watermark.
    processWatermark(mark);
  }

  @Override
  public void processWatermark2(Watermark mark) {}
}
