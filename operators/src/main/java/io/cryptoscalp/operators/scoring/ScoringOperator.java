package io.cryptoscalp.operators.scoring;

import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.engine.event.ModelEvent;
import io.cryptoscalp.engine.event.Prediction;
import io.cryptoscalp.engine.event.ScoredSnapshot;
import io.cryptoscalp.engine.event.StreamEvent;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.registry.ModelTrust;
import io.cryptoscalp.models.scoring.FeatureLayout;
import io.cryptoscalp.models.scoring.ScoringSession;
import io.cryptoscalp.operators.results.ResultRow;
import io.cryptoscalp.operators.results.RowEncoders;
import java.util.concurrent.RejectedExecutionException;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.BasicTypeInfo;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Scores feature snapshots with the champion model. {@link FeatureSnapshot} becomes {@link
 * ScoredSnapshot} (and a {@link Prediction} on a side output), {@link ModelCommand} is consumed,
 * everything else passes at once. Not keyed, so that it chains behind the instrument stage; every
 * subtask must receive every command.
 *
 * <p>A snapshot is ruled by the newest accepted command whose {@code effectiveFromNs} is at or
 * before its venue time. It never reaches the model while a feature that the model needs is invalid
 * or no model is active: the prediction is then invalid with probability 0.5.
 *
 * <p>Batches are scored when full, after the delay, when the ruling model changes, before a
 * watermark, a checkpoint barrier or a model command, and at the end of input. With the default
 * delay of zero every snapshot is scored on arrival.
 */
public final class ScoringOperator extends AbstractStreamOperator<StreamEvent>
    implements OneInputStreamOperator<StreamEvent, StreamEvent> {
  private static final long serialVersionUID = 1L;

  /** Rows of the tables {@code predictions} and {@code model_events}. */
  public static final OutputTag<ResultRow> ROWS = new OutputTag<>("scoring-rows", ResultRow.TYPE);

  /** What became of each model command. */
  public static final OutputTag<ModelEvent> MODEL_EVENTS =
      new OutputTag<>("model-events", TypeInformation.of(ModelEvent.class));

  /** Most rows of one batch. */
  public static final int MAX_BATCH_SIZE = 4096;

  private static final double UNKNOWN = 0.5;
  private static final String STATE_KEY = "commands";
  // broadcast style: every subtask writes its copy and reads one back at any parallelism
  private static final MapStateDescriptor<String, byte[]> STATE =
      new MapStateDescriptor<>(
          "scoring",
          BasicTypeInfo.STRING_TYPE_INFO,
          PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

  private final FeatureLayout layout;
  private final int batchSize;
  private final long maxDelayMs;
  private final ModelTrust trust;

  private transient Stage stage;

  /** What lives from open to close, in final fields. */
  private record Stage(
      ModelControl control,
      ScoringBatch batch,
      ScoringMetrics metrics,
      RowEncoders rows,
      StreamRecord<StreamEvent> record) {}

  private transient @Nullable MailboxExecutor mailbox;
  private transient @Nullable BroadcastState<String, byte[]> state;
  private transient long batchNumber;

  /**
   * Creates it.
   *
   * @param layout features that the instrument stage writes
   * @param batchSize {@link ScoringOptions#BATCH_SIZE}, 1 to {@value #MAX_BATCH_SIZE}
   * @param maxDelayMs {@link ScoringOptions#BATCH_DELAY} in ms; 0 scores at once
   */
  public ScoringOperator(FeatureLayout layout, int batchSize, long maxDelayMs) {
    this(layout, batchSize, maxDelayMs, ModelTrust.ANYONE);
  }

  /**
   * The same with models of trusted signers alone.
   *
   * @param trust {@link ScoringOptions#TRUSTED_KEYS}
   */
  public ScoringOperator(FeatureLayout layout, int batchSize, long maxDelayMs, ModelTrust trust) {
    if (batchSize < 1 || batchSize > MAX_BATCH_SIZE) {
      throw new IllegalArgumentException(
          "OPTION_INVALID: " + ScoringOptions.BATCH_SIZE.key() + "=" + batchSize);
    }
    if (maxDelayMs < 0) {
      throw new IllegalArgumentException(
          "OPTION_INVALID: " + ScoringOptions.BATCH_DELAY.key() + "=" + maxDelayMs + "ms");
    }
    this.layout = layout;
    this.batchSize = maxDelayMs == 0 ? 1 : batchSize;
    this.maxDelayMs = maxDelayMs;
    this.trust = trust;
  }

  @Override
  public void setMailboxExecutor(MailboxExecutor executor) {
    super.setMailboxExecutor(executor);
    mailbox = executor;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    state = context.getOperatorStateStore().getBroadcastState(STATE);
    ModelControl control = new ModelControl(layout, batchSize, trust, this::emit, this::settleSoon);
    stage =
        new Stage(
            control,
            new ScoringBatch(batchSize),
            new ScoringMetrics(getMetricGroup()),
            new RowEncoders(),
            new StreamRecord<>(null));
    byte[] stored = state.get(STATE_KEY);
    if (stored != null) {
      control.restore(ScoringStateCodec.read(stored));
    }
  }

  /**
   * Called on the loader's thread: the outcome of a load is reported without waiting for the next
   * snapshot.
   */
  private void settleSoon() {
    MailboxExecutor executor = mailbox;
    if (executor == null) {
      return;
    }
    try {
      executor.execute(() -> stage.control.settleLoaded(), "settle model load");
    } catch (RejectedExecutionException e) {
      // the task has ended; whoever closes the slot closes the session
      LOG.debug("model load ended after its task", e);
    }
  }

  @Override
  public void processElement(StreamRecord<StreamEvent> element) throws Exception {
    StreamEvent event = element.getValue();
    if (event instanceof FeatureSnapshot snapshot) {
      add(snapshot, element.hasTimestamp(), element.hasTimestamp() ? element.getTimestamp() : 0);
    } else if (event instanceof ModelCommand command) {
      flush();
      stage.control.accept(command);
    } else {
      output.collect(element);
    }
  }

  private void add(FeatureSnapshot snapshot, boolean hasTimestamp, long timestamp) {
    ModelSlot slot = stage.control.at(snapshot.eventTimeNs());
    ScoringBatch batch = stage.batch;
    if (batch.size() > 0 && batch.slot() != slot) {
      flush();
    }
    if (batch.size() == 0) {
      begin(slot);
    }
    ScoringSession session = slot == null ? null : slot.session();
    boolean scored = session != null && session.put(batch.rowCount(), snapshot);
    batch.add(snapshot, hasTimestamp, timestamp, scored);
    if (batch.isFull()) {
      flush();
    }
  }

  private void begin(@Nullable ModelSlot slot) {
    stage.batch.begin(slot);
    batchNumber++;
    if (batchSize > 1) {
      long number = batchNumber;
      long due = getProcessingTimeService().getCurrentProcessingTime() + maxDelayMs;
      var unused =
          getProcessingTimeService()
              .registerTimer(
                  due,
                  time -> {
                    if (number == batchNumber) { // else scored already
                      flush();
                    }
                  });
    }
  }

  /** Scores and emits what waits. */
  private void flush() {
    ScoringBatch batch = stage.batch;
    if (batch.size() == 0) {
      return;
    }
    ModelSlot slot = batch.slot();
    boolean ran = batch.rowCount() == 0 || (slot != null && run(slot, batch.rowCount()));
    ScoringSession session = slot == null ? null : slot.session();
    for (int i = 0; i < batch.size(); i++) {
      double probability =
          ran && session != null && batch.isScored(i)
              ? session.probabilityUp(batch.row(i))
              : Double.NaN;
      emit(batch, i, probability);
    }
    batch.clear();
  }

  private boolean run(ModelSlot slot, int rows) {
    ScoringSession session = slot.session();
    if (session == null) {
      return false;
    }
    try {
      session.run(rows);
    } catch (ModelException e) {
      stage.control.reject(slot, e.getMessage());
      return false;
    }
    stage.metrics.batches.inc();
    stage.metrics.latencyNanos.update(session.lastRunNanos());
    return true;
  }

  private void emit(ScoringBatch batch, int index, double probability) {
    FeatureSnapshot snapshot = batch.snapshot(index).unscaled();
    boolean valid = !Double.isNaN(probability);
    ModelSlot slot = batch.slot();
    boolean active = slot != null && slot.command.kind() == ModelCommand.Kind.ACTIVATE;
    Prediction prediction =
        new Prediction(
            snapshot.instrument(),
            snapshot.eventTimeNs(),
            snapshot.receiveTimeNs(),
            snapshot.sequence(),
            slot != null && active ? slot.command.model() : "",
            slot != null && active ? slot.command.version() : "",
            valid ? probability : UNKNOWN,
            valid);
    stage.metrics.predictions.inc();
    if (!valid) {
      stage.metrics.invalidPredictions.inc();
    }
    ScoredSnapshot scored = new ScoredSnapshot(snapshot, prediction);
    StreamRecord<StreamEvent> record = stage.record;
    if (batch.hasTimestamp(index)) {
      record.replace(scored, batch.timestamp(index));
    } else {
      record.replace(scored);
      record.eraseTimestamp();
    }
    output.collect(record);
    output.collect(ROWS, new StreamRecord<>(stage.rows.prediction(prediction)));
  }

  private void emit(ModelEvent event) {
    switch (event.outcome()) {
      case "ACTIVATED" -> stage.metrics.modelsActivated.inc();
      case "REJECTED" -> stage.metrics.modelsRejected.inc();
      default -> {}
    }
    LOG.info("model command {}: {} {}", event.commandId(), event.outcome(), event.code());
    output.collect(MODEL_EVENTS, new StreamRecord<>(event));
    output.collect(ROWS, new StreamRecord<>(stage.rows.modelEvent(event)));
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    flush();
    stage.control.watermark(nanos(mark.getTimestamp()));
    super.processWatermark(mark);
  }

  private static long nanos(long millis) {
    long limit = Long.MAX_VALUE / 1_000_000;
    return millis >= limit ? Long.MAX_VALUE : Math.max(millis, -limit) * 1_000_000;
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    flush();
    stage.control.settleAll(); // outcomes belong before the barrier
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    if (state != null) {
      state.put(STATE_KEY, ScoringStateCodec.write(stage.control.state()));
    }
  }

  @Override
  public void finish() throws Exception {
    flush();
    stage.control.settleAll();
    super.finish();
  }

  @Override
  public void close() throws Exception {
    try {
      if (stage != null) {
        stage.control.close();
      }
    } finally {
      super.close();
    }
  }
}
