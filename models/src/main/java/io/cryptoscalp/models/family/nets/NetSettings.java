package io.cryptoscalp.models.family.nets;

import io.cryptoscalp.models.family.Hyperparameters;

/**
 * What the trainer of networks is told.
 *
 * @param epochs most epochs
 * @param epochRows most examples an epoch draws; 0 for all of them
 * @param batch examples a step
 * @param learningRate of Adam
 * @param weightDecay share of a weight, times the learning rate, taken off a step
 * @param dropout share of channels left out while learning
 * @param patience epochs without a better validation loss before training ends
 * @param gradientNorm largest norm of a step's gradient
 * @param clip largest standardised input
 */
record NetSettings(
    int epochs,
    int epochRows,
    int batch,
    double learningRate,
    double weightDecay,
    double dropout,
    int patience,
    double gradientNorm,
    double clip) {

  /** The defaults that all networks share, with those of one architecture. */
  static Hyperparameters defaults(Object... architecture) {
    Object[] shared = {
      "epochs", 12,
      "epochRows", 65_536,
      "batch", 128,
      "learningRate", 0.001,
      "weightDecay", 0.01,
      "dropout", 0.1,
      "patience", 3,
      "gradientNorm", 1.0,
      "clip", 8.0
    };
    Object[] all = java.util.Arrays.copyOf(shared, shared.length + architecture.length);
    System.arraycopy(architecture, 0, all, shared.length, architecture.length);
    return Hyperparameters.of(all);
  }

  /** Reads and checks them. */
  static NetSettings of(Hyperparameters settings) {
    return new NetSettings(
        settings.integer("epochs", 1, 10_000),
        settings.integer("epochRows", 0, Integer.MAX_VALUE),
        settings.integer("batch", 1, 65_536),
        settings.number("learningRate", 1e-8, 1),
        settings.number("weightDecay", 0, 10),
        settings.number("dropout", 0, 0.9),
        settings.integer("patience", 1, 10_000),
        settings.number("gradientNorm", 1e-6, 1e6),
        settings.number("clip", 0.1, 1e6));
  }
}
