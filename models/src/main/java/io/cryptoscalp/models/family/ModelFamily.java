package io.cryptoscalp.models.family;

import io.cryptoscalp.models.dataset.Dataset;

/** One kind of model that can be trained: the same data, settings and seed give the same model. */
public interface ModelFamily {
  /** Stable name, {@code logistic}, {@code lstm}; used on the command line and in cards. */
  String id();

  /** One line for people: what it is and where it was published. */
  String description();

  /** Every setting with its default. */
  Hyperparameters defaults();

  /**
   * Trains a model.
   *
   * @param train examples to learn from
   * @param validation later examples for early stopping and calibration, never learnt from
   * @param settings values for all keys of {@link #defaults()}
   * @param run seed, threads, progress and where to keep checkpoints
   * @return the trained model; close it
   * @throws io.cryptoscalp.models.ModelException {@code TRAINING_TOO_FEW_ROWS}, {@code
   *     TRAINING_ONE_CLASS}, {@code TRAINING_OPTION_INVALID} or {@code TRAINING_FAILED}
   */
  TrainedModel train(Dataset train, Dataset validation, Hyperparameters settings, TrainingRun run);
}
