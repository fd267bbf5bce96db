package io.cryptoscalp.engine.search;

import java.util.List;

/**
 * Chooses what to try next. It is a function of its space, options, seed and what it was told, so
 * its state is its history: a new one that is asked and told the same goes on where the old one
 * was, bit by bit.
 */
public interface Sampler {
  /**
   * The next generation: candidates that can be tried side by side.
   *
   * @param wish how many are wanted, at least 1; samplers with generations of their own size give
   *     theirs
   * @return empty when there is nothing left to try
   */
  List<Candidate> ask(int wish);

  /**
   * What came of the generation last asked for.
   *
   * @param generation all of it, in its order
   */
  void tell(List<Observation> generation);

  /** False while trials wait for a larger budget: a poor moment to stop. */
  default boolean settled() {
    return true;
  }
}
