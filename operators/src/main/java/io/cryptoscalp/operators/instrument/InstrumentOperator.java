package io.cryptoscalp.operators.instrument;

import io.cryptoscalp.engine.decode.RejectCode;
import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.event.DeadLetter;
import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.FeedFault;
import io.cryptoscalp.engine.event.LatencyTrace;
import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.engine.event.RegimeChange;
import io.cryptoscalp.engine.event.StreamEvent;
import io.cryptoscalp.engine.event.TradePrint;
import io.cryptoscalp.engine.feed.ListingCheck;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.market.FrameHeaders;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.pipeline.InstrumentPipeline;
import io.cryptoscalp.engine.pipeline.PipelineOptions;
import io.cryptoscalp.engine.pipeline.PipelineOutput;
import io.cryptoscalp.operators.results.ResultRow;
import io.cryptoscalp.operators.results.RowEncoders;
import io.cryptoscalp.operators.state.StateCodec;
import io.cryptoscalp.operators.state.WriteBackOperator;
import io.cryptoscalp.operators.stream.RawFrame;
import io.cryptoscalp.operators.stream.WallClock;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
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
 * <p>The second input carries model commands, broadcast to every subtask; they are forwarded in
 * line with the snapshots so that the scoring stage can stay chained behind this one.
 */
public final class InstrumentOperator extends WriteBackOperator<InstrumentState, StreamEvent>
    implements TwoInputStreamOperator<RawFrame, ModelCommand, StreamEvent>,
        Triggerable<String, VoidNamespace> {
  private static final long serialVersionUID = 1L;

  /** Name of the keyed state; part of the savepoint contract. */
  public static final String STATE_NAME = "instrument";

  /** Name of the timers' state; part of the savepoint contract. */
  public static final String TIMERS_NAME = "instrument-intervals";

  /** Rows of trades, bars, regimes, features, faults, counts of frames and dead letters. */
  public static final OutputTag<ResultRow> ROWS =
      new OutputTag<>("instrument-rows", ResultRow.TYPE);

  private static final InstrumentState UNKNOWN =
      new InstrumentState(null, null, new IngestCounts());

  private final SerializableSupplier<InstrumentCatalogue> catalogueSupplier;
  private final SerializableSupplier<PipelineOptions> optionsSupplier;
  private final WallClock clock;

  private transient @Nullable Emitter emitter;
  private transient @Nullable InternalTimerService<VoidNamespace> timers;
  private transient Counter frames = new SimpleCounter();
  private transient Counter rejected = new SimpleCounter();

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
    super(STATE_NAME);
    this.catalogueSupplier = catalogue;
    this.optionsSupplier = options;
    this.clock = clock;
  }

  @Override
  protected StateCodec<InstrumentState> codec() {
    return new InstrumentStateCodec(catalogueSupplier.get(), optionsSupplier.get());
  }

  @Override
  public void open() throws Exception {
    super.open();
    emitter = new Emitter();
    timers = getInternalTimerService(TIMERS_NAME, VoidNamespaceSerializer.INSTANCE, this);
    frames = getMetricGroup().counter("frames");
    rejected = getMetricGroup().counter("framesRejected");
  }

  @Override
  public void processElement1(StreamRecord<RawFrame> record) throws Exception {
    RawFrame frame = record.getValue();
    // Anyone can invent symbols: they must not leave state behind.
    InstrumentState state = frame.isKnown() ? states().get(frame.key()) : UNKNOWN;
    Emitter out = requireEmitter();
    frames.inc();
    out.begin(frame, state, record.getTimestamp());
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
      RejectCode code = pipeline.onFrame(frame.payload(), frame.kind(), frame.receiveTimeNs(), out);
      count(frame, frame.kind(), state, code == RejectCode.NONE);
      if (code != RejectCode.NONE) {
        out.deadLetter(code.name(), pipeline.rejectDetail());
      }
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
      requireTimers().registerEventTimeTimer(VoidNamespace.INSTANCE, lastMs(counts));
    }
    counts.add(kind, accepted);
  }

  @Override
  public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
    InstrumentState state = states().get(timer.getKey());
    if (state.instrument() != null && lastMs(state.counts()) <= timer.getTimestamp()) {
      requireEmitter().counts(state);
    }
  }

  @Override
  public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {}

  private static long lastMs(IngestCounts counts) {
    return counts.endNs() / 1_000_000 - 1;
  }

  private InternalTimerService<VoidNamespace> requireTimers() {
    if (timers == null) {
      throw new IllegalStateException("operator used before open()");
    }
    return timers;
  }

  @Override
  public void processElement2(StreamRecord<ModelCommand> record) {
    output.collect(new StreamRecord<>(record.getValue()));
  }

  @Override
  public void processWatermark1(Watermark mark) throws Exception {
    // Commands carry no event time: only frames move the watermark.
    processWatermark(mark);
  }

  @Override
  public void processWatermark2(Watermark mark) {}

  private Emitter requireEmitter() {
    if (emitter == null) {
      throw new IllegalStateException("operator used before open()");
    }
    return emitter;
  }

  /** Turns what the pipeline says about one frame into stream records. */
  private final class Emitter implements PipelineOutput {
    private final StreamRecord<StreamEvent> event = new StreamRecord<>(null);
    private final StreamRecord<ResultRow> row = new StreamRecord<>(null);
    private final RowEncoders encoders = new RowEncoders();
    private @Nullable ListingCheck check;
    private @Nullable RawFrame frame;
    private @Nullable Instrument instrument;
    private long timestamp;

    void begin(RawFrame newFrame, InstrumentState state, long newTimestamp) {
      frame = newFrame;
      instrument = state.instrument();
      timestamp = newTimestamp;
    }

    void listings() {
      RawFrame answer = requireFrame();
      if (check == null) {
        check = new ListingCheck(catalogueSupplier.get());
      }
      RejectCode code =
          check.check(
              answer.payload(),
              answer.venue(),
              (changed, kind, detail) ->
                  fault(
                      new FeedFault(
                          changed.id(),
                          kind,
                          detail,
                          FrameKind.EXCHANGE_INFO.stream(),
                          answer.receiveTimeNs(),
                          answer.receiveTimeNs(),
                          answer.offset())));
      if (code != RejectCode.NONE) {
        deadLetter(code.name(), check.detail());
      }
    }

    void deadLetter(String code, String detail) {
      RawFrame bad = requireFrame();
      rejected.inc();
      emit(
          encoders.deadLetter(
              new DeadLetter(
                  FrameHeaders.topic(bad.venue()),
                  bad.partition(),
                  bad.offset(),
                  code,
                  detail,
                  bad.symbol(),
                  bad.stream(),
                  bad.receiveTimeNs(),
                  bad.payload())));
    }

    @Override
    public void trade(TradePrint trade) {
      emit(encoders.trade(trade, requireInstrument()));
    }

    @Override
    public void bar(Bar bar) {
      emit(encoders.bar(bar, requireInstrument()));
    }

    @Override
    public void regime(RegimeChange change) {
      emit(encoders.regime(change));
    }

    @Override
    public void fault(FeedFault fault) {
      emit(encoders.fault(fault));
    }

    @Override
    public void tick(MarketTick tick) {
      emit(tick);
    }

    @Override
    public void snapshot(FeatureSnapshot snapshot) {
      RawFrame cause = requireFrame();
      if (cause.sentTimeNs() > 0) {
        emit(
            new LatencyTrace(
                snapshot.instrument(),
                snapshot.sequence(),
                cause.sentTimeNs(),
                cause.consumedTimeNs(),
                clock.nowNs()));
      }
      emit(snapshot);
      emit(encoders.features(snapshot, requireInstrument()));
    }

    void counts(InstrumentState state) {
      instrument = state.instrument();
      timestamp = lastMs(state.counts());
      String id = requireInstrument().id();
      state
          .counts()
          .flush(
              (kind, startNs, accepted, refused, sequence) ->
                  emit(
                      encoders.ingestCount(
                          id, kind.stream(), startNs, accepted, refused, sequence)));
    }

    private void emit(StreamEvent value) {
      output.collect(event.replace(value, timestamp));
    }

    private void emit(ResultRow value) {
      output.collect(ROWS, row.replace(value, timestamp));
    }

    private RawFrame requireFrame() {
      if (frame == null) {
        throw new IllegalStateException("output outside a frame");
      }
      return frame;
    }

    private Instrument requireInstrument() {
      if (instrument == null) {
        throw new IllegalStateException("output for an unknown instrument");
      }
      return instrument;
    }
  }
}
