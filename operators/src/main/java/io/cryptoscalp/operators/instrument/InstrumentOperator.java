package io.cryptoscalp.operators.instrument;

import io.cryptoscalp.engine.decode.RejectCode;
import io.cryptoscalp.engine.event.RegimeDirective;
import io.cryptoscalp.engine.event.StreamEvent;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.market.FrameHeaders;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.pipeline.InstrumentPipeline;
import io.cryptoscalp.engine.pipeline.PipelineOptions;
import io.cryptoscalp.engine.regime.signal.MarketMeasure;
import io.cryptoscalp.operators.instrument.HeldInputs.Held;
import io.cryptoscalp.operators.regime.MarketMeasureSerializer;
import io.cryptoscalp.operators.results.ResultRow;
import io.cryptoscalp.operators.results.ResultTable;
import io.cryptoscalp.operators.results.RowFormat;
import io.cryptoscalp.operators.state.StateCodec;
import io.cryptoscalp.operators.state.WriteBackOperator;
import io.cryptoscalp.operators.stream.ForeignCloses;
import io.cryptoscalp.operators.stream.HistoryParts;
import io.cryptoscalp.operators.stream.RawFrame;
import io.cryptoscalp.operators.stream.WallClock;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.SerializableSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The keyed stage of an instrument: raw frames in; ticks, snapshots and rows out. The engine's
 * {@link InstrumentPipeline} does the work; this class gives it frames, keeps its state and turns
 * what cannot be used into dead letters. No input makes it fail.
 *
 * <p>The second input is broadcast to every subtask. Model commands are forwarded in line with the
 * snapshots so that the scoring stage can stay chained behind this one. Directives of regimes stay
 * here, in broadcast state; an instrument hears of them before its next frame.
 */
public final class InstrumentOperator extends WriteBackOperator<InstrumentState, StreamEvent>
    implements TwoInputStreamOperator<RawFrame, StreamEvent, StreamEvent>,
        Triggerable<String, VoidNamespace> {
  private static final long serialVersionUID = 1L;

  /** Name of the keyed state; part of the savepoint contract. */
  public static final String STATE_NAME = "instrument";

  /** Name of the timers' state; part of the savepoint contract. */
  public static final String TIMERS_NAME = "instrument-intervals";

  /** Rows of trades, bars, regimes, features, faults, counts of frames and dead letters. */
  public static final OutputTag<ResultRow> ROWS =
      new OutputTag<>("instrument-rows", ResultRow.TYPE);

  /** What the seconds of instruments were like, for the regime job. */
  public static final OutputTag<MarketMeasure> MEASURES =
      new OutputTag<>("instrument-measures", MarketMeasureSerializer.TYPE);

  private final SerializableSupplier<InstrumentCatalogue> catalogueSupplier;
  private final SerializableSupplier<PipelineOptions> optionsSupplier;
  private final WallClock clock;
  private final boolean inOrder;
  private final RowFormat format;
  private Set<ResultTable> tables = EnumSet.allOf(ResultTable.class);

  private transient @Nullable InstrumentEmitter emitter;
  private transient @Nullable DirectiveBoard board;
  private transient @Nullable InstrumentState unknown;
  private transient TreeMap<String, InstrumentState> waiting = new TreeMap<>();
  private transient long watermarkMs = Long.MIN_VALUE;
  private transient @Nullable InternalTimerService<VoidNamespace> timers;
  private transient Counter frames = new SimpleCounter();

  /**
   * Creates it.
   *
   * @param catalogue loads the instruments on the worker
   * @param options options of every pipeline
   * @param clock stamps latency traces; never reaches a decision
   */
  public InstrumentOperator(
      SerializableSupplier<InstrumentCatalogue> catalogue,
      SerializableSupplier<PipelineOptions> options,
      WallClock clock) {
    this(catalogue, options, clock, false, RowFormat.JSON);
  }

  /**
   * Creates one that also takes closes of other instruments ({@link ForeignCloses}).
   *
   * @param inOrder true holds frames and closes until the watermark has passed them, so that every
   *     run sees them in the same order; false takes both as they come and holds nothing back
   * @param format of the rows in {@link #ROWS}
   */
  public InstrumentOperator(
      SerializableSupplier<InstrumentCatalogue> catalogue,
      SerializableSupplier<PipelineOptions> options,
      WallClock clock,
      boolean inOrder,
      RowFormat format) {
    super(STATE_NAME);
    this.catalogueSupplier = catalogue;
    this.optionsSupplier = options;
    this.clock = clock;
    this.inOrder = inOrder;
    this.format = format;
  }

  /** Writes rows of these tables alone; what is not wanted is not encoded. */
  public InstrumentOperator withRows(Set<ResultTable> wanted) {
    tables = EnumSet.noneOf(ResultTable.class);
    tables.addAll(wanted);
    return this;
  }

  @Override
  protected StateCodec<InstrumentState> codec() {
    return new InstrumentStateCodec(catalogueSupplier.get(), optionsSupplier.get());
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    board = new DirectiveBoard(context.getOperatorStateStore());
    waiting = new TreeMap<>();
    if (inOrder) {
      // A watermark must release what waits for instruments that get no frame after a restore.
      states().loadAll(STATE_NAME);
      states()
          .scan(
              (key, state) -> {
                if (!state.held().isEmpty()) {
                  waiting.put(key, state);
                }
              });
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    unknown = InstrumentState.unknown();
    watermarkMs = Long.MIN_VALUE;
    timers = getInternalTimerService(TIMERS_NAME, VoidNamespaceSerializer.INSTANCE, this);
    frames = getMetricGroup().counter("frames");
    emitter =
        new InstrumentEmitter(
            output,
            catalogueSupplier,
            clock,
            getMetricGroup().counter("framesRejected"),
            format,
            tables);
  }

  @Override
  public void processElement1(StreamRecord<RawFrame> record) throws Exception {
    RawFrame frame = record.getValue();
    if (!frame.isKnown()) {
      // Anyone can invent symbols: they must not leave state behind.
      apply(frame, requireUnknown(), record.getTimestamp());
    } else if (HistoryParts.isBegin(frame)) {
      beginPart(frame);
    } else if (HistoryParts.isEnd(frame)) {
      endPart(frame.key());
    } else if (inOrder) {
      InstrumentState state = states().get(frame.key());
      state.held().add(frame, record.getTimestamp());
      waiting.put(frame.key(), state);
      // What comes behind its watermark has lost its place and waits no longer.
      release(state, watermarkMs);
    } else {
      boolean close = ForeignCloses.isClose(frame);
      InstrumentState state = close ? states().peek(frame.key()) : states().get(frame.key());
      if (state != null) {
        // Left by a job that kept the order.
        release(state, Long.MAX_VALUE);
        apply(frame, state, record.getTimestamp());
      }
    }
  }

  private void beginPart(RawFrame begin) throws Exception {
    InstrumentState state = states().get(begin.key());
    InstrumentPipeline pipeline = state.pipeline();
    if (pipeline != null) {
      pipeline.beginAfter(HistoryParts.before(begin));
      state.counts().beginAfter(HistoryParts.beforeOwn(begin));
    }
  }

  /** A year of days must not stay in memory. */
  private void endPart(String key) throws Exception {
    InstrumentState state = states().peek(key);
    if (state != null && state.instrument() != null) {
      requireEmitter().counts(state);
    }
    states().remove(key);
  }

  private void release(InstrumentState state, long upToMs) throws Exception {
    Held next = state.held().poll(upToMs);
    while (next != null) {
      apply(next.frame(), state, next.timestamp());
      next = state.held().poll(upToMs);
    }
  }

  private void apply(RawFrame frame, InstrumentState state, long timestamp) throws Exception {
    if (ForeignCloses.isClose(frame)) {
      InstrumentPipeline made = state.pipelineIfMade();
      if (made != null) {
        made.onForeignClose(ForeignCloses.close(frame));
      }
      return;
    }
    InstrumentEmitter out = requireEmitter();
    frames.inc();
    out.begin(frame, state, timestamp);
    InstrumentPipeline pipeline = state.pipeline();
    if (frame.kind() == FrameKind.EXCHANGE_INFO && frame.receiveTimeNs() > 0) {
      // It speaks of many instruments, whatever its key.
      out.listings();
    } else if (pipeline == null) {
      out.deadLetter(
          "INSTRUMENT_UNKNOWN", "venue=" + frame.venue().id() + " symbol=" + frame.symbol());
    } else if (frame.kind() == null) {
      out.deadLetter("STREAM_UNKNOWN", "stream=\"" + frame.stream() + "\"");
    } else if (frame.receiveTimeNs() <= 0) {
      out.deadLetter("RECEIVE_TIME_MISSING", "header=" + FrameHeaders.RECEIVE_TIME_NS);
    } else {
      hear(state, pipeline, out);
      RejectCode code = pipeline.onFrame(frame.payload(), frame.kind(), frame.receiveTimeNs(), out);
      if (!HistoryParts.isWarmUp(frame)) {
        count(frame, frame.kind(), state, code == RejectCode.NONE);
      }
      if (code != RejectCode.NONE) {
        out.deadLetter(code.name(), pipeline.rejectDetail());
      }
    }
  }

  private void hear(InstrumentState state, InstrumentPipeline pipeline, InstrumentEmitter out) {
    DirectiveBoard told = requireBoard();
    if (state.heard() != told.version()) {
      told.tell(pipeline, out);
      state.heard(told.version());
    }
  }

  /** Counts a frame; a row of the interval before is written when it begins a new one. */
  private void count(RawFrame frame, FrameKind kind, InstrumentState state, boolean accepted) {
    IngestCounts counts = state.counts();
    if (accepted && counts.isBeyond(frame.receiveTimeNs())) {
      if (counts.hasInterval()) {
        requireEmitter().counts(state);
      }
      counts.moveTo(frame.receiveTimeNs());
      // Silence must not hold the row back: the watermark ends the interval as well.
      setCurrentKey(frame.key());
      requireTimers().registerEventTimeTimer(VoidNamespace.INSTANCE, counts.lastMs());
    }
    counts.add(kind, accepted);
  }

  @Override
  public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
    InstrumentState state = states().peek(timer.getKey());
    if (state != null
        && state.instrument() != null
        && state.counts().lastMs() <= timer.getTimestamp()) {
      requireEmitter().counts(state);
    }
  }

  @Override
  public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {}

  private InternalTimerService<VoidNamespace> requireTimers() {
    if (timers == null) {
      throw new IllegalStateException("operator used before open()");
    }
    return timers;
  }

  @Override
  public void processElement2(StreamRecord<StreamEvent> record) throws Exception {
    if (record.getValue() instanceof RegimeDirective directive) {
      requireBoard().add(directive);
    } else {
      output.collect(new StreamRecord<>(record.getValue()));
    }
  }

  @Override
  public void processWatermark1(Watermark mark) throws Exception {
    watermarkMs = mark.getTimestamp();
    Iterator<Map.Entry<String, InstrumentState>> keys = waiting.entrySet().iterator();
    while (keys.hasNext()) {
      Map.Entry<String, InstrumentState> entry = keys.next();
      InstrumentState state = states().get(entry.getKey());
      release(state, watermarkMs);
      if (state.held().isEmpty()) {
        keys.remove();
      }
    }
    // Commands carry no event time: only frames move the watermark.
    processWatermark(mark);
  }

  @Override
  public void processWatermark2(Watermark mark) {}

  private DirectiveBoard requireBoard() {
    if (board == null) {
      throw new IllegalStateException("operator used before its state was initialised");
    }
    return board;
  }

  private InstrumentState requireUnknown() {
    if (unknown == null) {
      throw new IllegalStateException("operator used before open()");
    }
    return unknown;
  }

  private InstrumentEmitter requireEmitter() {
    if (emitter == null) {
      throw new IllegalStateException("operator used before open()");
    }
    return emitter;
  }
}
