package io.cryptoscalp.jobs.search;

import io.cryptoscalp.engine.search.CmaEsSampler;
import io.cryptoscalp.engine.search.EvolutionSampler;
import io.cryptoscalp.engine.search.GridSampler;
import io.cryptoscalp.engine.search.HaltonSampler;
import io.cryptoscalp.engine.search.HalvingSampler;
import io.cryptoscalp.engine.search.RandomSampler;
import io.cryptoscalp.engine.search.Sampler;
import io.cryptoscalp.engine.search.SearchSpace;
import io.cryptoscalp.engine.search.TpeSampler;
import java.util.Locale;

/** How a study chooses its trials. */
public enum SamplerKind {
  /** Every combination; ten stretches of a continuous parameter. */
  GRID,
  /** By chance. */
  RANDOM,
  /** More evenly than by chance. */
  HALTON,
  /** Parzen estimators of all parameters together. */
  TPE,
  /** Parzen estimators of each parameter alone. */
  TPE_APART,
  /** Evolution of a normal distribution. */
  CMA_ES,
  /** Evolution of a population. */
  GENETIC,
  /** Evolution of a front. */
  NSGA2,
  /** Successive halving of what TPE chooses. */
  HALVING,
  /** Hyperband of what TPE chooses. */
  HYPERBAND;

  private static final int STRETCHES = 10;

  /** One of so many goes on. */
  static final double FACTOR = 3;

  /** As users write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The kind of a name.
   *
   * @throws StudyException {@code STUDY_SAMPLER_UNKNOWN}
   */
  public static SamplerKind of(String text) {
    StringBuilder names = new StringBuilder();
    for (SamplerKind kind : values()) {
      if (kind.text().equals(text.strip().toLowerCase(Locale.ROOT))) {
        return kind;
      }
      names.append(names.isEmpty() ? "" : ", ").append(kind.text());
    }
    throw new StudyException("STUDY_SAMPLER_UNKNOWN: sampler=" + text + " expected=" + names);
  }

  /** A new sampler of a study. */
  Sampler sampler(SearchSpace space, int batch, double leastBudget, long seed) {
    return switch (this) {
      case GRID -> new GridSampler(space, STRETCHES);
      case RANDOM -> new RandomSampler(space, seed);
      case HALTON -> new HaltonSampler(space, seed);
      case TPE -> new TpeSampler(space, true, seed);
      case TPE_APART -> new TpeSampler(space, false, seed);
      case CMA_ES -> new CmaEsSampler(space, batch, seed);
      case GENETIC -> new EvolutionSampler(space, EvolutionSampler.Kind.GENETIC, batch, seed);
      case NSGA2 -> new EvolutionSampler(space, EvolutionSampler.Kind.NSGA2, batch, seed);
      case HALVING ->
          new HalvingSampler(new TpeSampler(space, true, seed), FACTOR, leastBudget, false);
      case HYPERBAND ->
          new HalvingSampler(new TpeSampler(space, true, seed), FACTOR, leastBudget, true);
    };
  }
}
