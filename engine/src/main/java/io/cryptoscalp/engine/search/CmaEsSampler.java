package io.cryptoscalp.engine.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * CMA-ES (Hansen, The CMA Evolution Strategy: A Tutorial, arXiv 1604.00772, 2016) on the unit cube,
 * whose faces are mirrors. A run that has come to rest gives way to one of twice the population
 * from another place (Auger and Hansen, A Restart CMA Evolution Strategy With Increasing Population
 * Size, CEC 2005). The spread along a parameter with levels does not fall below a third of a level,
 * so that it can still change. Values of choices count as if they had their order.
 */
public final class CmaEsSampler implements Sampler {
  private static final double FIRST_STEP = 0.3;
  private static final double STILL = 1e-12;
  private static final double WORST_CONDITION = 1e14;
  private static final double LEAST_LEVEL = 1.0 / 3;

  private final SearchSpace space;
  private final int n;
  private final SplittableRandom random;
  private CmaWeights w;
  private double[] mean;
  private double step = FIRST_STEP;
  private double[][] covariance;
  private double[] stepPath;
  private double[] covariancePath;
  private double[][] axes = new double[0][];
  private double[] lengths = new double[0];
  private int generation;
  private int decomposed;
  private double[][] steps = new double[0][];
  private final List<Double> bests = new ArrayList<>();

  /**
   * A search.
   *
   * @param population trials of a generation, at least 4; 0 for the tutorial's
   */
  public CmaEsSampler(SearchSpace space, int population, long seed) {
    this.space = space;
    n = space.size();
    random = new SplittableRandom(seed);
    w = new CmaWeights(n, population == 0 ? CmaWeights.standard(n) : Math.max(4, population));
    mean = new double[n];
    Arrays.fill(mean, 0.5);
    covariance = new double[n][n];
    stepPath = new double[n];
    covariancePath = new double[n];
    start();
  }

  private void start() {
    for (int i = 0; i < n; i++) {
      Arrays.fill(covariance[i], 0);
      covariance[i][i] = 1;
    }
    Arrays.fill(stepPath, 0);
    Arrays.fill(covariancePath, 0);
    step = FIRST_STEP;
    generation = 0;
    bests.clear();
    decompose();
  }

  private void decompose() {
    SymmetricEigen eigen = SymmetricEigen.of(covariance);
    axes = eigen.vectors();
    lengths = new double[n];
    for (int i = 0; i < n; i++) {
      lengths[i] = Math.sqrt(Math.max(1e-300, eigen.values()[i]));
    }
    decomposed = generation;
  }

  @Override
  public List<Candidate> ask(int wish) {
    List<Candidate> asked = new ArrayList<>();
    steps = new double[w.population][n];
    for (double[] y : steps) {
      double[] point = new double[n];
      for (int k = 0; k < n; k++) {
        double along = lengths[k] * Draws.normal(random);
        for (int i = 0; i < n; i++) {
          y[i] += axes[i][k] * along;
        }
      }
      for (int i = 0; i < n; i++) {
        point[i] = Draws.mirrored(mean[i] + step * y[i]);
      }
      asked.add(Candidate.of(space, point));
    }
    return asked;
  }

  @Override
  public void tell(List<Observation> told) {
    int[] order = Ranking.of(told).order();
    double[] move = new double[n];
    for (int place = 0; place < w.parents; place++) {
      for (int i = 0; i < n; i++) {
        move[i] += w.weights[place] * steps[order[place]][i];
      }
    }
    generation++;
    for (int i = 0; i < n; i++) {
      mean[i] += step * move[i];
    }
    double[] white = whitened(move);
    double keep = 1 - w.pathRate;
    double add = Math.sqrt(w.pathRate * (2 - w.pathRate) * w.effective);
    double length = 0;
    for (int i = 0; i < n; i++) {
      double sum = 0;
      for (int k = 0; k < n; k++) {
        sum += axes[i][k] * white[k];
      }
      stepPath[i] = keep * stepPath[i] + add * sum;
      length += stepPath[i] * stepPath[i];
    }
    length = Math.sqrt(length);
    double full = Math.sqrt(1 - StrictMath.pow(keep, 2.0 * generation));
    boolean steady = length / full < (1.4 + 2 / (n + 1.0)) * w.expectedLength;
    adapt(order, move, steady);
    double change = w.pathRate / w.damping * (length / w.expectedLength - 1);
    step *= StrictMath.exp(Math.min(1, change));
    floor();
    if (generation - decomposed > 1 / (10 * n * (w.rankOne + w.rankMu))) {
      decompose();
    }
    rest(told, order);
  }

  /** Coordinates along the axes in units of their lengths. */
  private double[] whitened(double[] y) {
    double[] white = new double[n];
    for (int k = 0; k < n; k++) {
      for (int i = 0; i < n; i++) {
        white[k] += axes[i][k] * y[i];
      }
      white[k] /= lengths[k];
    }
    return white;
  }

  private void adapt(int[] order, double[] move, boolean steady) {
    double keep = 1 - w.covariancePathRate;
    double add =
        steady ? Math.sqrt(w.covariancePathRate * (2 - w.covariancePathRate) * w.effective) : 0;
    for (int i = 0; i < n; i++) {
      covariancePath[i] = keep * covariancePath[i] + add * move[i];
    }
    double[] weights = w.weights.clone();
    double sum = 0;
    for (int place = 0; place < weights.length; place++) {
      sum += weights[place];
      if (weights[place] < 0) {
        double square = 0;
        for (double z : whitened(steps[order[place]])) {
          square += z * z;
        }
        weights[place] *= n / Math.max(1e-300, square);
      }
    }
    double lost = steady ? 0 : w.rankOne * w.covariancePathRate * (2 - w.covariancePathRate);
    double rest = 1 + lost - w.rankOne - w.rankMu * sum;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double value = rest * covariance[i][j] + w.rankOne * covariancePath[i] * covariancePath[j];
        for (int place = 0; place < weights.length; place++) {
          double[] y = steps[order[place]];
          value += w.rankMu * weights[place] * y[i] * y[j];
        }
        covariance[i][j] = value;
        covariance[j][i] = value;
      }
    }
  }

  /** Keeps parameters with levels able to change. */
  private void floor() {
    for (int i = 0; i < n; i++) {
      int levels = space.parameter(i).levels();
      double spread = step * Math.sqrt(covariance[i][i]);
      if (levels > 0 && spread < LEAST_LEVEL / levels) {
        double factor = LEAST_LEVEL / levels / spread;
        for (int j = 0; j < n; j++) {
          covariance[i][j] *= factor;
          covariance[j][i] *= factor;
        }
      }
    }
  }

  /** Starts anew when a run has come to rest. */
  private void rest(List<Observation> told, int[] order) {
    Observation best = told.get(order[0]);
    Observation worst = told.get(order[order.length - 1]);
    boolean single = best.losses().length == 1 && !best.failed() && !worst.failed();
    bests.add(single ? best.losses()[0] : Double.NaN);
    int span = 10 + (int) Math.ceil(30.0 * n / w.population);
    boolean flat = single && bests.size() >= span;
    for (int i = bests.size() - span; flat && i < bests.size(); i++) {
      flat = Math.abs(bests.get(i) - best.losses()[0]) <= STILL;
    }
    double widest = 0;
    double longest = 0;
    double shortest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      widest = Math.max(widest, step * Math.sqrt(covariance[i][i]));
      longest = Math.max(longest, lengths[i]);
      shortest = Math.min(shortest, lengths[i]);
    }
    double condition = longest / shortest * (longest / shortest);
    if (flat || widest < STILL || !(condition < WORST_CONDITION)) {
      w = new CmaWeights(n, 2 * w.population);
      for (int i = 0; i < n; i++) {
        mean[i] = random.nextDouble();
      }
      start();
    }
  }
}
