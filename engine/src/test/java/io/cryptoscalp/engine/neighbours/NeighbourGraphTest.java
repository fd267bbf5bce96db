package io.cryptoscalp.engine.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NeighbourGraphTest {
  private static final long STEP = 1_000;
  private static final NeighbourOptions OPTIONS = new NeighbourOptions(40, 3, 3, STEP, 3 * STEP);
  private static final List<String> IDS = List.of("D", "A", "E", "C", "B");

  /** Prices that follow a common walk, one of them two steps late; some steps have no price. */
  private static double[][] walks(int steps, long seed) {
    Random random = new Random(seed);
    double[] common = new double[steps];
    double[][] prices = new double[IDS.size()][steps];
    for (int step = 0; step < steps; step++) {
      common[step] = (step == 0 ? 0 : common[step - 1]) + 0.001 * random.nextGaussian();
      for (int i = 0; i < prices.length; i++) {
        double level = common[i == 4 ? Math.max(0, step - 2) : step];
        prices[i][step] = 100 * Math.exp(level + 0.0001 * (i + 1) * random.nextGaussian());
        if (random.nextInt(12) == 0) {
          prices[i][step] = Double.NaN;
        }
      }
    }
    return prices;
  }

  private static void feed(NeighbourGraph graph, double[][] walks, int step) {
    long timeNs = (step + 1) * STEP;
    while (graph.close(timeNs - 1)) {
      assertThat(graph.closedNs()).isLessThan(timeNs);
    }
    for (int i = 0; i < walks.length; i++) {
      if (!Double.isNaN(walks[i][step])) {
        graph.update(IDS.get(i), timeNs - 17L * i, walks[i][step]);
      }
    }
    while (graph.close(timeNs)) {
      assertThat(graph.closedNs()).isEqualTo(timeNs);
    }
  }

  private static float[] edges(NeighbourGraph graph, String target, int[] slots) {
    float[] edges = new float[slots.length * NeighbourGraph.EDGE];
    graph.neighbours(graph.slot(target), slots, edges, 0);
    return edges;
  }

  @Test
  void tellsWhatTheDefinitionsTell() {
    double[][] walks = walks(120, 1);
    NeighbourGraph graph = new NeighbourGraph(OPTIONS);
    NaiveNeighbours naive = new NaiveNeighbours(OPTIONS);
    int compared = 0;
    for (int step = 0; step < 120; step++) {
      if (step > 70 && step < 76) {
        continue; // nothing is heard of anybody
      }
      feed(graph, walks, step);
      for (int i = 0; i < walks.length; i++) {
        if (!Double.isNaN(walks[i][step])) {
          naive.update(IDS.get(i), (step + 1) * STEP - 17L * i, walks[i][step]);
        }
      }
      for (String target : IDS) {
        int[] slots = new int[OPTIONS.count()];
        float[] edges = edges(graph, target, slots);
        List<NaiveNeighbours.Edge> expected = naive.of(target, (step + 1) * STEP);
        for (int k = 0; k < slots.length; k++) {
          int at = k * NeighbourGraph.EDGE;
          assertThat(edges[at + NeighbourGraph.PRESENT]).isEqualTo(k < expected.size() ? 1 : 0);
          if (k < expected.size()) {
            NaiveNeighbours.Edge edge = expected.get(k);
            assertThat(graph.instrument(slots[k])).isEqualTo(edge.neighbour());
            assertThat((double) edges[at]).isCloseTo(edge.correlation(), within(1e-6));
            assertThat((double) edges[at + 1]).isCloseTo(edge.leading(), within(1e-6));
            assertThat((double) edges[at + 2]).isCloseTo(edge.lag(), within(1e-6));
            compared++;
          } else {
            assertThat(slots[k]).isEqualTo(-1);
          }
        }
      }
    }
    assertThat(compared).isGreaterThan(500);
  }

  @Test
  void findsWhoLeads() {
    double[][] walks = walks(100, 2);
    NeighbourGraph graph = new NeighbourGraph(OPTIONS);
    for (int step = 0; step < 100; step++) {
      feed(graph, walks, step);
    }
    int[] slots = new int[OPTIONS.count()];
    float[] ofLate = edges(graph, "B", slots);
    assertThat(ofLate[2]).as("its neighbours lead B by two of three lags").isEqualTo(2f / 3);
    assertThat(ofLate[1]).isGreaterThan(0.5f).isGreaterThan(Math.abs(ofLate[0]));
    float[] ofOther = edges(graph, "D", slots);
    assertThat(ofOther[2]).as("others move with D").isZero();
    assertThat(ofOther[0]).isEqualTo(ofOther[1]);
  }

  @Test
  void neitherOrderOfArrivalNorWhatComesLaterMatters() {
    double[][] walks = walks(90, 3);
    NeighbourGraph one = new NeighbourGraph(OPTIONS);
    NeighbourGraph other = new NeighbourGraph(OPTIONS);
    other.update("E", 1, 5.0);
    for (int i = IDS.size() - 1; i >= 0; i--) {
      other.update(IDS.get(i), 2, 100.0); // in another order, long forgotten later
    }
    for (int step = 0; step < 90; step++) {
      feed(one, walks, step);
      feed(other, walks, step);
    }
    one.update("A", 90 * STEP + 1, 1e6); // belongs to a step that is not closed
    for (String target : IDS) {
      int[] slots = new int[OPTIONS.count()];
      int[] otherSlots = new int[OPTIONS.count()];
      assertThat(edges(one, target, slots)).isEqualTo(edges(other, target, otherSlots));
      for (int k = 0; k < slots.length; k++) {
        assertThat(one.instrument(slots[k])).isEqualTo(other.instrument(otherSlots[k]));
      }
    }
  }

  @Test
  void aRestoredGraphGoesOnAsTheOneThatWasStored() {
    double[][] walks = walks(100, 4);
    NeighbourGraph graph = new NeighbourGraph(OPTIONS);
    for (int step = 0; step < 60; step++) {
      feed(graph, walks, step);
    }
    graph.update("C", 60 * STEP + 5, 101);
    StateWriter out = new StateWriter();
    graph.write(out);
    NeighbourGraph restored = new NeighbourGraph(OPTIONS);
    restored.read(new StateReader(out.toByteArray()));
    StateWriter again = new StateWriter();
    restored.write(again);
    assertThat(again.toByteArray()).isEqualTo(out.toByteArray());
    for (int step = 60; step < 100; step++) {
      for (String target : IDS) {
        assertThat(edges(restored, target, new int[3])).isEqualTo(edges(graph, target, new int[3]));
      }
      feed(graph, walks, step);
      feed(restored, walks, step);
    }
    NeighbourGraph wider = new NeighbourGraph(new NeighbourOptions(50, 3, 3, STEP, 3 * STEP));
    StateReader in = new StateReader(out.toByteArray());
    wider.read(in);
    assertThat(in.remaining()).isZero();
    assertThat(wider.size()).isZero();
  }

  @Test
  void aLongSilenceForgetsEverybody() {
    double[][] walks = walks(60, 5);
    NeighbourGraph graph = new NeighbourGraph(OPTIONS);
    for (int step = 0; step < 60; step++) {
      feed(graph, walks, step);
    }
    long later = 60 * STEP + 1_000_000_000_000L * STEP;
    int closed = 0;
    while (graph.close(later)) {
      closed++;
    }
    assertThat(closed).isEqualTo(OPTIONS.window() + 1);
    assertThat(graph.closedNs()).isEqualTo(later);
    int[] slots = new int[OPTIONS.count()];
    assertThat(edges(graph, "A", slots)).containsOnly(0);
    assertThat(slots).containsOnly(-1);
  }

  @Test
  void refusesOptionsThatMakeNoSense() {
    assertThatThrownBy(() -> new NeighbourOptions(40, 20, 3, STEP, STEP))
        .hasMessage("OPTION_INVALID: lags=20");
    assertThatThrownBy(() -> new NeighbourOptions(40, 2, 3, STEP, STEP - 1))
        .hasMessage("OPTION_INVALID: maxAgeNs=" + (STEP - 1));
  }
}
