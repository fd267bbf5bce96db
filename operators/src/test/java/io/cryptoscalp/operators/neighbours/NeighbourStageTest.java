package io.cryptoscalp.operators.neighbours;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.engine.event.ModelContext;
import io.cryptoscalp.engine.event.StreamEvent;
import io.cryptoscalp.engine.neighbours.NeighbourGraph;
import io.cryptoscalp.engine.neighbours.NeighbourOptions;
import io.cryptoscalp.engine.neighbours.Neighbours;
import io.cryptoscalp.operators.stream.StreamEventSerializer;
import io.cryptoscalp.operators.stream.StreamKeys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;

/** Is an instrument told of the same neighbours in every order of arrival and across restores? */
class NeighbourStageTest {
  private static final NeighbourOptions OPTIONS =
      new NeighbourOptions(20, 2, 2, Snapshots.STEP_NS, 2 * Snapshots.STEP_NS);
  private static final List<FeatureSnapshot> SNAPSHOTS = Snapshots.of(60);

  /** Both operators, fed as a job feeds them. */
  private static final class Stage {
    final boolean inOrder;
    KeyedOneInputStreamOperatorTestHarness<String, NeighbourVector, NeighbourNews> board;
    KeyedTwoInputStreamOperatorTestHarness<String, StreamEvent, NeighbourNews, StreamEvent> join;
    final List<String> joined = new ArrayList<>();
    final List<FeatureSnapshot> snapshots = new ArrayList<>();

    Stage(boolean inOrder) throws Exception {
      this.inOrder = inOrder;
      board = board();
      join = join();
      board.open();
      join.open();
    }

    private KeyedOneInputStreamOperatorTestHarness<String, NeighbourVector, NeighbourNews> board()
        throws Exception {
      var harness =
          new KeyedOneInputStreamOperatorTestHarness<>(
              new NeighbourOperator(OPTIONS, List.of("a", "c"), inOrder),
              vector -> NeighbourOperator.KEY,
              Types.STRING);
      harness.setup(new NeighbourNews.Serializer());
      return harness;
    }

    private KeyedTwoInputStreamOperatorTestHarness<String, StreamEvent, NeighbourNews, StreamEvent>
        join() throws Exception {
      var harness =
          new KeyedTwoInputStreamOperatorTestHarness<>(
              new NeighbourJoinOperator(inOrder),
              StreamKeys::instrument,
              NeighbourNews::instrument,
              Types.STRING);
      harness.setup(new StreamEventSerializer());
      return harness;
    }

    void restore() throws Exception {
      OperatorSubtaskState boardState = board.snapshot(1, 1);
      OperatorSubtaskState joinState = join.snapshot(1, 1);
      board.close();
      join.close();
      board = board();
      join = join();
      board.initializeState(boardState);
      join.initializeState(joinState);
      board.open();
      join.open();
    }

    void vector(FeatureSnapshot snapshot) throws Exception {
      List<NeighbourVector> made = new ArrayList<>();
      NeighbourVector.from(new int[] {0, 2}).flatMap(snapshot, collector(made));
      board.processElement(made.get(0), Snapshots.timestampMs(snapshot));
    }

    void own(FeatureSnapshot snapshot) throws Exception {
      join.processElement1(new StreamRecord<>(snapshot, Snapshots.timestampMs(snapshot)));
    }

    @SuppressWarnings("unchecked") // the harness's output is untyped
    void news() throws Exception {
      for (Object told : board.getOutput()) {
        if (told instanceof StreamRecord<?> record) {
          join.processElement2((StreamRecord<NeighbourNews>) record);
        }
      }
      board.getOutput().clear();
    }

    void watermark(long ms) throws Exception {
      board.processWatermark(new Watermark(ms));
      news();
      join.processBothWatermarks(new Watermark(ms));
      take();
    }

    void take() {
      for (StreamEvent event : join.extractOutputValues()) {
        FeatureSnapshot snapshot = (FeatureSnapshot) event;
        snapshots.add(snapshot);
        joined.add(text(snapshot));
      }
      join.getOutput().clear();
    }

    void close() throws Exception {
      board.close();
      join.close();
    }
  }

  private static Collector<NeighbourVector> collector(List<NeighbourVector> to) {
    return new Collector<>() {
      @Override
      public void collect(NeighbourVector vector) {
        to.add(vector);
      }

      @Override
      public void close() {}
    };
  }

  private static String text(FeatureSnapshot snapshot) {
    ModelContext context = snapshot.context();
    Neighbours told = context == null ? null : context.neighbours();
    return snapshot.instrument()
        + " "
        + snapshot.sequence()
        + (told == null
            ? ""
            : " " + told.stepNs() + Arrays.toString(told.values()) + Arrays.toString(told.edges()));
  }

  /** Runs in an order of arrival that a seed shuffles within each stretch between watermarks. */
  private static Stage run(long seed, int restoreAt) throws Exception {
    Stage stage = new Stage(true);
    Random random = new Random(seed);
    for (int from = 0; from < SNAPSHOTS.size(); from += 30) {
      List<FeatureSnapshot> stretch =
          SNAPSHOTS.subList(from, Math.min(from + 30, SNAPSHOTS.size()));
      List<FeatureSnapshot> arriving = new ArrayList<>(stretch);
      Collections.shuffle(arriving, random);
      for (FeatureSnapshot snapshot : arriving) {
        stage.vector(snapshot);
      }
      if (from == restoreAt) {
        stage.restore();
      }
      for (FeatureSnapshot snapshot : stretch) { // an instrument's own events keep their order
        stage.own(snapshot);
      }
      long last = Snapshots.timestampMs(stretch.get(stretch.size() - 1));
      stage.watermark(last - 900);
      if (from == restoreAt) {
        stage.restore();
      }
    }
    stage.watermark(Long.MAX_VALUE);
    stage.close();
    return stage;
  }

  private static List<String> sorted(List<String> texts) {
    return texts.stream().sorted().toList();
  }

  @Test
  void everyOrderOfArrivalJoinsTheSame() throws Exception {
    Stage one = run(1, -1);
    assertThat(one.joined).hasSize(SNAPSHOTS.size());
    assertThat(sorted(run(2, -1).joined)).isEqualTo(sorted(one.joined));
    assertThat(sorted(run(3, 300).joined)).isEqualTo(sorted(one.joined));
  }

  @Test
  void neighboursAreThoseOfTheLastStepBeforeTheSnapshot() throws Exception {
    int told = 0;
    for (FeatureSnapshot snapshot : run(1, -1).snapshots) {
      ModelContext context = snapshot.context();
      assertThat(context.regimes()).hasSize(6);
      Neighbours neighbours = context.neighbours();
      if (neighbours == null) {
        continue;
      }
      told++;
      assertThat(neighbours.stepNs()).isLessThanOrEqualTo(snapshot.eventTimeNs());
      assertThat(snapshot.eventTimeNs() - neighbours.stepNs())
          .isLessThan(Snapshots.STEP_NS + 200_000_000);
      for (int k = 0; k < 2; k++) {
        assertThat(neighbours.edges()[k * NeighbourGraph.EDGE + NeighbourGraph.PRESENT])
            .isEqualTo(1);
        FeatureSnapshot other = SNAPSHOTS.get((int) neighbours.values()[2 * k]);
        assertThat(other.instrument()).isNotEqualTo(snapshot.instrument());
        assertThat(other.eventTimeNs()).isLessThanOrEqualTo(neighbours.stepNs());
        assertThat(neighbours.stepNs() - other.eventTimeNs()).isLessThan(Snapshots.STEP_NS);
        float price = neighbours.values()[2 * k + 1];
        assertThat(Float.isNaN(price)).isEqualTo(other.sequence() % 40 == 0);
      }
    }
    assertThat(told).isGreaterThan(400);
  }

  @Test
  void withoutOrderNothingWaits() throws Exception {
    Stage stage = new Stage(false);
    ModelCommand command =
        new ModelCommand("c", ModelCommand.Kind.DEACTIVATE, "m", "v", "file:/m", "00", 0);
    stage.join.processElement1(new StreamRecord<>(command));
    assertThat(stage.join.extractOutputValues()).containsExactly(command);
    stage.join.getOutput().clear();
    int told = 0;
    for (int i = 0; i < SNAPSHOTS.size(); i++) {
      if (i == 500) {
        stage.restore();
      }
      stage.vector(SNAPSHOTS.get(i));
      stage.news();
      stage.own(SNAPSHOTS.get(i));
      stage.take();
      assertThat(stage.joined).hasSize(i + 1);
      told += stage.snapshots.get(i).context().neighbours() == null ? 0 : 1;
    }
    stage.close();
    assertThat(told).isGreaterThan(400);
  }

  @Test
  void whatAnInOrderJobHeldIsNotLostOnOneThatHoldsNothing() throws Exception {
    Stage stage = new Stage(true);
    for (int i = 0; i < 100; i++) {
      stage.vector(SNAPSHOTS.get(i));
      stage.own(SNAPSHOTS.get(i));
    }
    OperatorSubtaskState held = stage.join.snapshot(1, 1);
    stage.close();
    var join =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new NeighbourJoinOperator(false),
            StreamKeys::instrument,
            NeighbourNews::instrument,
            Types.STRING);
    join.setup(new StreamEventSerializer());
    join.initializeState(held);
    join.open();
    join.processBothWatermarks(new Watermark(Long.MAX_VALUE));
    assertThat(join.extractOutputValues()).hasSize(100);
    join.close();
  }
}
