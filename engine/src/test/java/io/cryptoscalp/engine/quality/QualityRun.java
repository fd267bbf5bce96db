package io.cryptoscalp.engine.quality;

import io.cryptoscalp.engine.bars.BarOptions;
import io.cryptoscalp.engine.decode.RejectCode;
import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.FeedFault;
import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.RegimeChange;
import io.cryptoscalp.engine.event.RegimeEffect;
import io.cryptoscalp.engine.event.RegimeInterval;
import io.cryptoscalp.engine.event.TradePrint;
import io.cryptoscalp.engine.features.FeatureOptions;
import io.cryptoscalp.engine.features.cross.ForeignClose;
import io.cryptoscalp.engine.feed.FeedOptions;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.pipeline.InstrumentPipeline;
import io.cryptoscalp.engine.pipeline.PipelineOptions;
import io.cryptoscalp.engine.pipeline.PipelineOutput;
import io.cryptoscalp.engine.regime.consensus.ConsensusOptions;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import io.cryptoscalp.engine.testing.RecordedFrames.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A whole instrument pipeline, and what it said of the quality of its frames. */
final class QualityRun implements PipelineOutput {
  final List<FeedFault> anomalies = new ArrayList<>();
  final Map<String, Integer> codes = new TreeMap<>();
  final Map<RejectCode, Integer> letters = new TreeMap<>();

  /** Bars, prints and features, without the frame numbers. */
  final List<String> learned = new ArrayList<>();

  private final List<Long> sequences = new ArrayList<>();
  private final Instrument instrument;
  private final PipelineOptions options;
  private InstrumentPipeline pipeline;

  QualityRun(Instrument instrument, QualityOptions quality) {
    this.instrument = instrument;
    options =
        new PipelineOptions(
            250_000_000L,
            FeedOptions.DEFAULT,
            quality,
            BarOptions.defaults(),
            FeatureOptions.defaults(),
            ConsensusOptions.secondBars());
    pipeline = new InstrumentPipeline(instrument, options);
  }

  RejectCode accept(Frame frame) {
    RejectCode code = pipeline.onFrame(frame.payload(), frame.kind(), frame.receiveTimeNs(), this);
    if (code != RejectCode.NONE && code != RejectCode.TRADE_NOT_MARKET) {
      letters.merge(code, 1, Integer::sum);
    }
    return code;
  }

  void accept(ForeignClose close) {
    pipeline.onForeignClose(close);
  }

  /** Prints, ticks, bars and vectors that came with the frames of these faults. */
  int outputsAt(List<FeedFault> faults) {
    Set<Long> frames = new HashSet<>();
    faults.forEach(fault -> frames.add(fault.sequence()));
    return (int) sequences.stream().filter(frames::contains).count();
  }

  QualityRun all(List<Frame> frames) {
    frames.forEach(this::accept);
    return this;
  }

  int quarantined() {
    return (int)
        anomalies.stream().filter(found -> found.detail().contains("action=quarantined")).count();
  }

  byte[] state() {
    StateWriter out = new StateWriter();
    pipeline.write(out);
    return out.toByteArray();
  }

  void restore() {
    byte[] stored = state();
    pipeline = new InstrumentPipeline(instrument, options);
    pipeline.read(new StateReader(stored));
  }

  @Override
  public void trade(TradePrint trade) {
    sequences.add(trade.sequence());
    learned.add("trade " + trade.tradeId() + " " + trade.price() + " " + trade.quantity());
  }

  @Override
  public void bar(Bar bar) {
    sequences.add(bar.sequence());
    learned.add(
        "bar "
            + List.of(bar.spec(), bar.openTimeNs(), bar.open(), bar.high(), bar.low())
            + List.of(bar.close(), bar.volume(), bar.quoteVolume(), bar.trades()));
  }

  @Override
  public void interval(RegimeInterval interval) {
    learned.add("interval " + interval.detector() + " " + interval.label());
  }

  @Override
  public void effect(RegimeEffect effect) {
    learned.add("effect " + effect.to());
  }

  @Override
  public void regime(RegimeChange change) {
    learned.add("regime " + change.to());
  }

  @Override
  public void fault(FeedFault fault) {
    codes.merge(fault.code(), 1, Integer::sum);
    if (fault.code().startsWith("QUALITY_")) {
      anomalies.add(fault);
    }
  }

  @Override
  public void tick(MarketTick tick) {
    sequences.add(tick.sequence());
    learned.add(
        "tick "
            + tick.eventTimeNs()
            + Arrays.toString(tick.bidPrices())
            + Arrays.toString(tick.askPrices())
            + tick.tradePrice());
  }

  @Override
  public void snapshot(FeatureSnapshot snapshot) {
    sequences.add(snapshot.sequence());
    learned.add(
        "features "
            + snapshot.eventTimeNs()
            + Arrays.toString(snapshot.values())
            + Arrays.toString(snapshot.valid()));
  }
}
