package io.cryptoscalp.engine.search;

import io.cryptoscalp.engine.performance.Normal;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Density of points as a mixture of kernels, one a point and one that covers everything: normal
 * ones cut off at 0 and 1 where values have an order, else most of the weight on the point's own
 * value.
 */
final class Parzen {
  private static final double PRIOR_WIDTH = 1;
  private static final double COARSEST = 100;

  private final SearchSpace space;
  private final double[][] centres;
  private final double[][] widths;

  /** Log of what a kernel's density is divided by, to be 1 over the unit. */
  private final double[][] norms;

  /** Widths of a joint density: the same for all kernels, narrower with more of them. */
  static Parzen joint(SearchSpace space, List<double[]> points) {
    int size = space.size();
    double common = 0.2 * StrictMath.pow(Math.max(1, points.size()), -1.0 / (size + 4));
    double[][] widths = new double[points.size() + 1][size];
    for (double[] width : widths) {
      Arrays.fill(width, common);
    }
    return new Parzen(space, points, widths);
  }

  /**
   * Widths of each parameter alone: the larger distance to a neighbour (Bergstra and others, 2011,
   * section 4.1).
   */
  static Parzen apart(SearchSpace space, List<double[]> points) {
    double[][] widths = new double[points.size() + 1][space.size()];
    for (int d = 0; d < space.size(); d++) {
      double[] sorted = new double[points.size() + 1];
      for (int k = 0; k < points.size(); k++) {
        sorted[k] = points.get(k)[d];
      }
      sorted[points.size()] = 0.5;
      Arrays.sort(sorted);
      for (int k = 0; k < points.size(); k++) {
        int at = Arrays.binarySearch(sorted, points.get(k)[d]);
        double below = at == 0 ? 0 : sorted[at - 1];
        double above = at == sorted.length - 1 ? 1 : sorted[at + 1];
        widths[k][d] = Math.max(sorted[at] - below, above - sorted[at]);
      }
    }
    return new Parzen(space, points, widths);
  }

  private Parzen(SearchSpace space, List<double[]> points, double[][] widths) {
    this.space = space;
    this.widths = widths;
    int kernels = points.size() + 1;
    centres = new double[kernels][];
    norms = new double[kernels][space.size()];
    double narrowest = 1 / Math.min(COARSEST, 1.0 + points.size());
    for (int k = 0; k < kernels; k++) {
      boolean prior = k == points.size();
      centres[k] = prior ? new double[space.size()] : points.get(k);
      for (int d = 0; d < space.size(); d++) {
        if (prior) {
          centres[k][d] = 0.5;
        }
        int levels = space.parameter(d).levels();
        double least = Math.max(narrowest, levels == 0 ? 0 : 0.5 / levels);
        double width = prior ? PRIOR_WIDTH : Math.max(least, Math.min(1, widths[k][d]));
        widths[k][d] = width;
        double mass = cut(k, d, 1) - cut(k, d, 0);
        norms[k][d] = StrictMath.log(mass * width * Math.sqrt(2 * Math.PI));
      }
    }
  }

  private double cut(int kernel, int d, double at) {
    return Normal.distribution((at - centres[kernel][d]) / widths[kernel][d]);
  }

  /** A kernel drawn at random. */
  int kernel(SplittableRandom random) {
    return random.nextInt(centres.length);
  }

  /** A coordinate drawn from a kernel. */
  double draw(int kernel, int d, SplittableRandom random) {
    Parameter parameter = space.parameter(d);
    if (!parameter.ordered()) {
      boolean own = random.nextDouble() < ownWeight(kernel, parameter.levels());
      return own ? centres[kernel][d] : parameter.middle(random.nextInt(parameter.levels()));
    }
    double low = cut(kernel, d, 0);
    double high = cut(kernel, d, 1);
    double p = low + random.nextDouble() * (high - low);
    double x = centres[kernel][d] + widths[kernel][d] * Normal.quantile(p);
    return Math.max(0, Math.min(1, x));
  }

  /** Weight of a point's own value over an even share of all: 1 + levels / kernels as in Optuna. */
  private double ownWeight(int kernel, int levels) {
    boolean prior = kernel == centres.length - 1;
    return prior ? 0 : 1 / (1 + levels / (double) centres.length);
  }

  /** Log density of a point over some parameters. */
  double log(double[] point, int from, int to) {
    double[] terms = new double[centres.length];
    double most = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < terms.length; k++) {
      double sum = 0;
      for (int d = from; d < to; d++) {
        sum += term(k, d, point[d]);
      }
      terms[k] = sum;
      most = Math.max(most, sum);
    }
    double total = 0;
    for (double term : terms) {
      total += StrictMath.exp(term - most);
    }
    return most + StrictMath.log(total / terms.length);
  }

  private double term(int kernel, int d, double at) {
    Parameter parameter = space.parameter(d);
    if (!parameter.ordered()) {
      double own = ownWeight(kernel, parameter.levels());
      boolean same = parameter.level(at) == parameter.level(centres[kernel][d]);
      return StrictMath.log((same ? own : 0) + (1 - own) / parameter.levels());
    }
    double z = (at - centres[kernel][d]) / widths[kernel][d];
    return -0.5 * z * z - norms[kernel][d];
  }
}
