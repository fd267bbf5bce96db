package io.cryptoscalp.engine.search;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Search by generations of children of the best. The order of trials, with its fronts, crowding and
 * constraints, is that of {@link Ranking}.
 */
public final class EvolutionSampler implements Sampler {
  private final SearchSpace space;
  private final Kind kind;
  private final SplittableRandom random;
  private final HaltonSampler starts;
  private final Variation variation;
  private int population;
  private List<Observation> parents = List.of();
  private int[] places = new int[0];

  /** Who lives on. */
  public enum Kind {
    /** Children replace their parents but the best two; tournaments of three (Goldberg, 1989). */
    GENETIC(3, 2),
    /** The best of parents and children live on; tournaments of two (Deb and others, 2002). */
    NSGA2(2, Integer.MAX_VALUE);

    private final int tournament;
    private final int elite;

    Kind(int tournament, int elite) {
      this.tournament = tournament;
      this.elite = elite;
    }
  }

  /**
   * A search.
   *
   * @param population trials of a generation; 0 for as many as are first wished, at least 4
   */
  public EvolutionSampler(SearchSpace space, Kind kind, int population, long seed) {
    this.space = space;
    this.kind = kind;
    this.population = population;
    random = new SplittableRandom(seed);
    starts = new HaltonSampler(space, random.nextLong());
    variation = new Variation(space, random);
  }

  @Override
  public List<Candidate> ask(int wish) {
    if (population == 0) {
      population = Math.max(4, wish);
    }
    if (parents.isEmpty()) {
      return starts.ask(population);
    }
    List<Candidate> children = new ArrayList<>();
    for (int i = 0; i < population; i++) {
      double[] mother = parents.get(winner()).point();
      double[] father = parents.get(winner()).point();
      children.add(Candidate.of(space, variation.child(mother, father)));
    }
    return children;
  }

  /** The best of some drawn at random. */
  private int winner() {
    int best = random.nextInt(parents.size());
    for (int i = 1; i < kind.tournament; i++) {
      int other = random.nextInt(parents.size());
      best = places[other] < places[best] ? other : best;
    }
    return best;
  }

  @Override
  public void tell(List<Observation> generation) {
    List<Observation> living = new ArrayList<>();
    for (int i = 0; i < parents.size(); i++) {
      if (places[i] < kind.elite) {
        living.add(parents.get(i));
      }
    }
    living.addAll(generation);
    int[] order = Ranking.of(living).order();
    List<Observation> next = new ArrayList<>();
    for (int i = 0; i < Math.min(population, order.length); i++) {
      next.add(living.get(order[i]));
    }
    parents = next;
    order = Ranking.of(parents).order();
    places = new int[order.length];
    for (int place = 0; place < order.length; place++) {
      places[order[place]] = place;
    }
  }
}
