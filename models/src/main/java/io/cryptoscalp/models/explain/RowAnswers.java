package io.cryptoscalp.models.explain;

/** Any model of rows, seen from outside. */
@FunctionalInterface
public interface RowAnswers {
  /**
   * The model's answers.
   *
   * @param rows at least one, in the order of the model's columns
   * @return log odds of up, one a row
   */
  double[] logOdds(float[][] rows);
}
