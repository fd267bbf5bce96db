package io.cryptoscalp.engine.pipeline;

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
import io.cryptoscalp.engine.features.FeatureCatalogue;
import io.cryptoscalp.engine.features.FeatureOptions;
import io.cryptoscalp.engine.feed.FeedOptions;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.regime.consensus.ConsensusOptions;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import io.cryptoscalp.engine.testing.RecordedFrames;
import io.cryptoscalp.engine.testing.RecordedFrames.Frame;
import io.cryptoscalp.engine.testing.VenueFeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Are the bars that others are told of those of the instrument's own stage? */
class BarPipelineTest {
  private static final String FILES = "io.cryptoscalp.engine.testing.RecordedFrames#FILES";
  private static final PipelineOptions OPTIONS =
      new PipelineOptions(
          250_000_000L,
          FeedOptions.DEFAULT,
          BarOptions.defaults(),
          FeatureOptions.defaults().withSelect(List.of("@core", "family:cross")),
          ConsensusOptions.secondBars());
  private static final BarOptions OTHERS =
      FeatureCatalogue.of(OPTIONS.features()).requireOfOthers(OPTIONS.bars());

  @ParameterizedTest
  @FieldSource(FILES)
  void onRecordedFrames(String file) throws Exception {
    RecordedFrames recorded = RecordedFrames.load(file);
    List<Frame> frames = recorded.frames();
    check(recorded.instrument(), frames.subList(0, Math.min(60_000, frames.size())));
  }

  @Test
  void onAnHourWithDamagedFrames() {
    VenueFeed venue = new VenueFeed(Venue.BINANCE_USDM, "BTCUSDT", 11);
    Random random = new Random(2);
    List<Frame> frames = new ArrayList<>();
    for (Frame frame : venue.run(100)) {
      frames.add(frame);
    }
    for (int i = 0; i < 8000; i++) {
      venue.sleepMs(random.nextInt(1000));
      Frame frame = random.nextBoolean() ? venue.trade() : venue.ticker();
      byte[] payload = frame.payload().clone();
      if (random.nextInt(20) == 0) {
        payload[random.nextInt(payload.length)] ^= (byte) (1 << random.nextInt(7));
      }
      frames.add(new Frame(frame.kind(), frame.receiveTimeNs(), payload));
    }
    assertThat(check(venue.instrument(), frames)).isGreaterThan(70);
  }

  /** Compares with the instrument's own bars, with a restore in the middle; their number. */
  private static int check(Instrument instrument, List<Frame> frames) {
    InstrumentPipeline whole = new InstrumentPipeline(instrument, OPTIONS);
    BarPipeline part = new BarPipeline(instrument, OPTIONS, OTHERS);
    Bars own = new Bars();
    List<List<Object>> others = new ArrayList<>();
    for (int i = 0; i < frames.size(); i++) {
      Frame frame = frames.get(i);
      whole.onFrame(frame.payload(), frame.kind(), frame.receiveTimeNs(), own);
      part.onFrame(
          frame.payload(), frame.kind(), frame.receiveTimeNs(), bar -> others.add(content(bar)));
      if (i == frames.size() / 2) {
        StateWriter out = new StateWriter();
        part.write(out);
        part = new BarPipeline(instrument, OPTIONS, OTHERS);
        StateReader in = new StateReader(out.toByteArray());
        part.read(in);
        assertThat(in.remaining()).isZero();
      }
    }
    assertThat(others).isEqualTo(own.seen);
    return others.size();
  }

  private static List<Object> content(Bar bar) {
    return List.of(
        bar.spec(),
        bar.openTimeNs(),
        bar.closeTimeNs(),
        bar.open(),
        bar.high(),
        bar.low(),
        bar.close(),
        bar.volume(),
        bar.trades(),
        bar.sequence());
  }

  /** Keeps the bars of the timeframes that others look at. */
  private static final class Bars implements PipelineOutput {
    private final List<List<Object>> seen = new ArrayList<>();

    @Override
    public void bar(Bar bar) {
      if (List.of("time-1m", "time-5m", "time-1h").contains(bar.spec())) {
        seen.add(content(bar));
      }
    }

    @Override
    public void trade(TradePrint trade) {}

    @Override
    public void interval(RegimeInterval interval) {}

    @Override
    public void effect(RegimeEffect effect) {}

    @Override
    public void regime(RegimeChange change) {}

    @Override
    public void fault(FeedFault fault) {}

    @Override
    public void tick(MarketTick tick) {}

    @Override
    public void snapshot(FeatureSnapshot snapshot) {}
  }
}
