package io.cryptoscalp.engine.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StepHistoryTest {
  private static final StepOptions THREE = new StepOptions(3, 10, 25);

  @Test
  void equalsTheNaiveTwinOnAnyStream() {
    SplittableRandom random = new SplittableRandom(7);
    for (int run = 0; run < 200; run++) {
      long step = 1L + random.nextInt(20);
      StepOptions options =
          new StepOptions(2 + random.nextInt(8), step, step + random.nextInt(100));
      int columns = 1 + random.nextInt(4);
      StepHistory history = new StepHistory(options, positions(columns));
      NaiveSteps naive = new NaiveSteps(options);
      long time = random.nextInt(1_000) - 500L;
      for (int i = 0; i < 150; i++) {
        time += random.nextInt(40) == 0 ? random.nextInt(300) : random.nextInt(12) - 2;
        float[] vector = new float[columns];
        for (int c = 0; c < columns; c++) {
          vector[c] = random.nextInt(20) == 0 ? Float.NaN : random.nextInt(5);
        }
        history.update(time, vector);
        naive.update(time, vector);
        check(history, naive);
        if (random.nextInt(10) == 0) {
          history = restored(history, new StepHistory(options, positions(columns)));
          check(history, naive);
        }
      }
    }
  }

  private static void check(StepHistory history, NaiveSteps naive) {
    float[][] expected = naive.sequence();
    assertThat(history.isFull()).isEqualTo(expected != null);
    float[] sequence = new float[history.steps() * history.columns()];
    assertThat(history.copyTo(sequence)).isEqualTo(expected != null);
    float[] rows = history.history();
    if (expected == null) {
      assertThat(rows).isNull();
      return;
    }
    for (int i = 0; i < sequence.length; i++) {
      Float value = expected[i / history.columns()][i % history.columns()]; // boxed: NaN equals NaN
      assertThat(sequence[i]).isEqualTo(value);
      if (i < rows.length) {
        assertThat(rows[i]).isEqualTo(value);
      }
    }
  }

  @Test
  void takesTheLastVectorAtOrBeforeEachBoundary() {
    StepHistory history = new StepHistory(THREE, positions(1));
    history.update(7, new float[] {1});
    history.update(10, new float[] {2}); // on the boundary: its row
    history.update(14, new float[] {3});
    assertThat(history.isFull()).isFalse();
    history.update(30, new float[] {4}); // nothing came in (14, 20]: row 20 is what 14 brought
    assertThat(history.history()).containsExactly(2, 3);
    float[] sequence = new float[3];
    assertThat(history.copyTo(sequence)).isTrue();
    assertThat(sequence).containsExactly(2, 3, 4);
  }

  @Test
  void sharesOneArrayWithinAStep() {
    StepHistory history = new StepHistory(THREE, positions(1));
    for (long time = 10; time <= 30; time += 10) {
      history.update(time, new float[] {time});
    }
    float[] first = history.history();
    history.update(30, new float[] {5});
    assertThat(history.history()).isSameAs(first);
    history.update(31, new float[] {6});
    assertThat(history.history()).isNotSameAs(first).containsExactly(20, 5);
    assertThat(first).containsExactly(10, 20);
  }

  @Test
  void forgetsAfterAGapThatIsTooLong() {
    StepHistory history = new StepHistory(THREE, positions(1));
    for (long time = 10; time <= 30; time += 10) {
      history.update(time, new float[] {time});
    }
    history.update(55, new float[] {1});
    assertThat(history.isFull()).isTrue(); // 25 is bridged
    history.update(81, new float[] {2});
    assertThat(history.isFull()).isFalse();
  }

  @Test
  void keepsSelectedValuesAndMarksInvalidOnes() {
    StepHistory history = new StepHistory(new StepOptions(2, 10, 10), new int[] {65, 1});
    double[] values = new double[66];
    values[65] = 0.1;
    values[1] = 7;
    history.update(10, values, new long[] {0, 2});
    history.update(20, values, new long[] {2, 2});
    assertThat(history.history()).containsExactly((float) 0.1, Float.NaN);
  }

  @Test
  void startsAfreshFromAHistoryOfAnotherShape() {
    StepHistory three = new StepHistory(THREE, positions(1));
    for (long time = 10; time <= 30; time += 10) {
      three.update(time, new float[] {time});
    }
    StepHistory two = restored(three, new StepHistory(new StepOptions(2, 10, 25), positions(1)));
    assertThat(two.isFull()).isFalse();
    two.update(40, new float[] {1});
    two.update(50, new float[] {2});
    assertThat(two.history()).containsExactly(1);
  }

  @Test
  void refusesShapesOutOfRange() {
    assertThatThrownBy(() -> new StepOptions(1, 10, 10)).hasMessageContaining("steps=1");
    assertThatThrownBy(() -> new StepOptions(2, 0, 10)).hasMessageContaining("stepNs=0");
    assertThatThrownBy(() -> new StepOptions(2, 10, 9)).hasMessageContaining("maxGapNs=9");
  }

  /** Reads what the first wrote into the second; what follows in the state must stay readable. */
  private static StepHistory restored(StepHistory from, StepHistory to) {
    StateWriter out = new StateWriter();
    from.write(out);
    out.writeInt(42);
    StateReader in = new StateReader(out.toByteArray());
    to.read(in);
    assertThat(in.readInt()).isEqualTo(42);
    assertThat(in.remaining()).isZero();
    return to;
  }

  private static int[] positions(int columns) {
    int[] positions = new int[columns];
    for (int i = 0; i < columns; i++) {
      positions[i] = i;
    }
    return positions;
  }
}
