package io.cryptoscalp.engine.search;

/**
 * A trial that a sampler asks for.
 *
 * @param point canonical unit coordinates
 * @param budget share of the data to run it on, above 0 to 1
 */
public record Candidate(double[] point, double budget) {
  static Candidate of(SearchSpace space, double[] point) {
    return new Candidate(space.canonical(point), 1);
  }
}
