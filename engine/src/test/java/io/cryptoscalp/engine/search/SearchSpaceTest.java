package io.cryptoscalp.engine.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Do points and settings say the same? */
class SearchSpaceTest {
  @Test
  void numbersComeFromTheirRangeAndGoBack() {
    Parameter rate = new Parameter.Real("rate", 1e-4, 1, true, 0);
    assertThat(rate.value(0)).isEqualTo("1.0E-4");
    assertThat(rate.value(0.5)).isEqualTo("0.01");
    assertThat(rate.unit("0.01")).isBetween(0.5 - 1e-9, 0.5 + 1e-9);
    Parameter share = new Parameter.Real("share", 0, 1, false, 0.1);
    assertThat(share.levels()).isEqualTo(11);
    assertThat(share.value(0.3)).isEqualTo("0.3");
    Parameter span = new Parameter.Measured(new Parameter.Whole("span", 5, 60, false, 5), "s");
    assertThat(span.value(1)).isEqualTo("60s");
    assertThat(span.value(span.unit("35s"))).isEqualTo("35s");
    Parameter window = new Parameter.Whole("window", 1, 1000, true, 1);
    Set<String> seen = new HashSet<>();
    for (int level = 0; level < window.levels(); level++) {
      assertThat(window.level(window.middle(level))).isEqualTo(level);
      seen.add(window.value(window.middle(level)));
    }
    assertThat(seen).hasSize(1000);
  }

  @Test
  void aGridTriesEveryCombinationOnce() {
    SearchSpace space =
        new SearchSpace(
            List.of(
                new SearchSpace.Entry(new Parameter.Choice("kind", List.of("a", "b")), null),
                new SearchSpace.Entry(
                    new Parameter.Whole("n", 1, 3, false, 1),
                    new SearchSpace.Condition("kind", List.of("b"))),
                new SearchSpace.Entry(new Parameter.Whole("w", 1, 40, true, 1), null)));
    GridSampler grid = new GridSampler(space, 50);
    List<Map<String, String>> all = new ArrayList<>();
    for (List<Candidate> asked = grid.ask(7); !asked.isEmpty(); asked = grid.ask(7)) {
      asked.forEach(c -> all.add(space.settings(c.point())));
    }
    assertThat(all).hasSize(40 + 3 * 40).doesNotHaveDuplicates();
    assertThat(all.get(0)).containsOnlyKeys("kind", "w");
  }

  @Test
  void haltonFillsBetterThanChance() {
    // Every 1 of 36 cells of bases 2 and 3 gets its share of the first 36 points.
    SearchSpace space = Problem.space(2, 0, 1);
    Set<String> cells = new HashSet<>();
    for (Candidate each : new HaltonSampler(space, 9).ask(36)) {
      cells.add((int) (4 * each.point()[0]) + "/" + (int) (9 * each.point()[1]));
    }
    assertThat(cells).hasSize(36);
  }

  @Test
  void saysWhatIsWrong() {
    assertThatThrownBy(() -> new Parameter.Real("x", 0, 1, true, 0))
        .hasMessage("SEARCH_RANGE_INVALID: parameter=x range=0.0..1.0:log");
    Parameter x = new Parameter.Real("x", 0, 1, false, 0);
    assertThatThrownBy(() -> SearchSpace.of(x, x)).hasMessageContaining("x cause=twice");
    assertThatThrownBy(() -> x.unit("2")).hasMessageContaining("SEARCH_VALUE_INVALID");
    assertThatThrownBy(() -> SearchSpace.of(x).point(Map.of()))
        .hasMessageContaining("parameter=x cause=no value");
    assertThatThrownBy(() -> new GridSampler(Problem.space(9, 0, 1), 10))
        .hasMessageContaining("SEARCH_GRID_INVALID");
  }

  @Test
  void hypervolumeOfKnownSets() {
    assertThat(Hypervolume.of(List.of(new double[] {0.5, 0.5}), new double[] {1, 1}))
        .isEqualTo(0.25);
    List<double[]> two = List.of(new double[] {0, 0.5, 0.5}, new double[] {0.5, 0, 0});
    // 1 x 0.5 x 0.5 and 0.5 x 1 x 1, which share 0.5 x 0.5 x 0.5.
    assertThat(Hypervolume.of(two, new double[] {1, 1, 1})).isEqualTo(0.25 + 0.5 - 0.125);
  }

  @Test
  void ranksByFrontAndLoneliness() {
    List<Observation> trials = new ArrayList<>();
    double[][] losses = {{0, 1}, {1, 0}, {0.5, 0.5}, {0.45, 0.55}, {2, 2}, {Double.NaN, 0}};
    for (double[] each : losses) {
      trials.add(new Observation(new double[] {0}, 1, each, 0));
    }
    trials.add(new Observation(new double[] {0}, 1, new double[] {-1, -1}, 0.1));
    trials.add(new Observation(new double[] {0}, 0.5, new double[] {-1, -1}, 0));
    Ranking ranking = Ranking.of(trials);
    assertThat(ranking.order()).containsExactly(0, 1, 2, 3, 4, 6, 7, 5);
    assertThat(ranking.front(3)).isZero();
    assertThat(ranking.front(5)).isEqualTo(4);
  }
}
