package io.cryptoscalp.models.family.nets;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.family.Hyperparameters;

/**
 * A Transformer encoder over the steps; settings {@code hidden} (width of a step, 64), {@code
 * layers} (2), {@code heads} (4, must divide the width) and {@code wide} (feed-forward, 128).
 */
public final class TransformerFamily extends NetFamily {
  /** The family {@code transformer}. */
  public TransformerFamily() {
    super(
        "transformer",
        "Transformer encoder over the last steps (Vaswani et al., 2017)",
        "hidden",
        64,
        "layers",
        2,
        "heads",
        4,
        "wide",
        128);
  }

  @Override
  Net net(Hyperparameters settings) {
    int hidden = settings.integer("hidden", 1, 4_096);
    int heads = settings.integer("heads", 1, 256);
    if (hidden % heads != 0) {
      throw new ModelException(
          "TRAINING_OPTION_INVALID",
          "option=heads value=" + heads + " expected=a divisor of hidden=" + hidden);
    }
    return new TransformerNet(
        hidden, settings.integer("layers", 1, 16), heads, settings.integer("wide", 1, 16_384));
  }
}
