package io.cryptoscalp.models.family;

/** Hears how a training run goes. */
@FunctionalInterface
public interface TrainingProgress {
  /** Hears nothing. */
  TrainingProgress NONE = (family, done, of, trainLoss, validationLoss) -> {};

  /**
   * A round or epoch is over.
   *
   * @param family the family's id
   * @param done rounds so far, from 1
   * @param of most rounds there will be
   * @param trainLoss mean loss over the training part, NaN when not measured
   * @param validationLoss mean loss over the validation part, NaN when not measured
   */
  void round(String family, int done, int of, double trainLoss, double validationLoss);
}
