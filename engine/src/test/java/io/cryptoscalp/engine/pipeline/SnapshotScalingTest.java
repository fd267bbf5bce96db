package io.cryptoscalp.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.bars.BarOptions;
import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.ScaledVector;
import io.cryptoscalp.engine.features.FeatureCatalogue;
import io.cryptoscalp.engine.features.FeatureOptions;
import io.cryptoscalp.engine.features.catalogue.FeatureDefinition;
import io.cryptoscalp.engine.feed.FeedOptions;
import io.cryptoscalp.engine.regime.consensus.ConsensusOptions;
import io.cryptoscalp.engine.regime.signal.MeasureRecorder;
import io.cryptoscalp.engine.scaling.OnlineScaler;
import io.cryptoscalp.engine.scaling.ScalerKind;
import io.cryptoscalp.engine.scaling.ScalerOptions;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import io.cryptoscalp.engine.testing.RecordedFrames;
import io.cryptoscalp.engine.testing.RecordedFrames.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Are snapshots scaled by the snapshots before them alone, and does what was learnt survive? */
class SnapshotScalingTest {
  private static final int MOST = 15_000;
  private static final PipelineOptions PLAIN =
      new PipelineOptions(
          250_000_000L,
          FeedOptions.DEFAULT,
          BarOptions.defaults(),
          FeatureOptions.defaults(),
          ConsensusOptions.secondBars());

  private static final class Snapshots implements SnapshotOutput {
    private final List<FeatureSnapshot> list = new ArrayList<>();

    @Override
    public void snapshot(FeatureSnapshot snapshot) {
      list.add(snapshot);
    }
  }

  private static ScalerOptions scaling(ScalerKind kind) {
    return new ScalerOptions(kind, 5, 20, 64);
  }

  private static RecordedFrames recorded() {
    return RecordedFrames.load(RecordedFrames.FILES.get(0));
  }

  private static List<Frame> frames(RecordedFrames recorded) {
    return recorded.frames().subList(0, Math.min(MOST, recorded.frames().size()));
  }

  private static InstrumentPipeline pipeline(PipelineOptions options) {
    return new InstrumentPipeline(recorded().instrument(), options);
  }

  private static void feed(InstrumentPipeline pipeline, List<Frame> frames, Snapshots to) {
    for (Frame frame : frames) {
      var unused = pipeline.onFrame(frame.payload(), frame.kind(), frame.receiveTimeNs(), to);
    }
  }

  private static byte[] state(InstrumentPipeline pipeline) {
    StateWriter out = new StateWriter();
    pipeline.write(out);
    return out.toByteArray();
  }

  private static ScaledVector scaled(FeatureSnapshot snapshot) {
    return Objects.requireNonNull(snapshot.scaled());
  }

  private static void assertSame(ScaledVector one, ScaledVector other) {
    assertThat(one.valid()).isEqualTo(other.valid());
    for (int i = 0; i < one.values().length; i++) {
      assertThat(Double.doubleToRawLongBits(one.values()[i]))
          .isEqualTo(Double.doubleToRawLongBits(other.values()[i]));
    }
  }

  @ParameterizedTest
  @EnumSource(ScalerKind.class)
  void aReplayOfTheRawVectorsGivesTheSameBits(ScalerKind kind) {
    Snapshots run = new Snapshots();
    feed(pipeline(PLAIN.withScaling(scaling(kind))), frames(recorded()), run);
    FeatureCatalogue features = FeatureCatalogue.of(FeatureOptions.defaults());
    List<String> ids = features.definitions().stream().map(FeatureDefinition::id).toList();
    OnlineScaler twin = new OnlineScaler(features.setId(), ids, scaling(kind));
    int usable = 0;
    for (FeatureSnapshot snapshot : run.list) {
      double[] values = new double[ids.size()];
      long[] valid = new long[snapshot.valid().length];
      if (snapshot.bookHealthy()) {
        twin.step(snapshot.values(), snapshot.valid(), values, valid);
      } else {
        twin.scale(snapshot.values(), snapshot.valid(), values, valid);
      }
      assertSame(scaled(snapshot), new ScaledVector(values, valid));
      for (int word = 0; word < valid.length; word++) {
        assertThat(valid[word] & ~snapshot.valid()[word]).as("masked stays masked").isZero();
        usable += Long.bitCount(valid[word]);
      }
    }
    assertThat(run.list).hasSizeGreaterThan(100);
    assertThat(usable).isGreaterThan(1000);
  }

  @Test
  void rawVectorsStayAsTheyAre() {
    Snapshots plain = new Snapshots();
    Snapshots scaled = new Snapshots();
    feed(pipeline(PLAIN), frames(recorded()), plain);
    feed(pipeline(PLAIN.withScaling(scaling(ScalerKind.ROBUST))), frames(recorded()), scaled);
    assertThat(scaled.list).hasSameSizeAs(plain.list);
    for (int i = 0; i < plain.list.size(); i++) {
      assertThat(plain.list.get(i).scaled()).isNull();
      assertThat(scaled.list.get(i).values()).isEqualTo(plain.list.get(i).values());
      assertThat(scaled.list.get(i).valid()).isEqualTo(plain.list.get(i).valid());
    }
  }

  @ParameterizedTest
  @EnumSource(ScalerKind.class)
  void whatWasLearntSurvivesARestore(ScalerKind kind) {
    PipelineOptions options = PLAIN.withScaling(scaling(kind));
    List<Frame> frames = frames(recorded());
    int cut = frames.size() * 2 / 3;
    Snapshots whole = new Snapshots();
    InstrumentPipeline first = pipeline(options);
    feed(first, frames.subList(0, cut), whole);
    InstrumentPipeline second = pipeline(options);
    second.read(new StateReader(state(first)));
    int before = whole.list.size();
    Snapshots rest = new Snapshots();
    feed(first, frames.subList(cut, frames.size()), whole);
    feed(second, frames.subList(cut, frames.size()), rest);
    assertThat(rest.list).hasSize(whole.list.size() - before).isNotEmpty();
    for (int i = 0; i < rest.list.size(); i++) {
      assertSame(scaled(rest.list.get(i)), scaled(whole.list.get(before + i)));
    }
    assertThat(state(second)).isEqualTo(state(first));
  }

  @Test
  void scalingCanBeSwitchedOnAndOffBetweenRuns() {
    List<Frame> frames = frames(recorded()).subList(0, 3_000);
    InstrumentPipeline off = pipeline(PLAIN);
    feed(off, frames, new Snapshots());
    byte[] plain = state(off);
    PipelineOptions scaling = PLAIN.withScaling(scaling(ScalerKind.STANDARD));
    InstrumentPipeline on = pipeline(scaling);
    on.read(new StateReader(plain));
    InstrumentPipeline offAgain = pipeline(PLAIN);
    offAgain.read(new StateReader(state(on)));
    assertThat(state(offAgain)).isEqualTo(plain);

    // that format had no word about scaling, nor about what comes after it: the open second's
    // measure, the terms that follow from the regime, steps of sequences, changes at one frame
    byte[] before = Arrays.copyOf(plain, plain.length - 1);
    before[0] = 2;
    InstrumentPipeline old = pipeline(scaling);
    old.read(new StateReader(before));
    StateWriter later = new StateWriter();
    new MeasureRecorder(recorded().instrument()).write(later);
    RegimeStage regime = new RegimeStage(recorded().instrument(), PLAIN);
    regime.writeEffect(later);
    later.writeBoolean(false);
    regime.writeChanges(later);
    byte[] known = state(on);
    assertThat(Arrays.copyOf(state(old), known.length - later.length()))
        .isEqualTo(Arrays.copyOf(known, known.length - later.length()));
  }
}
