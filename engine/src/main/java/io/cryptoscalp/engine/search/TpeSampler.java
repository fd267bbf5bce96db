package io.cryptoscalp.engine.search;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Tree-structured Parzen estimators (Bergstra, Bardenet, Bengio and Kegl, Algorithms for
 * Hyper-Parameter Optimization, NIPS 24, 2011): of points drawn where good trials are dense, the
 * one where good are densest by the others. Trials of the same generation count as others, so that
 * they keep apart. Good is the tenth of trials that comes first, at most 25.
 */
public final class TpeSampler implements Sampler {
  /** Trials before densities mean anything; the generation that reaches it is drawn whole. */
  private static final int STARTS = 10;

  private static final int DRAWS = 24;
  private static final int MOST_GOOD = 25;

  private final SearchSpace space;
  private final boolean joint;
  private final SplittableRandom random;
  private final HaltonSampler starts;
  private final List<Observation> history = new ArrayList<>();

  /**
   * A search.
   *
   * @param joint true for densities of all parameters at once (Falkner, Klein and Hutter, BOHB,
   *     ICML 2018), false for each alone
   */
  public TpeSampler(SearchSpace space, boolean joint, long seed) {
    this.space = space;
    this.joint = joint;
    random = new SplittableRandom(seed);
    starts = new HaltonSampler(space, random.nextLong());
  }

  @Override
  public List<Candidate> ask(int wish) {
    if (history.size() < STARTS) {
      return starts.ask(wish);
    }
    int[] order = Ranking.of(history).order();
    int size = Math.min(MOST_GOOD, (order.length + 9) / 10);
    List<double[]> good = new ArrayList<>();
    List<double[]> others = new ArrayList<>();
    for (int i = 0; i < order.length; i++) {
      (i < size ? good : others).add(history.get(order[i]).point());
    }
    Parzen above = fit(good);
    List<Candidate> asked = new ArrayList<>();
    for (int i = 0; i < wish; i++) {
      Parzen below = fit(others);
      Candidate next = Candidate.of(space, joint ? joint(above, below) : apart(above, below));
      asked.add(next);
      others.add(next.point());
    }
    return asked;
  }

  private Parzen fit(List<double[]> points) {
    return joint ? Parzen.joint(space, points) : Parzen.apart(space, points);
  }

  private double[] joint(Parzen good, Parzen others) {
    double[] best = new double[0];
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < DRAWS; i++) {
      double[] point = new double[space.size()];
      int kernel = good.kernel(random);
      for (int d = 0; d < point.length; d++) {
        point[d] = good.draw(kernel, d, random);
      }
      double[] drawn = space.canonical(point);
      double gain = good.log(drawn, 0, drawn.length) - others.log(drawn, 0, drawn.length);
      if (best.length == 0 || gain > most) {
        most = gain;
        best = drawn;
      }
    }
    return best;
  }

  private double[] apart(Parzen good, Parzen others) {
    double[] best = new double[space.size()];
    double[] drawn = new double[space.size()];
    for (int d = 0; d < best.length; d++) {
      double most = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < DRAWS; i++) {
        Parameter parameter = space.parameter(d);
        double unit = good.draw(good.kernel(random), d, random);
        drawn[d] = parameter.levels() == 0 ? unit : parameter.middle(parameter.level(unit));
        double gain = good.log(drawn, d, d + 1) - others.log(drawn, d, d + 1);
        if (i == 0 || gain > most) {
          most = gain;
          best[d] = drawn[d];
        }
      }
    }
    return best;
  }

  @Override
  public void tell(List<Observation> generation) {
    history.addAll(generation);
  }
}
