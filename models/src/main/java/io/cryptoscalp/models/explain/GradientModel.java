package io.cryptoscalp.models.explain;

import io.cryptoscalp.models.dataset.Dataset;

/** A trained network whose trainer knows the gradients of its answers. */
public interface GradientModel {
  /**
   * Integrated gradients of the calibrated log odds from the training mean at every step
   * (Sundararajan, Taly and Yan, 2017), the steps of a feature added up. The parts add up to the
   * answer within {@link NetFileExplainer#TOLERANCE}: points along the path are doubled until they
   * do.
   *
   * @param examples of the features that the model was trained on
   * @return for each example one value a feature, then the base
   * @throws io.cryptoscalp.models.ModelException {@code EXPLANATION_INCOMPLETE}
   */
  double[][] integratedGradients(Dataset examples);
}
