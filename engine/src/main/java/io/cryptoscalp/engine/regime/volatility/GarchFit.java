package io.cryptoscalp.engine.regime.volatility;

import java.util.Arrays;

/**
 * Quasi-maximum likelihood of a {@link GarchModel} (Bollerslev and Wooldridge 1992): the normal
 * likelihood, which gives consistent parameters also for returns with fat tails.
 *
 * <p>The variance before the first return is the weighted mean square of the first {@value
 * #BACKCAST} returns, weights 0.94^t. The search is that of Nelder and Mead in parameters without
 * bounds, from the best point of a grid and again from its own result; equal returns give equal
 * models. O(returns) per step, some hundred steps; for history, not for the stream.
 *
 * @param model the likeliest model found
 * @param logLikelihood of the returns under it, in nats
 * @param nextVariance variance of the return after the last
 * @param returns how many there were, missing ones left out
 */
public record GarchFit(GarchModel model, double logLikelihood, double nextVariance, int returns) {
  /** Fewest returns to fit. */
  public static final int FEWEST = 100;

  static final double LOG_2_PI = StrictMath.log(2 * StrictMath.PI);
  private static final int BACKCAST = 75;

  /** Of the grid of starts: alpha + beta, and alpha as a part of it. */
  private static final double[] PERSISTENCES = {0.5, 0.7, 0.9, 0.98, 0.995};

  private static final double[] SHARES = {0.03, 0.08, 0.2, 0.4};

  /**
   * Fits a model.
   *
   * @param returns in time order, of mean about 0; those not finite or beyond 1e50 are left out
   * @throws IllegalArgumentException coded {@code GARCH_FIT_IMPOSSIBLE} when fewer than {@value
   *     #FEWEST} are left or they do not vary
   */
  public static GarchFit of(double[] returns) {
    double[] present = present(returns);
    double squares = 0;
    for (double value : present) {
      squares += value * value;
    }
    double variance = squares / Math.max(1, present.length);
    if (present.length < FEWEST || !(variance > 1e-100)) {
      throw new IllegalArgumentException(
          "GARCH_FIT_IMPOSSIBLE: returns=" + present.length + " variance=" + variance);
    }
    // In units of their deviation, so that the search does not depend on the unit.
    double deviation = Math.sqrt(variance);
    double[] scaled = new double[present.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = present[i] / deviation;
    }
    double start = backcast(scaled);
    NelderMead search = new NelderMead(at -> -logLikelihood(model(at), scaled, start));
    double[] best = search.minimise(search.minimise(bestOfGrid(scaled, start), 0.5), 0.05);
    GarchModel model = model(best).scaled(deviation);
    double backcast = start * variance;
    double likelihood = logLikelihood(model, present, backcast);
    return new GarchFit(model, likelihood, last(model, present, backcast), present.length);
  }

  private static double[] present(double[] returns) {
    double[] kept = new double[returns.length];
    int count = 0;
    for (double value : returns) {
      if (Math.abs(value) <= EwmaVariance.LARGEST) {
        kept[count++] = value;
      }
    }
    return Arrays.copyOf(kept, count);
  }

  /** Variance that is taken to have been before the first return. */
  static double backcast(double[] returns) {
    double weight = 1;
    double weights = 0;
    double sum = 0;
    for (int i = 0; i < Math.min(BACKCAST, returns.length); i++) {
      sum += weight * returns[i] * returns[i];
      weights += weight;
      weight *= EwmaVariance.RISK_METRICS;
    }
    return sum / weights;
  }

  /**
   * Log-likelihood of returns under a model, in nats.
   *
   * @param before squared return and variance that stand before the first return
   */
  static double logLikelihood(GarchModel model, double[] returns, double before) {
    double variance = model.omega() + model.persistence() * before;
    double sum = 0;
    for (double value : returns) {
      double squared = value * value;
      sum += StrictMath.log(variance) + squared / variance;
      variance = model.omega() + model.alpha() * squared + model.beta() * variance;
    }
    return -0.5 * (returns.length * LOG_2_PI + sum);
  }

  private static double last(GarchModel model, double[] returns, double before) {
    GarchFilter filter = new GarchFilter(model, model.omega() + model.persistence() * before);
    for (double value : returns) {
      filter.update(value);
    }
    return filter.nextVariance();
  }

  private static double[] bestOfGrid(double[] returns, double before) {
    double[] best = {};
    double most = Double.NEGATIVE_INFINITY;
    for (double persistence : PERSISTENCES) {
      for (double share : SHARES) {
        double[] at = {StrictMath.log(1 - persistence), logit(persistence), logit(share)};
        double likelihood = logLikelihood(model(at), returns, before);
        if (likelihood > most) {
          most = likelihood;
          best = at;
        }
      }
    }
    return best;
  }

  /** The model of a point: log omega, logit of alpha + beta, logit of alpha's part of it. */
  private static GarchModel model(double[] at) {
    double omega = StrictMath.exp(Math.max(-200, Math.min(200, at[0])));
    double persistence = Math.min(1 - 1e-9, logistic(at[1]));
    double alpha = persistence * logistic(at[2]);
    return new GarchModel(omega, alpha, persistence - alpha);
  }

  private static double logit(double part) {
    return StrictMath.log(part / (1 - part));
  }

  private static double logistic(double value) {
    return 1 / (1 + StrictMath.exp(-value));
  }
}
