package io.cryptoscalp.engine.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.performance.Normal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Is TPE better than chance, by more than chance? */
class TpeTest {
  private static final int SEEDS = 24;
  private static final int TRIALS = 80;

  private static SearchSpace mixed() {
    return SearchSpace.of(
        new Parameter.Real("rate", 1e-4, 1, true, 0),
        new Parameter.Whole("window", 5, 200, false, 5),
        new Parameter.Choice("kind", List.of("a", "b", "c", "d")),
        new Parameter.Real("share", 0, 1, false, 0));
  }

  /** Least at rate 0.01, window 60, kind c, share 0.3; the kind shifts the share. */
  private static double loss(SearchSpace space, double[] point) {
    var settings = space.settings(point);
    double rate = StrictMath.log10(Double.parseDouble(settings.get("rate"))) + 2;
    double window = (Long.parseLong(settings.get("window")) - 60) / 50.0;
    int kind = Math.abs("abcd".indexOf(settings.get("kind")) - 2);
    double share = Double.parseDouble(settings.get("share")) - 0.3 - 0.1 * kind;
    return rate * rate + window * window + 0.5 * kind + 4 * share * share;
  }

  private static double best(Sampler sampler, SearchSpace space) {
    double best = Double.POSITIVE_INFINITY;
    for (int done = 0; done < TRIALS; ) {
      List<Candidate> asked = sampler.ask(4);
      List<Observation> told =
          asked.stream().map(c -> Observation.of(c, loss(space, c.point()))).toList();
      sampler.tell(told);
      best = Math.min(best, Problem.best(told));
      done += asked.size();
    }
    return best;
  }

  /** One-sided p of a sign test by the normal approximation, and the mean ratio of losses. */
  private static double[] against(boolean joint) {
    SearchSpace space = mixed();
    int wins = 0;
    double logRatio = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      double chance = best(new RandomSampler(space, seed), space);
      double tpe = best(new TpeSampler(space, joint, seed), space);
      wins += tpe < chance ? 1 : 0;
      logRatio += StrictMath.log(tpe / chance) / SEEDS;
    }
    double z = (wins - 0.5 - SEEDS / 2.0) / Math.sqrt(SEEDS / 4.0);
    return new double[] {1 - Normal.distribution(z), StrictMath.exp(logRatio)};
  }

  @Test
  void jointDensitiesBeatChance() {
    double[] result = against(true);
    assertThat(result[0]).as("p").isLessThan(0.001);
    assertThat(result[1]).as("ratio of losses").isLessThan(0.5);
  }

  @Test
  void densitiesOfEachParameterBeatChance() {
    double[] result = against(false);
    assertThat(result[0]).as("p").isLessThan(0.001);
    assertThat(result[1]).as("ratio of losses").isLessThan(0.5);
  }
}
