package io.cryptoscalp.engine.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every sampler holds to. */
class SamplerContractTest {
  private static final SearchSpace SPACE =
      new SearchSpace(
          List.of(
              new SearchSpace.Entry(new Parameter.Choice("kind", List.of("a", "b")), null),
              new SearchSpace.Entry(new Parameter.Real("x", 1e-3, 1, true, 0), null),
              new SearchSpace.Entry(
                  new Parameter.Whole("n", 1, 9, false, 2),
                  new SearchSpace.Condition("kind", List.of("b")))));

  record Case(String name, LongFunction<Sampler> make) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> samplers() {
    return Stream.of(
        new Case("grid", seed -> new GridSampler(SPACE, 40)),
        new Case("random", seed -> new RandomSampler(SPACE, seed)),
        new Case("halton", seed -> new HaltonSampler(SPACE, seed)),
        new Case("tpe", seed -> new TpeSampler(SPACE, true, seed)),
        new Case("tpe apart", seed -> new TpeSampler(SPACE, false, seed)),
        new Case("cma-es", seed -> new CmaEsSampler(SPACE, 0, seed)),
        new Case(
            "genetic", seed -> new EvolutionSampler(SPACE, EvolutionSampler.Kind.GENETIC, 0, seed)),
        new Case(
            "nsga2", seed -> new EvolutionSampler(SPACE, EvolutionSampler.Kind.NSGA2, 0, seed)),
        new Case(
            "halving",
            seed -> new HalvingSampler(new TpeSampler(SPACE, true, seed), 3, 0.1, false)),
        new Case(
            "hyperband",
            seed -> new HalvingSampler(new RandomSampler(SPACE, seed), 3, 0.03, true)));
  }

  /** Two losses, some trials failed, some against the constraint. */
  private static List<Observation> tried(List<Candidate> asked) {
    List<Observation> told = new ArrayList<>();
    for (Candidate candidate : asked) {
      double[] point = candidate.point();
      double first = point[1] > 0.95 ? Double.NaN : point[1] + 0.1 * candidate.budget();
      double[] losses = {first, (1 - point[1]) * (1 + point[2])};
      told.add(new Observation(point, candidate.budget(), losses, point[0] < 0.3 ? point[1] : 0));
    }
    return told;
  }

  private static List<String> run(Sampler sampler, List<List<Observation>> history, int to) {
    List<String> asked = new ArrayList<>();
    for (int g = 0; g < to; g++) {
      List<Candidate> generation = sampler.ask(6);
      generation.forEach(c -> asked.add(SPACE.settings(c.point()) + " " + c.budget()));
      List<Observation> told = g < history.size() ? history.get(g) : tried(generation);
      if (g == history.size()) {
        history.add(told);
      }
      sampler.tell(told);
    }
    return asked;
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void goesOnFromItsHistoryAsIfNothingHadHappened(Case each) {
    List<List<Observation>> history = new ArrayList<>();
    List<String> whole = run(each.make().apply(3), history, 12);
    for (int cut : new int[] {1, 5, 11}) {
      List<List<Observation>> begun = new ArrayList<>(history.subList(0, cut));
      assertThat(run(each.make().apply(3), begun, 12)).isEqualTo(whole);
    }
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void asksForCanonicalPointsWhoseSettingsLeadBack(Case each) {
    Sampler sampler = each.make().apply(8);
    for (int g = 0; g < 6; g++) {
      List<Candidate> asked = sampler.ask(6);
      for (Candidate candidate : asked) {
        double[] point = candidate.point();
        assertThat(SPACE.canonical(point)).isEqualTo(point);
        assertThat(candidate.budget()).isGreaterThan(0).isLessThanOrEqualTo(1);
        double[] back = SPACE.point(SPACE.settings(point));
        assertThat(SPACE.settings(back)).isEqualTo(SPACE.settings(point));
      }
      sampler.tell(tried(asked));
    }
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void otherSeedsAskOtherThings(Case each) {
    List<String> one = run(each.make().apply(1), new ArrayList<>(), 4);
    List<String> other = run(each.make().apply(2), new ArrayList<>(), 4);
    assertThat(one.equals(other)).isEqualTo(each.name().equals("grid"));
  }
}
