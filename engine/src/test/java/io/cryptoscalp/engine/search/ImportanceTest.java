package io.cryptoscalp.engine.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Is what matters told from what does not? */
class ImportanceTest {
  @Test
  void followsTheShareOfTheVariance() {
    SearchSpace space =
        SearchSpace.of(
            new Parameter.Real("much", 0, 1, false, 0),
            new Parameter.Choice("some", List.of("a", "b", "c")),
            new Parameter.Real("none", 0, 1, false, 0));
    List<double[]> points = new ArrayList<>();
    for (Candidate each : new HaltonSampler(space, 2).ask(300)) {
      points.add(each.point());
    }
    double[] losses = points.stream().mapToDouble(x -> 3 * x[0] + x[1]).toArray();
    double[] importance = Importance.of(space, points, losses);
    assertThat(importance[0]).isBetween(0.7, 0.95);
    assertThat(importance[1]).isBetween(0.03, 0.25);
    assertThat(importance[2]).isLessThan(0.03);
  }

  @Test
  void saysNothingOfAHandfulOfTrials() {
    SearchSpace space = Problem.space(1, 0, 1);
    List<double[]> points = List.of(new double[] {0.1}, new double[] {0.9});
    assertThat(Importance.of(space, points, new double[] {0, 1})).containsExactly(0.0);
  }
}
