package io.cryptoscalp.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.cryptoscalp.engine.feed.FeedOptions;
import io.cryptoscalp.engine.feed.FeedPipeline;
import io.cryptoscalp.engine.regime.consensus.ConsensusOptions;
import io.cryptoscalp.engine.regime.signal.MarketMeasure;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import io.cryptoscalp.engine.testing.RecordedFrames;
import io.cryptoscalp.engine.testing.RecordedFrames.Frame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * On every recording: does the pipeline look only back, go on from stored state, decide at the
 * stated times, and let rejected frames pass without a trace in the features?
 */
class InstrumentPipelineTest {
  private static final String FILES = "io.cryptoscalp.engine.testing.RecordedFrames#FILES";
  private static final int MOST = 30_000;
  private static final long INTERVAL = 250_000_000L;
  private static final PipelineOptions OPTIONS =
      new PipelineOptions(
          INTERVAL,
          FeedOptions.DEFAULT,
          BarOptions.defaults(),
          FeatureOptions.defaults(),
          ConsensusOptions.secondBars());

  /** Everything that a pipeline puts out, without the frame numbers, in order. */
  private static final class Log implements PipelineOutput {
    private final List<String> lines = new ArrayList<>();
    private final List<Long> snapshotTimes = new ArrayList<>();
    private long measureNs;

    @Override
    public void trade(TradePrint trade) {
      lines.add("trade " + trade.price() + " " + trade.quantity() + " " + trade.takerSide());
    }

    @Override
    public void bar(Bar bar) {
      lines.add(
          "bar "
              + List.of(bar.spec(), bar.openTimeNs(), bar.open(), bar.high(), bar.low())
              + List.of(bar.close(), bar.volume(), bar.quoteVolume(), bar.trades()));
    }

    @Override
    public void interval(RegimeInterval interval) {
      lines.add("interval " + interval.detector() + " " + interval.label());
    }

    @Override
    public void effect(RegimeEffect effect) {
      lines.add("effect " + effect.to());
    }

    @Override
    public void regime(RegimeChange change) {
      lines.add("regime " + change.to());
    }

    @Override
    public void fault(FeedFault fault) {
      lines.add("fault " + fault.code());
    }

    @Override
    public void tick(MarketTick tick) {
      lines.add(
          "tick "
              + tick.eventTimeNs()
              + Arrays.toString(tick.bidPrices())
              + Arrays.toString(tick.askQuantities()));
    }

    @Override
    public void measure(MarketMeasure measure) {
      assertThat(measure.eventTimeNs()).isGreaterThanOrEqualTo(measureNs);
      measureNs = measure.eventTimeNs();
      lines.add(
          String.join(
              " ",
              "measure",
              Long.toString(measure.closeTimeNs()),
              Double.toString(measure.price()),
              Double.toString(measure.volume()),
              Double.toString(measure.spread()),
              Double.toString(measure.depth()),
              measure.fault()));
    }

    @Override
    public void snapshot(FeatureSnapshot snapshot) {
      snapshotTimes.add(snapshot.eventTimeNs());
      lines.add(
          "snapshot "
              + snapshot.eventTimeNs()
              + Arrays.toString(snapshot.values())
              + Arrays.toString(snapshot.valid()));
    }
  }

  private static byte[] state(InstrumentPipeline pipeline) {
    StateWriter out = new StateWriter();
    pipeline.write(out);
    return out.toByteArray();
  }

  private static RejectCode feed(InstrumentPipeline pipeline, Frame frame, Log log) {
    return pipeline.onFrame(frame.payload(), frame.kind(), frame.receiveTimeNs(), log);
  }

  private static List<Frame> frames(RecordedFrames recorded) {
    return recorded.frames().subList(0, Math.min(MOST, recorded.frames().size()));
  }

  private static Log run(RecordedFrames recorded, List<Frame> frames) {
    InstrumentPipeline pipeline = new InstrumentPipeline(recorded.instrument(), OPTIONS);
    Log log = new Log();
    frames.forEach(frame -> feed(pipeline, frame, log));
    return log;
  }

  @ParameterizedTest
  @FieldSource(FILES)
  void aPrefixGivesWhatTheWholeGaveByThen(String files) {
    RecordedFrames recorded = RecordedFrames.load(files);
    List<Frame> frames = frames(recorded);
    Log whole = run(recorded, frames);
    assertThat(whole.snapshotTimes).hasSizeGreaterThan(100);
    Random random = new Random(1);
    for (int i = 0; i < 4; i++) {
      Log prefix = run(recorded, frames.subList(0, 1 + random.nextInt(frames.size())));
      assertThat(whole.lines.subList(0, prefix.lines.size()))
          .containsExactlyElementsOf(prefix.lines);
    }
  }

  @ParameterizedTest
  @FieldSource(FILES)
  void stateStoredAtRandomFramesGoesOnAsIfItHadNotBeen(String files) {
    RecordedFrames recorded = RecordedFrames.load(files);
    InstrumentPipeline whole = new InstrumentPipeline(recorded.instrument(), OPTIONS);
    InstrumentPipeline parts = new InstrumentPipeline(recorded.instrument(), OPTIONS);
    Log wholeLog = new Log();
    Log partsLog = new Log();
    Random random = new Random(2);
    int stored = 0;
    for (Frame frame : frames(recorded)) {
      feed(whole, frame, wholeLog);
      feed(parts, frame, partsLog);
      if (random.nextInt(1500) == 0) {
        byte[] bytes = state(parts);
        parts = new InstrumentPipeline(recorded.instrument(), OPTIONS);
        parts.read(new StateReader(bytes));
        assertThat(state(parts)).isEqualTo(bytes);
        stored++;
      }
    }
    assertThat(stored).isPositive();
    assertThat(partsLog.lines).containsExactlyElementsOf(wholeLog.lines);
    assertThat(state(parts)).isEqualTo(state(whole));
  }

  @ParameterizedTest
  @FieldSource(FILES)
  void aSnapshotIsTakenWithTheFirstUsableFrameOfEachInterval(String files) {
    RecordedFrames recorded = RecordedFrames.load(files);
    FeedPipeline feed =
        new FeedPipeline(recorded.instrument(), FeedOptions.DEFAULT, (code, detail, stream) -> {});
    List<Long> expected = new ArrayList<>();
    long interval = Long.MIN_VALUE;
    for (Frame frame : frames(recorded)) {
      if (feed.accept(frame.payload(), frame.kind(), frame.receiveTimeNs()) == RejectCode.NONE) {
        long now = feed.engineTimeNs();
        if (interval != Long.MIN_VALUE && now / INTERVAL > interval) {
          expected.add(now);
        }
        interval = now / INTERVAL;
      }
    }
    Log log = run(recorded, frames(recorded));
    assertThat(log.snapshotTimes).containsExactlyElementsOf(expected);
  }

  @ParameterizedTest
  @FieldSource(FILES)
  void rejectedFramesLeaveNoTrace(String files) {
    RecordedFrames recorded = RecordedFrames.load(files);
    InstrumentPipeline pipeline = new InstrumentPipeline(recorded.instrument(), OPTIONS);
    Log log = new Log();
    Random random = new Random(3);
    int rejected = 0;
    for (Frame frame : frames(recorded)) {
      if (random.nextInt(20) == 0) {
        byte[] half = Arrays.copyOf(frame.payload(), frame.payload().length / 2);
        byte[] text = "{}".getBytes(StandardCharsets.UTF_8);
        byte[] broken = random.nextBoolean() ? half : text;
        RejectCode code =
            feed(pipeline, new Frame(frame.kind(), frame.receiveTimeNs(), broken), log);
        assertThat(code).isNotEqualTo(RejectCode.NONE);
        rejected++;
      }
      feed(pipeline, frame, log);
    }
    assertThat(rejected).isGreaterThan(500);
    assertThat(log.lines).containsExactlyElementsOf(run(recorded, frames(recorded)).lines);
  }
}
