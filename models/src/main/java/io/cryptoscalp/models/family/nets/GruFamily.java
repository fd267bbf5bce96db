package io.cryptoscalp.models.family.nets;

import io.cryptoscalp.models.family.Hyperparameters;

/** Gated recurrent units; settings {@code hidden} (64) and {@code layers} (2). */
public final class GruFamily extends NetFamily {
  /** The family {@code gru}. */
  public GruFamily() {
    super(
        "gru",
        "gated recurrent units over the last steps (Cho et al., 2014)",
        "hidden",
        64,
        "layers",
        2);
  }

  @Override
  Net net(Hyperparameters settings) {
    return new RecurrentNet(
        false, settings.integer("hidden", 1, 4_096), settings.integer("layers", 1, 16));
  }
}
