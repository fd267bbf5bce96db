package io.cryptoscalp.bench.search;

import io.cryptoscalp.engine.search.Candidate;
import io.cryptoscalp.engine.search.CmaEsSampler;
import io.cryptoscalp.engine.search.EvolutionSampler;
import io.cryptoscalp.engine.search.HaltonSampler;
import io.cryptoscalp.engine.search.Hypervolume;
import io.cryptoscalp.engine.search.Observation;
import io.cryptoscalp.engine.search.RandomSampler;
import io.cryptoscalp.engine.search.Sampler;
import io.cryptoscalp.engine.search.SearchSpace;
import io.cryptoscalp.engine.search.TpeSampler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What samplers find with a number of trials: median and quartiles over seeds of the best loss, or
 * of the volume that all trials dominate. Lines of CSV, as {@code bench/peers/search/samplers.py}
 * prints them of other libraries; that script sets both beside each other. Lines {@code check} are
 * losses at given places, which both must share.
 *
 * <pre>bench/run samplers [SEEDS]</pre>
 */
public final class SamplerRace {
  private static final int FEW = 200;
  private static final int MANY = 2_000;
  private static final int FRONT = 10_000;
  private static final int POPULATION = 40;
  private static final int FRONT_POPULATION = 100;
  private static final double[] PLACES = {0.1, 0.45, 0.8};

  private SamplerRace() {}

  private interface Maker {
    Sampler of(SearchSpace space, long seed);
  }

  private record Entry(String name, int trials, int batch, Maker maker) {}

  private static final List<Entry> SINGLE =
      List.of(
          new Entry("random", FEW, 1, RandomSampler::new),
          new Entry("halton", FEW, 1, HaltonSampler::new),
          new Entry("tpe", FEW, 1, (space, seed) -> new TpeSampler(space, true, seed)),
          new Entry("tpe-apart", FEW, 1, (space, seed) -> new TpeSampler(space, false, seed)),
          new Entry("cma-es", FEW, 1, (space, seed) -> new CmaEsSampler(space, 0, seed)),
          new Entry("cma-es", MANY, 1, (space, seed) -> new CmaEsSampler(space, 0, seed)),
          new Entry(
              "genetic",
              MANY,
              POPULATION,
              (space, seed) ->
                  new EvolutionSampler(space, EvolutionSampler.Kind.GENETIC, POPULATION, seed)));

  private static final Entry NSGA2 =
      new Entry(
          "nsga2",
          FRONT,
          FRONT_POPULATION,
          (space, seed) ->
              new EvolutionSampler(space, EvolutionSampler.Kind.NSGA2, FRONT_POPULATION, seed));

  /** Runs it. */
  public static void main(String[] arguments) {
    int seeds = arguments.length == 0 ? 15 : Integer.parseInt(arguments[0]);
    for (TestFunction function : TestFunction.single()) {
      check(function);
      for (Entry entry : SINGLE) {
        double[] found = new double[seeds];
        for (int seed = 0; seed < seeds; seed++) {
          found[seed] = least(search(function, entry, seed));
        }
        tell(function, entry, found);
      }
    }
    for (TestFunction function : TestFunction.several()) {
      check(function);
      double[] found = new double[seeds];
      for (int seed = 0; seed < seeds; seed++) {
        List<double[]> losses = new ArrayList<>();
        search(function, NSGA2, seed).forEach(trial -> losses.add(trial.losses()));
        found[seed] = Hypervolume.of(losses, function.reference());
      }
      tell(function, NSGA2, found);
    }
  }

  private static void check(TestFunction function) {
    for (double place : PLACES) {
      double[] point = new double[function.space().size()];
      Arrays.fill(point, place);
      double[] losses = function.losses().of(function.space().settings(point));
      StringBuilder line = new StringBuilder("check," + function.name() + "," + place);
      for (double loss : losses) {
        line.append(',').append(loss);
      }
      System.out.println(line);
    }
  }

  private static List<Observation> search(TestFunction function, Entry entry, long seed) {
    Sampler sampler = entry.maker().of(function.space(), seed);
    List<Observation> done = new ArrayList<>();
    while (done.size() < entry.trials()) {
      List<Observation> told = new ArrayList<>();
      for (Candidate candidate : sampler.ask(entry.batch())) {
        double[] losses = function.losses().of(function.space().settings(candidate.point()));
        told.add(Observation.of(candidate, losses));
      }
      sampler.tell(told);
      done.addAll(told);
    }
    // The last generation is cut where it goes beyond what peers may try.
    return done.subList(0, entry.trials());
  }

  private static double least(List<Observation> trials) {
    double least = Double.POSITIVE_INFINITY;
    for (Observation trial : trials) {
      least = Math.min(least, trial.losses()[0]);
    }
    return least;
  }

  private static void tell(TestFunction function, Entry entry, double[] found) {
    Arrays.sort(found);
    System.out.println(
        String.format(
            Locale.ROOT,
            "result,%s,%s,%d,%d,%.6g,%.6g,%.6g",
            function.name(),
            entry.name(),
            entry.trials(),
            found.length,
            quantile(found, 0.25),
            quantile(found, 0.5),
            quantile(found, 0.75)));
  }

  /** Between the two nearest, as numpy does. */
  private static double quantile(double[] sorted, double share) {
    double at = share * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
