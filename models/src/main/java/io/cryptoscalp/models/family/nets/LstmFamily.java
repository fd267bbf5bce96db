package io.cryptoscalp.models.family.nets;

import io.cryptoscalp.models.family.Hyperparameters;

/** Long short-term memory; settings {@code hidden} (64) and {@code layers} (2). */
public final class LstmFamily extends NetFamily {
  /** The family {@code lstm}. */
  public LstmFamily() {
    super(
        "lstm",
        "long short-term memory over the last steps (Hochreiter and Schmidhuber, 1997)",
        "hidden",
        64,
        "layers",
        2);
  }

  @Override
  Net net(Hyperparameters settings) {
    return new RecurrentNet(
        true, settings.integer("hidden", 1, 4_096), settings.integer("layers", 1, 16));
  }
}
