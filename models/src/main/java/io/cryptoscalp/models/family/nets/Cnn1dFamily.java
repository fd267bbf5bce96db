package io.cryptoscalp.models.family.nets;

import io.cryptoscalp.models.family.Hyperparameters;

/**
 * Causal convolutions over the steps; settings {@code hidden} (channels, 32), {@code layers}
 * (blocks, 4) and {@code kernel} (taps, 3), which see 61 steps.
 */
public final class Cnn1dFamily extends NetFamily {
  /** The family {@code cnn1d}. */
  public Cnn1dFamily() {
    super(
        "cnn1d",
        "causal, dilated, residual convolutions over the last steps (Bai et al., 2018)",
        "hidden",
        32,
        "layers",
        4,
        "kernel",
        3);
  }

  @Override
  Net net(Hyperparameters settings) {
    return new ConvolutionNet(
        settings.integer("hidden", 1, 4_096),
        settings.integer("layers", 1, 12),
        settings.integer("kernel", 1, 64));
  }
}
