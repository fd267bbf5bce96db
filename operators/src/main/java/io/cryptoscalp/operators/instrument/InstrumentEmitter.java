package io.cryptoscalp.operators.instrument;

import io.cryptoscalp.engine.decode.RejectCode;
import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.event.DeadLetter;
import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.FeedFault;
import io.cryptoscalp.engine.event.LatencyTrace;
import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.RegimeChange;
import io.cryptoscalp.engine.event.RegimeEffect;
import io.cryptoscalp.engine.event.RegimeInterval;
import io.cryptoscalp.engine.event.StreamEvent;
import io.cryptoscalp.engine.event.TradePrint;
import io.cryptoscalp.engine.feed.ListingCheck;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.market.FrameHeaders;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.pipeline.PipelineOutput;
import io.cryptoscalp.engine.regime.signal.MarketMeasure;
import io.cryptoscalp.operators.results.ResultRow;
import io.cryptoscalp.operators.results.ResultTable;
import io.cryptoscalp.operators.results.RowEncoders;
import io.cryptoscalp.operators.results.RowFormat;
import io.cryptoscalp.operators.stream.HistoryParts;
import io.cryptoscalp.operators.stream.RawFrame;
import io.cryptoscalp.operators.stream.WallClock;
import java.util.Set;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.function.SerializableSupplier;
import org.jspecify.annotations.Nullable;

/** Turns what the pipeline says about one frame into stream records. */
final class InstrumentEmitter implements PipelineOutput {
  private final Output<StreamRecord<StreamEvent>> output;
  private final SerializableSupplier<InstrumentCatalogue> catalogue;
  private final WallClock clock;
  private final Counter rejected;
  private final StreamRecord<StreamEvent> event = new StreamRecord<>(null);
  private final StreamRecord<ResultRow> row = new StreamRecord<>(null);
  private final StreamRecord<MarketMeasure> measure = new StreamRecord<>(null);
  private final RowEncoders encoders;
  private final Set<ResultTable> tables;
  private @Nullable ListingCheck check;
  private @Nullable RawFrame frame;
  private @Nullable Instrument instrument;
  private long timestamp;
  private boolean silent;

  InstrumentEmitter(
      Output<StreamRecord<StreamEvent>> output,
      SerializableSupplier<InstrumentCatalogue> catalogue,
      WallClock clock,
      Counter rejected,
      RowFormat format,
      Set<ResultTable> tables) {
    this.output = output;
    this.catalogue = catalogue;
    this.clock = clock;
    this.rejected = rejected;
    this.encoders = new RowEncoders(format);
    this.tables = tables;
  }

  void begin(RawFrame newFrame, InstrumentState state, long newTimestamp) {
    frame = newFrame;
    instrument = state.instrument();
    timestamp = newTimestamp;
    silent = HistoryParts.isWarmUp(newFrame);
  }

  void listings() {
    RawFrame answer = requireFrame();
    if (check == null) {
      check = new ListingCheck(catalogue.get());
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
    if (silent) {
      return;
    }
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
    if (silent || !tables.contains(ResultTable.TRADES)) {
      return;
    }
    emit(encoders.trade(trade, requireInstrument()));
  }

  @Override
  public void bar(Bar bar) {
    emit(encoders.bar(bar, requireInstrument()));
  }

  @Override
  public void interval(RegimeInterval interval) {
    emit(encoders.regimeInterval(interval));
  }

  @Override
  public void effect(RegimeEffect effect) {
    emit(encoders.regimeEffect(effect));
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
    if (silent) {
      return;
    }
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
    if (tables.contains(ResultTable.FEATURES)) {
      emit(encoders.features(snapshot, requireInstrument()));
    }
  }

  @Override
  public void measure(MarketMeasure value) {
    if (!silent) {
      output.collect(InstrumentOperator.MEASURES, measure.replace(value, timestamp));
    }
  }

  void counts(InstrumentState state) {
    instrument = state.instrument();
    timestamp = state.counts().lastMs();
    silent = false;
    String id = requireInstrument().id();
    state
        .counts()
        .flush(
            (kind, startNs, accepted, refused, sequence) ->
                emit(
                    encoders.ingestCount(id, kind.stream(), startNs, accepted, refused, sequence)));
  }

  private void emit(StreamEvent value) {
    if (!silent) {
      output.collect(event.replace(value, timestamp));
    }
  }

  private void emit(ResultRow value) {
    if (!silent && tables.contains(value.table())) {
      output.collect(InstrumentOperator.ROWS, row.replace(value, timestamp));
    }
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
