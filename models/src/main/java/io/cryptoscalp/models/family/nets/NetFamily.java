package io.cryptoscalp.models.family.nets;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.family.Hyperparameters;
import io.cryptoscalp.models.family.ModelFamily;
import io.cryptoscalp.models.family.TrainedModel;
import io.cryptoscalp.models.family.TrainingRun;

/**
 * A family of networks over sequences that answers the probability of up. Settings of all of them:
 * {@code epochs}, {@code epochRows} (most examples an epoch draws, 0 for all), {@code batch},
 * {@code learningRate}, {@code weightDecay}, {@code dropout}, {@code patience}, {@code
 * gradientNorm}, {@code clip}; the architecture's own come on top.
 */
public abstract sealed class NetFamily implements ModelFamily
    permits LstmFamily, GruFamily, Cnn1dFamily, TransformerFamily {
  private final String id;
  private final String description;
  private final Hyperparameters defaults;

  NetFamily(String id, String description, Object... architecture) {
    this.id = id;
    this.description = description;
    this.defaults = NetSettings.defaults(architecture);
  }

  /** The architecture by its settings. */
  abstract Net net(Hyperparameters settings);

  @Override
  public String id() {
    return id;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public Hyperparameters defaults() {
    return defaults;
  }

  /**
   * Trains a model; see {@link ModelFamily#train}.
   *
   * @throws ModelException as there, and {@code TRAINING_ENGINE_MISSING} where PyTorch has no
   *     native library for this platform, or {@code TRAINING_CHECKPOINT_FAILED}
   */
  @Override
  public TrainedModel train(
      Dataset train, Dataset validation, Hyperparameters settings, TrainingRun run) {
    return Nets.direction(id, net(settings), train, validation, settings, run);
  }
}
