package io.cryptoscalp.operators.scoring;

import io.cryptoscalp.engine.ensemble.EnsembleOptions;
import io.cryptoscalp.engine.ensemble.InstrumentEnsemble;
import io.cryptoscalp.engine.event.DecisionEvidence;
import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.engine.event.ModelEvent;
import io.cryptoscalp.engine.event.PolicySignal;
import io.cryptoscalp.engine.event.Prediction;
import io.cryptoscalp.engine.event.ScoredSnapshot;
import io.cryptoscalp.engine.event.StreamEvent;
import io.cryptoscalp.models.registry.ModelTrust;
import io.cryptoscalp.models.scoring.DeviceSessions;
import io.cryptoscalp.models.scoring.FeatureLayout;
import io.cryptoscalp.models.scoring.ProviderChoice;
import io.cryptoscalp.models.scoring.ScoringSession;
import io.cryptoscalp.models.scoring.SessionSettings;
import io.cryptoscalp.operators.results.ResultRow;
import io.cryptoscalp.operators.results.RowEncoders;
import io.cryptoscalp.operators.state.StateCodec;
import io.cryptoscalp.operators.state.WriteBackOperator;
import io.cryptoscalp.operators.stream.WallClock;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.BasicTypeInfo;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Scores feature snapshots with the champion models. {@link FeatureSnapshot} becomes {@link
 * ScoredSnapshot} (and a {@link Prediction} on a side output), {@link ModelCommand} is consumed,
 * everything else passes at once. Keyed by instrument as the stage before it, so that it chains
 * behind that one; every subtask must receive every command.
 *
 * <p>A snapshot is ruled, for each model by name, by the newest accepted command whose {@code
 * effectiveFromNs} is at or before its venue time. It never reaches a model while a feature that
 * the model needs is invalid. Several champions answer together, by weights that follow their
 * losses ({@link InstrumentEnsemble}); a fallback answers when no champion does; shadows answer for
 * the record alone. Without any answer the prediction is invalid with probability 0.5.
 *
 * <p>Batches are scored when full, after the delay, when the ruling model changes, before a
 * watermark, a checkpoint barrier or a model command, and at the end of input. With the default
 * delay of zero every snapshot is scored on arrival.
 */
public final class ScoringOperator extends WriteBackOperator<InstrumentEnsemble, StreamEvent>
    implements OneInputStreamOperator<StreamEvent, StreamEvent> {
  private static final long serialVersionUID = 1L;

  /** Rows of the tables {@code predictions} and {@code model_events}. */
  public static final OutputTag<ResultRow> ROWS = new OutputTag<>("scoring-rows", ResultRow.TYPE);

  /** What became of each model command. */
  public static final OutputTag<ModelEvent> MODEL_EVENTS =
      new OutputTag<>("model-events", TypeInformation.of(ModelEvent.class));

  /** Most rows of one batch. */
  public static final int MAX_BATCH_SIZE = 4096;

  /** Name of the keyed state; part of the savepoint contract. */
  public static final String STATE_NAME = "ensembles";

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
  private final EnsembleOptions ensembles;
  private final ScoringGuards guards;
  private final ProviderChoice provider;
  private final DeviceSessions devices;
  private final WallClock clock;

  private FirstModels first = FirstModels.of(List.of());
  private boolean evidence;
  private transient Stage stage;

  /** What lives from open to close, in final fields. */
  private record Stage(
      ModelControl control,
      ScoringBatch batch,
      ModelRunner runner,
      AnswerWriter answers,
      PolicyDesk policies,
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
   * @param ensembles how weights of models are learnt
   * @param guards what keeps a bad model from doing harm
   * @param trust {@link ScoringOptions#TRUSTED_KEYS}: whose signatures models must have
   * @param provider where models are to run
   * @param devices opens them there
   * @param clock measures how long models take; read only where the guards limit it
   */
  public ScoringOperator(
      FeatureLayout layout,
      int batchSize,
      long maxDelayMs,
      EnsembleOptions ensembles,
      ScoringGuards guards,
      ModelTrust trust,
      ProviderChoice provider,
      DeviceSessions devices,
      WallClock clock) {
    super(STATE_NAME);
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
    this.ensembles = ensembles;
    this.guards = guards;
    this.provider = provider;
    this.devices = devices;
    this.clock = clock;
  }

  /** Sends on with each valid prediction what it was made of, for who is to explain it. */
  public ScoringOperator withEvidence() {
    evidence = true;
    return this;
  }

  /** Scores with the models of these folders from the start, where no state says otherwise. */
  public ScoringOperator withModels(List<String> uris) {
    first = FirstModels.of(uris);
    return this;
  }

  @Override
  protected StateCodec<InstrumentEnsemble> codec() {
    return new EnsembleCodec(ensembles);
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
    SessionSettings settings =
        new SessionSettings(layout, batchSize, trust, guards.hardLimitNs(), provider, devices);
    ModelControl control = new ModelControl(settings, this::emit, this::settleSoon);
    ScoringMetrics metrics = new ScoringMetrics(getMetricGroup(), provider);
    ModelRunner runner = new ModelRunner(guards, clock, metrics, this::emit);
    stage =
        new Stage(
            control,
            new ScoringBatch(batchSize, Lineup.MOST),
            runner,
            new AnswerWriter(metrics, this::emit, row -> emit(stage.rows.modelAnswer(row))),
            new PolicyDesk(
                guards, runner, metrics, this::emit, row -> emit(stage.rows.modelChoice(row))),
            metrics,
            new RowEncoders(),
            new StreamRecord<>(null));
    byte[] stored = state.get(STATE_KEY);
    if (stored != null) {
      control.restore(ScoringStateCodec.read(stored));
    } else {
      first.load(control, settings);
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
      executor.execute(
          () -> {
            flush(); // what waits was ruled by models that may now be retired
            stage.control.settleLoaded();
          },
          "settle model load");
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
    Lineup lineup = stage.control.at(snapshot.eventTimeNs());
    ScoringBatch batch = stage.batch;
    if (batch.size() > 0 && batch.lineup() != lineup) {
      flush();
    }
    if (batch.size() == 0) {
      begin(lineup);
    }
    batch.add(snapshot, hasTimestamp, timestamp);
    for (int model = 0; model < lineup.size(); model++) {
      batch.add(model, offer(batch, lineup.slot(model), model, snapshot));
    }
    if (batch.isFull()) {
      flush();
    }
  }

  private AnswerCode offer(
      ScoringBatch batch, ModelSlot slot, int model, FeatureSnapshot snapshot) {
    ScoringSession session = slot.session();
    if (session == null) {
      return AnswerCode.MODEL_UNREADABLE;
    }
    if (!stage.runner.mayAsk(slot, snapshot.eventTimeNs())) {
      return AnswerCode.MODEL_CUT_OFF;
    }
    if (!session.put(batch.rowCount(model), snapshot)) {
      return AnswerCode.MODEL_INPUT_MISSING;
    }
    return session.inDistribution(guards.inputRange(), guards.inputShare())
        ? AnswerCode.OK
        : AnswerCode.MODEL_INPUT_OUT_OF_DISTRIBUTION;
  }

  private void begin(Lineup lineup) {
    stage.batch.begin(lineup);
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

  /** Scores and emits what waits; shadows are run when the predictions are on their way. */
  private void flush() {
    ScoringBatch batch = stage.batch;
    if (batch.size() == 0) {
      return;
    }
    Lineup lineup = batch.lineup();
    run(batch, 0, lineup.champions());
    if (lineup.traded() > lineup.champions() && mayNeedFallback(batch)) {
      run(batch, lineup.champions(), lineup.traded());
    }
    for (int i = 0; i < batch.size(); i++) {
      InstrumentEnsemble ensemble = ensemble(batch.snapshot(i).instrument());
      PolicySignal signal = stage.policies.ask(lineup, batch.snapshot(i), ensemble);
      if (signal != null) {
        emit(batch, i, signal);
      }
      emit(batch, i, stage.answers.predict(batch, i, ensemble));
      stage.answers.answers(batch, i, 0, lineup.traded());
    }
    run(batch, lineup.traded(), lineup.size());
    for (int i = 0; i < batch.size(); i++) {
      stage.answers.answers(batch, i, lineup.traded(), lineup.size());
    }
    batch.clear();
  }

  private boolean mayNeedFallback(ScoringBatch batch) {
    boolean needed = false;
    for (int i = 0; i < batch.size() && !needed; i++) {
      InstrumentEnsemble ensemble = ensemble(batch.snapshot(i).instrument());
      needed = AnswerWriter.mayNeedFallback(batch, i, ensemble);
    }
    return needed;
  }

  private void run(ScoringBatch batch, int from, int to) {
    for (int model = from; model < to; model++) {
      stage.runner.run(batch, model);
    }
  }

  private InstrumentEnsemble ensemble(String instrument) {
    try {
      return states().get(instrument);
    } catch (Exception e) {
      throw new IllegalStateException("state of " + instrument, e);
    }
  }

  private void emit(ScoringBatch batch, int index, Prediction prediction) {
    stage.metrics.predictions.inc();
    if (!prediction.valid()) {
      stage.metrics.invalidPredictions.inc();
    }
    FeatureSnapshot snapshot = batch.snapshot(index).unscaled();
    DecisionEvidence made = evidence ? stage.answers.evidence(batch, index) : null;
    emit(batch, index, new ScoredSnapshot(snapshot, prediction, made));
    emit(stage.rows.prediction(prediction));
  }

  private void emit(ScoringBatch batch, int index, StreamEvent event) {
    batch.stamp(index, stage.record.replace(event));
    output.collect(stage.record);
  }

  private void emit(ResultRow row) {
    output.collect(ROWS, new StreamRecord<>(row));
  }

  private void emit(ModelEvent event) {
    stage.metrics.count(event);
    LOG.info("model command {}: {} {}", event.commandId(), event.outcome(), event.code());
    output.collect(MODEL_EVENTS, new StreamRecord<>(event));
    emit(stage.rows.modelEvent(event));
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    flush();
    stage.control.watermarkMillis(mark.getTimestamp());
    super.processWatermark(mark);
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
