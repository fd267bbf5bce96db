package io.cryptoscalp.models.explain;

import io.cryptoscalp.models.dataset.Dataset;

/** A trained model whose Shapley values are computed exactly by its trainer or in closed form. */
public interface ExactModel {
  /** How. */
  Explanation.Method method();

  /**
   * Contributions to the calibrated log odds.
   *
   * @param examples of the features that the model was trained on
   * @return for each example one value a feature, then the base
   */
  double[][] contributions(Dataset examples);
}
