package io.cryptoscalp.models.explain;

import io.cryptoscalp.models.ModelException;
import java.util.List;
import java.util.Random;

/**
 * A linear model of any model's answers near one row (Ribeiro, Singh and Guestrin, "Why Should I
 * Trust You?", 2016): rows drawn around it with the deviations of the background, weighted by
 * {@code exp(-d² / width²)} of their standardised distance, {@code width = 0.75 sqrt(columns)}, and
 * fitted by ridge regression. A feature's contribution is its slope times its distance from the
 * background's mean; the base is the rest, so that the parts add up to the answer.
 */
public final class Lime {
  private static final double RIDGE = 1e-6;

  private final RowAnswers model;
  private final List<String> names;
  private final double[] mean;
  private final double[] deviation;
  private final int samples;
  private final long seed;

  /**
   * Creates it.
   *
   * @param model what is explained
   * @param background rows that give means and deviations, at least two
   * @param names of the columns
   * @param samples rows drawn, more than columns
   * @param seed of the rows drawn
   */
  public Lime(RowAnswers model, float[][] background, List<String> names, int samples, long seed) {
    int width = names.size();
    if (background.length < 2 || samples <= width) {
      throw new ModelException(
          "EXPLANATION_INVALID", "background=" + background.length + " samples=" + samples);
    }
    this.model = model;
    this.names = List.copyOf(names);
    this.samples = samples;
    this.seed = seed;
    this.mean = new double[width];
    this.deviation = new double[width];
    for (float[] row : background) {
      for (int c = 0; c < width; c++) {
        mean[c] += row[c] / (double) background.length;
      }
    }
    for (float[] row : background) {
      for (int c = 0; c < width; c++) {
        deviation[c] += (row[c] - mean[c]) * (row[c] - mean[c]) / background.length;
      }
    }
    for (int c = 0; c < width; c++) {
      deviation[c] = Math.sqrt(deviation[c]);
    }
  }

  /** Takes the answer to one row apart. */
  public Explanation explain(String modelVersion, float[] row) {
    int width = names.size();
    Random random = new Random(seed);
    float[][] near = new float[samples][width];
    double[][] steps = new double[samples][width + 1];
    double[] weights = new double[samples];
    for (int s = 0; s < samples; s++) {
      double distance = 0;
      for (int c = 0; c < width; c++) {
        near[s][c] = (float) (row[c] + deviation[c] * random.nextGaussian());
        // what the model is given, not what was drawn: rounding must not look like noise
        steps[s][c] = deviation[c] == 0 ? 0 : (near[s][c] - row[c]) / deviation[c];
        distance += steps[s][c] * steps[s][c];
      }
      steps[s][width] = 1;
      weights[s] = StrictMath.exp(-distance / (0.5625 * width));
    }
    double[] answers = model.logOdds(near);
    WeightedLeastSquares sums = new WeightedLeastSquares(width + 1);
    for (int s = 0; s < samples; s++) {
      sums.add(steps[s], answers[s], weights[s]);
    }
    double[] slopes = sums.solve(RIDGE);
    double[] parts = new double[width + 1];
    parts[width] = model.logOdds(new float[][] {row})[0];
    for (int c = 0; c < width; c++) {
      parts[c] = deviation[c] == 0 ? 0 : slopes[c] * (row[c] - mean[c]) / deviation[c];
      parts[width] -= parts[c];
    }
    return Explanation.of(modelVersion, Explanation.Method.LIME, names, parts);
  }
}
