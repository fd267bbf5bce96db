package io.cryptoscalp.engine.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Do samplers find known minima and fronts, as fast as the literature says? */
class ConvergenceTest {
  private static final double LOW = -3;
  private static final double HIGH = 6;

  /** Trials until the loss is below a target; the limit where it never is. */
  private static int trialsTo(double target, int limit, Sampler sampler, Problem problem) {
    int done = 0;
    while (done < limit) {
      List<Observation> generation = Problem.tried(sampler.ask(1), problem, LOW, HIGH);
      sampler.tell(generation);
      done += generation.size();
      if (Problem.best(generation) < target) {
        return done;
      }
    }
    return limit;
  }

  private static int median(double target, int limit, int size, int population, Problem problem) {
    int[] trials = new int[7];
    for (int seed = 0; seed < trials.length; seed++) {
      SearchSpace space = Problem.space(size, LOW, HIGH);
      trials[seed] = trialsTo(target, limit, new CmaEsSampler(space, population, seed), problem);
    }
    Arrays.sort(trials);
    return trials[trials.length / 2];
  }

  /** Hansen's programs need about 1,800 evaluations of the sphere and 6,000 of Rosenbrock's. */
  @Test
  void cmaEsNeedsThePublishedNumberOfTrials() {
    assertThat(median(1e-8, 5_000, 10, 0, Problem.sphere())).isBetween(800, 2_200);
    assertThat(median(1e-8, 20_000, 10, 0, Problem.rosenbrock())).isBetween(3_000, 8_000);
  }

  @Test
  void cmaEsFindsTheDeepestOfManyMinimaByGrowingItsPopulation() {
    assertThat(median(1e-8, 60_000, 5, 0, Problem.rastrigin())).isLessThan(40_000);
  }

  @Test
  void cmaEsComesCloseToAMinimumOnTheBound() {
    Problem corner = x -> new double[] {(x[0] - LOW) + (HIGH - x[1]) + x[2] * x[2]};
    assertThat(median(1e-8, 6_000, 3, 0, corner)).isLessThan(6_000);
  }

  @Test
  void nsga2CoversTheFrontOfZdt1() {
    // 250 generations of 100 as in Deb's paper; the front's volume up to (1.1, 1.1).
    double whole = 1.21 - 1 + 2 / 3.0;
    for (int seed = 0; seed < 3; seed++) {
      Sampler sampler =
          new EvolutionSampler(Problem.space(30, 0, 1), EvolutionSampler.Kind.NSGA2, 100, seed);
      List<Observation> trials = Problem.search(sampler, Problem.zdt1(), 0, 1, 25_000, 100);
      List<double[]> last = new ArrayList<>();
      for (Observation trial : trials.subList(trials.size() - 500, trials.size())) {
        last.add(trial.losses());
      }
      assertThat(Hypervolume.of(last, new double[] {1.1, 1.1})).isBetween(0.98 * whole, whole);
    }
  }

  @Test
  void nsga2KeepsToConstraints() {
    // Without the constraint the best of the sum is at 0; with it, on the line x + y = 1.
    SearchSpace space = Problem.space(2, 0, 1);
    Sampler sampler = new EvolutionSampler(space, EvolutionSampler.Kind.NSGA2, 20, 5);
    List<Observation> all = new ArrayList<>();
    for (int g = 0; g < 60; g++) {
      List<Observation> told = new ArrayList<>();
      for (Candidate candidate : sampler.ask(1)) {
        double[] x = candidate.point();
        told.add(new Observation(x, 1, x, Math.max(0, 1 - x[0] - x[1])));
      }
      sampler.tell(told);
      all.addAll(told);
    }
    Ranking ranking = Ranking.of(all);
    int best = 0;
    for (int i = 0; i < all.size(); i++) {
      if (ranking.front(i) == 0) {
        best++;
        double[] x = all.get(i).losses();
        assertThat(x[0] + x[1]).isBetween(1.0, 1.1);
      }
    }
    assertThat(best).isGreaterThan(10);
  }

  @Test
  void geneticSearchComesDownToTheMinimum() {
    double[] bests = new double[5];
    for (int seed = 0; seed < bests.length; seed++) {
      Sampler sampler =
          new EvolutionSampler(
              Problem.space(5, LOW, HIGH), EvolutionSampler.Kind.GENETIC, 40, seed);
      bests[seed] =
          Problem.best(Problem.search(sampler, Problem.rastrigin(), LOW, HIGH, 6_000, 40));
    }
    Arrays.sort(bests);
    assertThat(bests[2]).isLessThan(0.1);
  }
}
