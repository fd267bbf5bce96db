package io.cryptoscalp.engine.regime.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.bars.BarOptions;
import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.FeedFault;
import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.RegimeChange;
import io.cryptoscalp.engine.event.RegimeEffect;
import io.cryptoscalp.engine.event.RegimeInterval;
import io.cryptoscalp.engine.event.TradePrint;
import io.cryptoscalp.engine.features.FeatureOptions;
import io.cryptoscalp.engine.feed.FeedOptions;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.pipeline.InstrumentPipeline;
import io.cryptoscalp.engine.pipeline.PipelineOptions;
import io.cryptoscalp.engine.pipeline.PipelineOutput;
import io.cryptoscalp.engine.regime.consensus.ConsensusOptions;
import io.cryptoscalp.engine.testing.RecordedFrames;
import io.cryptoscalp.engine.testing.RecordedFrames.Frame;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** On every recording: do the measures say what the frames said, second by second? */
class MeasureRecorderTest {
  private static final String FILES = "io.cryptoscalp.engine.testing.RecordedFrames#FILES";
  private static final int MOST = 30_000;
  private static final long SECOND = 1_000_000_000L;
  private static final PipelineOptions OPTIONS =
      new PipelineOptions(
          SECOND,
          FeedOptions.DEFAULT,
          BarOptions.defaults(),
          FeatureOptions.defaults(),
          ConsensusOptions.secondBars());

  private static final class Log implements PipelineOutput {
    private final List<MarketMeasure> seconds = new ArrayList<>();
    private final List<MarketMeasure> faults = new ArrayList<>();
    private final List<Bar> bars = new ArrayList<>();
    private final List<FeedFault> told = new ArrayList<>();

    @Override
    public void trade(TradePrint trade) {}

    @Override
    public void bar(Bar bar) {
      if (bar.spec().equals("time-1s") && bar.trades() > 0) {
        bars.add(bar);
      }
    }

    @Override
    public void interval(RegimeInterval interval) {}

    @Override
    public void effect(RegimeEffect effect) {}

    @Override
    public void regime(RegimeChange change) {}

    @Override
    public void fault(FeedFault fault) {
      told.add(fault);
    }

    @Override
    public void measure(MarketMeasure measure) {
      (measure.isFault() ? faults : seconds).add(measure);
    }

    @Override
    public void tick(MarketTick tick) {}

    @Override
    public void snapshot(FeatureSnapshot snapshot) {}
  }

  private static Log run(RecordedFrames recorded) {
    InstrumentPipeline pipeline = new InstrumentPipeline(recorded.instrument(), OPTIONS);
    Log log = new Log();
    int count = 0;
    for (Frame frame : recorded.frames()) {
      if (count++ < MOST || frame.kind() == FrameKind.FORCE_ORDER) {
        pipeline.onFrame(frame.payload(), frame.kind(), frame.receiveTimeNs(), log);
      }
    }
    return log;
  }

  @ParameterizedTest
  @FieldSource(FILES)
  void everySecondIsToldOnceAndSumsLoseNothing(String files) {
    RecordedFrames recorded = RecordedFrames.load(files);
    Instrument instrument = recorded.instrument();
    Log log = run(recorded);
    assertThat(log.seconds).isNotEmpty();
    long last = Long.MIN_VALUE;
    double volume = 0;
    for (MarketMeasure second : log.seconds) {
      assertThat(second.closeTimeNs() % SECOND).isZero();
      assertThat(second.closeTimeNs()).isGreaterThan(last);
      assertThat(second.eventTimeNs()).isGreaterThanOrEqualTo(second.closeTimeNs());
      assertThat(second.low()).isLessThanOrEqualTo(second.price());
      assertThat(second.high()).isGreaterThanOrEqualTo(second.price());
      assertThat(second.takerBuyVolume()).isBetween(0.0, second.volume());
      if (second.minute()) {
        assertThat(second.closeTimeNs() / SECOND).isGreaterThan(last / SECOND);
      }
      last = second.closeTimeNs();
      volume += second.volume();
    }
    double traded = 0;
    double low = Double.POSITIVE_INFINITY;
    for (Bar bar : log.bars) {
      traded += bar.quoteVolume();
      low = Math.min(low, instrument.price(bar.low()));
    }
    double lowest = Double.POSITIVE_INFINITY;
    for (MarketMeasure second : log.seconds) {
      lowest = Math.min(lowest, second.volume() > 0 ? second.low() : lowest);
    }
    // Bars and measures leave the seconds that are still open; those are at most the last.
    double open = traded == 0 ? 0 : Math.abs(traded - volume) / traded;
    assertThat(open).isLessThan(0.05);
    assertThat(lowest).isEqualTo(low, Offset.offset(Math.abs(low) * 1e-3));
  }

  @ParameterizedTest
  @FieldSource(FILES)
  void everyFaultOfTheFeedIsPassedOn(String files) {
    Log log = run(RecordedFrames.load(files));
    List<String> told = new ArrayList<>();
    for (FeedFault fault : log.told) {
      if (!fault.code().startsWith("QUALITY_")) {
        told.add(fault.code() + fault.stream());
      }
    }
    List<String> passed = new ArrayList<>();
    for (MarketMeasure fault : log.faults) {
      passed.add(fault.fault() + fault.stream());
    }
    assertThat(passed).isEqualTo(told);
  }
}
