package io.cryptoscalp.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.bars.BarOptions;
import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.ModelContext;
import io.cryptoscalp.engine.features.FeatureCatalogue;
import io.cryptoscalp.engine.features.FeatureOptions;
import io.cryptoscalp.engine.features.StepOptions;
import io.cryptoscalp.engine.feed.FeedOptions;
import io.cryptoscalp.engine.regime.consensus.ConsensusOptions;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import io.cryptoscalp.engine.testing.RecordedFrames;
import io.cryptoscalp.engine.testing.RecordedFrames.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Does a snapshot carry the snapshots at the steps before it, and do they survive a restore? */
class SnapshotSequenceTest {
  private static final int MOST = 15_000;
  private static final long STEP_NS = 1_000_000_000;
  private static final List<String> FEATURES = List.of("spread_bps", "realised_vol_10s");
  private static final PipelineOptions PLAIN =
      new PipelineOptions(
          250_000_000L,
          FeedOptions.DEFAULT,
          BarOptions.defaults(),
          FeatureOptions.defaults(),
          ConsensusOptions.secondBars());
  private static final PipelineOptions FOUR = PLAIN.withSequence(sequence(4));

  private static SequenceOptions sequence(int steps) {
    return new SequenceOptions(new StepOptions(steps, STEP_NS, 5 * STEP_NS), FEATURES);
  }

  private static final class Snapshots implements SnapshotOutput {
    private final List<FeatureSnapshot> list = new ArrayList<>();

    @Override
    public void snapshot(FeatureSnapshot snapshot) {
      list.add(snapshot);
    }
  }

  private static RecordedFrames recorded() {
    return RecordedFrames.load(RecordedFrames.FILES.get(0));
  }

  private static List<FeatureSnapshot> feed(InstrumentPipeline pipeline, int from, int to) {
    Snapshots snapshots = new Snapshots();
    List<Frame> frames = recorded().frames();
    for (Frame frame : frames.subList(from, Math.min(to, frames.size()))) {
      var unused =
          pipeline.onFrame(frame.payload(), frame.kind(), frame.receiveTimeNs(), snapshots);
    }
    return snapshots.list;
  }

  private static ModelContext context(FeatureSnapshot snapshot) {
    return Objects.requireNonNull(snapshot.context());
  }

  @Test
  void theRowsAreTheLastSnapshotsAtOrBeforeEachBoundary() {
    InstrumentPipeline pipeline = new InstrumentPipeline(recorded().instrument(), FOUR);
    List<FeatureSnapshot> snapshots = feed(pipeline, 0, MOST);
    int full = 0;
    for (int i = 0; i < snapshots.size(); i++) {
      FeatureSnapshot snapshot = snapshots.get(i);
      float[] history = context(snapshot).history();
      if (history == null) {
        continue;
      }
      full++;
      assertThat(history).hasSize(3 * FEATURES.size());
      long boundary = -Math.floorDiv(-snapshot.eventTimeNs(), STEP_NS) - 1;
      for (int row = 2; row >= 0; row--, boundary--) {
        FeatureSnapshot before = lastAt(snapshots, i, boundary * STEP_NS);
        for (int column = 0; column < FEATURES.size(); column++) {
          int position = pipelineFeature(column);
          Float expected = before.isValid(position) ? (float) before.values()[position] : Float.NaN;
          assertThat(history[row * FEATURES.size() + column]).isEqualTo(expected);
        }
      }
    }
    assertThat(full).isGreaterThan(snapshots.size() / 2);
  }

  private static FeatureSnapshot lastAt(List<FeatureSnapshot> all, int before, long timeNs) {
    for (int i = before - 1; i >= 0; i--) {
      if (all.get(i).eventTimeNs() <= timeNs) {
        return all.get(i);
      }
    }
    throw new AssertionError("no snapshot at or before " + timeNs);
  }

  private static int pipelineFeature(int column) {
    return FeatureCatalogue.of(PLAIN.features()).indexOf(FEATURES.get(column));
  }

  @Test
  void regimesAreAlwaysThere() {
    for (FeatureSnapshot snapshot :
        feed(new InstrumentPipeline(recorded().instrument(), PLAIN), 0, MOST)) {
      ModelContext context = context(snapshot);
      assertThat(context.history()).isNull();
      double sum = 0;
      for (float probability : context.regimes()) {
        sum += probability;
      }
      assertThat(sum).isCloseTo(1, within(1e-5));
    }
  }

  @Test
  void theStateBringsTheRowsBackAndOtherStepsStartAfresh() {
    InstrumentPipeline whole = new InstrumentPipeline(recorded().instrument(), FOUR);
    var unused = feed(whole, 0, MOST / 2);
    StateWriter out = new StateWriter();
    whole.write(out);
    InstrumentPipeline same = new InstrumentPipeline(recorded().instrument(), FOUR);
    same.read(new StateReader(out.toByteArray()));
    PipelineOptions three = PLAIN.withSequence(sequence(3));
    InstrumentPipeline other = new InstrumentPipeline(recorded().instrument(), three);
    other.read(new StateReader(out.toByteArray()));
    InstrumentPipeline none = new InstrumentPipeline(recorded().instrument(), PLAIN);
    none.read(new StateReader(out.toByteArray()));

    List<FeatureSnapshot> expected = feed(whole, MOST / 2, MOST);
    List<FeatureSnapshot> got = feed(same, MOST / 2, MOST);
    assertThat(got).hasSameSizeAs(expected);
    for (int i = 0; i < got.size(); i++) {
      assertThat(context(got.get(i)).history()).isEqualTo(context(expected.get(i)).history());
    }
    List<FeatureSnapshot> fresh = feed(other, MOST / 2, MOST);
    assertThat(context(fresh.get(0)).history()).isNull();
    assertThat(context(fresh.get(fresh.size() - 1)).history()).hasSize(2 * FEATURES.size());
    assertThat(context(feed(none, MOST / 2, MOST).get(0)).history()).isNull();
  }

  @Test
  void aStateOfTheUsualSequenceIsSmall() {
    List<String> features = new ArrayList<>();
    var catalogue = FeatureCatalogue.of(PLAIN.features());
    for (int i = 0; i < 25; i++) {
      features.add(catalogue.definitions().get(i).id());
    }
    StepOptions steps = new StepOptions(32, STEP_NS, 5 * STEP_NS);
    InstrumentPipeline with =
        new InstrumentPipeline(
            recorded().instrument(), PLAIN.withSequence(new SequenceOptions(steps, features)));
    InstrumentPipeline without = new InstrumentPipeline(recorded().instrument(), PLAIN);
    var unused = feed(with, 0, MOST);
    var ignored = feed(without, 0, MOST);
    StateWriter a = new StateWriter();
    StateWriter b = new StateWriter();
    with.write(a);
    without.write(b);
    assertThat(a.length() - b.length()).isBetween(1, 32 * 25 * Float.BYTES + 200);
  }

  @Test
  void unknownFeaturesAreRefused() {
    SequenceOptions unknown =
        new SequenceOptions(new StepOptions(4, STEP_NS, STEP_NS), List.of("no_such_feature"));
    assertThatThrownBy(() -> unknown.history(FeatureCatalogue.of(PLAIN.features())))
        .hasMessageContaining("no_such_feature");
  }
}
