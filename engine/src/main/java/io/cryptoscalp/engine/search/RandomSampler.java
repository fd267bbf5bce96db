package io.cryptoscalp.engine.search;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Points drawn evenly and independently. */
public final class RandomSampler implements Sampler {
  private final SearchSpace space;
  private final SplittableRandom random;

  /** A sampler with a seed. */
  public RandomSampler(SearchSpace space, long seed) {
    this.space = space;
    random = new SplittableRandom(seed);
  }

  @Override
  public List<Candidate> ask(int wish) {
    List<Candidate> asked = new ArrayList<>();
    for (int i = 0; i < wish; i++) {
      double[] point = new double[space.size()];
      for (int d = 0; d < point.length; d++) {
        point[d] = random.nextDouble();
      }
      asked.add(Candidate.of(space, point));
    }
    return asked;
  }

  @Override
  public void tell(List<Observation> generation) {
    // Chance learns nothing.
  }
}
