package io.cryptoscalp.models.evaluation;

import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.family.TrainingChecks;
import java.util.Arrays;
import java.util.List;

/** Several forecasts as one: weighted means of log odds, which is the logarithmic opinion pool. */
final class Ensemble {
  private static final double FLOOR = 1e-6; // log odds of a certain forecast stay finite

  private Ensemble() {}

  /** Equal weights. */
  static double[] equalWeights(int members) {
    double[] weights = new double[members];
    Arrays.fill(weights, 1.0 / members);
    return weights;
  }

  /**
   * Weights by how far each member's validation log loss lies below that of the base rate; equal
   * ones when none does.
   *
   * @param base share of up in the training part
   */
  static double[] byValidation(List<FoldForecasts> members, Dataset validation, double base) {
    double[] baseOdds = new double[validation.size()];
    Arrays.fill(baseOdds, logOdds(base));
    double baseLoss = TrainingChecks.logLoss(baseOdds, validation);
    double[] weights = new double[members.size()];
    double sum = 0;
    for (int m = 0; m < weights.length; m++) {
      double[] forecasts = members.get(m).validation();
      double[] odds = new double[forecasts.length];
      for (int i = 0; i < odds.length; i++) {
        odds[i] = logOdds(forecasts[i]);
      }
      weights[m] = Math.max(0, baseLoss - TrainingChecks.logLoss(odds, validation));
      sum += weights[m];
    }
    if (!(sum > 0)) {
      return equalWeights(weights.length);
    }
    for (int m = 0; m < weights.length; m++) {
      weights[m] /= sum;
    }
    return weights;
  }

  /** The members' forecasts as one, for the validation and the test part. */
  static FoldForecasts pooled(List<FoldForecasts> members, double[] weights) {
    double[] validation = new double[members.get(0).validation().length];
    double[] test = new double[members.get(0).test().length];
    for (int m = 0; m < weights.length; m++) {
      add(validation, members.get(m).validation(), weights[m]);
      add(test, members.get(m).test(), weights[m]);
    }
    return new FoldForecasts(probabilities(validation), probabilities(test), 0);
  }

  private static void add(double[] odds, double[] forecasts, double weight) {
    for (int i = 0; i < odds.length; i++) {
      odds[i] += weight * logOdds(forecasts[i]);
    }
  }

  private static double[] probabilities(double[] odds) {
    double[] probabilities = new double[odds.length];
    for (int i = 0; i < odds.length; i++) {
      probabilities[i] = 1 / (1 + StrictMath.exp(-odds[i]));
    }
    return probabilities;
  }

  private static double logOdds(double probability) {
    double bounded = Math.min(Math.max(probability, FLOOR), 1 - FLOOR);
    return StrictMath.log(bounded / (1 - bounded));
  }
}
