package io.cryptoscalp.engine.neighbours;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NeighbourBoardTest {
  private static final long STEP = 60_000;
  private static final NeighbourOptions OPTIONS = new NeighbourOptions(30, 2, 2, STEP, 2 * STEP);
  private static final List<String> IDS = List.of("C", "A", "B");

  /** What was told, as text. */
  private static final class Told implements NeighbourBoard.Listener {
    final List<String> texts = new ArrayList<>();
    final List<Neighbours> all = new ArrayList<>();

    @Override
    public void neighbours(String instrument, Neighbours told) {
      all.add(told);
      texts.add(
          instrument
              + " "
              + told.stepNs()
              + " "
              + java.util.Arrays.toString(told.values())
              + java.util.Arrays.toString(told.edges()));
    }
  }

  private static NeighbourBoard board() {
    return new NeighbourBoard(OPTIONS, "time,noise", 2);
  }

  /** Two vectors a step of each instrument; the first column is the vector's own time in steps. */
  private static void feed(NeighbourBoard board, int fromStep, int toStep, Told told) {
    for (int step = fromStep; step < toStep; step++) {
      Random random = new Random(step);
      double common = Math.sin(step * 0.7) + 0.3 * random.nextGaussian();
      for (int half = 0; half < 2; half++) {
        for (String id : IDS) {
          long timeNs = step * STEP + 1 + half * STEP / 2 + id.charAt(0);
          double price = 100 + common + 0.05 * random.nextGaussian();
          if (!(id.equals("B") && step >= 50)) {
            float[] row = {(float) timeNs / STEP, random.nextFloat()};
            board.update(id, timeNs, price, row, told);
          }
        }
      }
    }
  }

  @Test
  void tellsOfTheNewestVectorsBeforeTheStepAndLeavesOutOldOnes() {
    Told told = new Told();
    feed(board(), 0, 60, told);
    assertThat(told.all).hasSizeGreaterThan(60);
    long last = told.all.get(told.all.size() - 1).stepNs();
    for (Neighbours of : told.all) {
      for (int k = 0; k < OPTIONS.count(); k++) {
        float time = of.values()[2 * k];
        boolean present = of.edges()[k * NeighbourGraph.EDGE + NeighbourGraph.PRESENT] == 1;
        assertThat(Float.isNaN(time)).isEqualTo(!present);
        if (present) {
          float step = (float) of.stepNs() / STEP;
          assertThat(time).isBetween(step - 2, step);
          assertThat(of.stepNs() > 50 * STEP || time > step - 0.6).isTrue();
        }
      }
    }
    assertThat(last).isEqualTo(59 * STEP);
    Neighbours newest = told.all.get(told.all.size() - 1);
    assertThat(newest.edges()[NeighbourGraph.EDGE + NeighbourGraph.PRESENT])
        .as("B has been silent for too long")
        .isZero();
  }

  @Test
  void aRestoredBoardTellsTheSame() {
    NeighbourBoard board = board();
    feed(board, 0, 40, new Told());
    StateWriter out = new StateWriter();
    board.write(out);
    NeighbourBoard restored = board();
    StateReader in = new StateReader(out.toByteArray());
    restored.read(in);
    assertThat(in.remaining()).isZero();
    Told one = new Told();
    Told other = new Told();
    feed(board, 40, 55, one);
    feed(restored, 40, 55, other);
    assertThat(one.texts).isNotEmpty();
    assertThat(other.texts).containsExactlyInAnyOrderElementsOf(one.texts);
  }

  @Test
  void vectorsOfOtherColumnsAreNotTakenOver() {
    NeighbourBoard board = board();
    feed(board, 0, 40, new Told());
    StateWriter out = new StateWriter();
    board.write(out);
    NeighbourBoard other = new NeighbourBoard(OPTIONS, "noise,time", 2);
    other.read(new StateReader(out.toByteArray()));
    Told told = new Told();
    other.update("A", 40 * STEP + 1, 100, new float[2], told);
    assertThat(told.all).allSatisfy(of -> assertThat(of.values()).containsOnly(Float.NaN));
  }
}
