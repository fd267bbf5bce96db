package io.cryptoscalp.models.explain;

import io.cryptoscalp.models.ModelException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One answer taken apart: {@code base + sum(contributions)} are the log odds of {@code
 * probability_up}, calibration included.
 *
 * @param modelVersion version of the model that answered
 * @param method how it was computed
 * @param base log odds of the answer before anything is known of the row
 * @param features names in order of the columns
 * @param contributions what each feature adds to the log odds
 */
public record Explanation(
    String modelVersion,
    Method method,
    double base,
    List<String> features,
    List<Double> contributions) {

  /** How contributions are computed. */
  public enum Method {
    /** Shapley values of trees, exact, along the trees' paths (Lundberg et al. 2018). */
    TREE_SHAP,
    /** Shapley values of a linear model with independent features, in closed form. */
    LINEAR_SHAP,
    /** Gradients along the line from a reference (Sundararajan et al., ICML 2017). */
    INTEGRATED_GRADIENTS,
    /** Shapley values by weighted least squares over coalitions (Lundberg and Lee, NIPS 2017). */
    KERNEL_SHAP,
    /** A local linear model (Ribeiro et al., KDD 2016). */
    LIME
  }

  /** Checks that every feature has a contribution. */
  public Explanation {
    features = List.copyOf(features);
    contributions = List.copyOf(contributions);
    if (features.size() != contributions.size()) {
      throw new ModelException(
          "EXPLANATION_INVALID",
          "features=" + features.size() + " contributions=" + contributions.size());
    }
  }

  /** From a row of contributions with the base last. */
  static Explanation of(
      String modelVersion, Method method, List<String> features, double[] contributions) {
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < features.size(); i++) {
      values.add(contributions[i]);
    }
    return new Explanation(modelVersion, method, contributions[features.size()], features, values);
  }

  /** The log odds that the parts add up to. */
  public double logOdds() {
    double sum = base;
    for (double contribution : contributions) {
      sum += contribution;
    }
    return sum;
  }

  /** The probability of up that the parts add up to. */
  public double probability() {
    return 1 / (1 + StrictMath.exp(-logOdds()));
  }

  /** Columns of the largest contributions, either way; of equal ones the first column first. */
  public List<Integer> top(int count) {
    List<Integer> columns = new ArrayList<>();
    for (int i = 0; i < features.size(); i++) {
      columns.add(i);
    }
    columns.sort(Comparator.comparingDouble(i -> -Math.abs(contributions.get(i))));
    return List.copyOf(columns.subList(0, Math.min(count, columns.size())));
  }
}
