package io.cryptoscalp.models.explain;

import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.family.ModelInput;
import io.cryptoscalp.models.family.TrainedModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model goes by over many examples.
 *
 * @param method of the contributions
 * @param importance mean absolute contribution to the log odds by feature, largest first
 * @param dependence how the mean answer changes with the most important features
 */
public record GlobalExplanation(
    Explanation.Method method, List<Importance> importance, List<Dependence> dependence) {
  private static final int EXAMPLES = 2000;
  private static final int DEPENDENCE_EXAMPLES = 300;
  private static final int POINTS = 15;

  /**
   * A feature's part.
   *
   * @param feature its name
   * @param meanAbsolute mean of the absolute contribution, log odds
   */
  public record Importance(String feature, double meanAbsolute) {}

  /**
   * Partial dependence (Friedman, Annals of Statistics 29, 2001).
   *
   * @param feature its name
   * @param values quantiles of the feature, ascending
   * @param probability mean answer over examples whose feature was set to the value
   */
  public record Dependence(String feature, double[] values, double[] probability) {}

  /**
   * Explains a model over examples; 2000 of them evenly spread at most.
   *
   * @param model explains itself exactly and reads vectors
   * @param examples at least one
   * @param features how many to compute the dependence of
   * @return null for a model that does not explain itself exactly
   */
  public static @Nullable GlobalExplanation of(TrainedModel model, Dataset examples, int features) {
    if (!(model instanceof ExactModel exact) || model.input() != ModelInput.VECTOR) {
      return null;
    }
    double[][] contributions = exact.contributions(spread(examples, EXAMPLES));
    Integer[] order = new Integer[examples.features()];
    double[] mean = new double[order.length];
    for (int c = 0; c < order.length; c++) {
      order[c] = c;
      for (double[] row : contributions) {
        mean[c] += Math.abs(row[c]) / contributions.length;
      }
    }
    Arrays.sort(order, Comparator.comparingDouble(c -> -mean[c]));
    List<Importance> importance = new ArrayList<>();
    List<Dependence> dependence = new ArrayList<>();
    Dataset few = spread(examples, DEPENDENCE_EXAMPLES);
    for (int c : order) {
      importance.add(new Importance(examples.featureNames().get(c), mean[c]));
      if (dependence.size() < features && mean[c] > 0) {
        dependence.add(dependence(model, few, c));
      }
    }
    return new GlobalExplanation(exact.method(), importance, dependence);
  }

  private static Dataset spread(Dataset examples, int most) {
    int count = Math.min(most, examples.size());
    int[] rows = new int[count];
    for (int i = 0; i < count; i++) {
      rows[i] = (int) ((long) i * examples.size() / count);
    }
    return examples.select(rows);
  }

  private static Dependence dependence(TrainedModel model, Dataset examples, int column) {
    float[] sorted = new float[examples.size()];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = examples.vector(i)[column];
    }
    Arrays.sort(sorted);
    double[] values = new double[POINTS];
    double[] probability = new double[POINTS];
    for (int p = 0; p < POINTS; p++) {
      // between the 2nd and the 98th hundredth: outside of them there is little to go by
      double share = 0.02 + 0.96 * p / (POINTS - 1);
      values[p] = sorted[(int) (share * (sorted.length - 1))];
      for (float answer : model.predict(withValue(examples, column, (float) values[p]))) {
        probability[p] += answer / sorted.length;
      }
    }
    return new Dependence(examples.featureNames().get(column), values, probability);
  }

  /** The examples' vectors with one column set, as sequences of one step. */
  private static Dataset withValue(Dataset examples, int column, float value) {
    float[][] rows = new float[examples.size()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = examples.vector(i).clone();
      rows[i][column] = value;
    }
    return examples.withVectors(examples.featureNames(), rows);
  }
}
