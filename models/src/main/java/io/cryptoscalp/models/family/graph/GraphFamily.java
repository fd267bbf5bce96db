package io.cryptoscalp.models.family.graph;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.family.Hyperparameters;
import io.cryptoscalp.models.family.ModelFamily;
import io.cryptoscalp.models.family.TrainedModel;
import io.cryptoscalp.models.family.TrainingRun;
import io.cryptoscalp.models.family.nets.Nets;

/**
 * A graph network over instruments; settings {@code hidden} (width, 32) and {@code layers} (rounds
 * of messages, 2) beside those of the networks over sequences. It wants a dataset with neighbours.
 */
public final class GraphFamily implements ModelFamily {
  private static final Hyperparameters DEFAULTS = Nets.trainerDefaults("hidden", 32, "layers", 2);

  @Override
  public String id() {
    return "graph";
  }

  @Override
  public String description() {
    return "graph network over instruments by rolling correlation and lead-lag (Hamilton et al.,"
        + " 2017; Velickovic et al., 2018)";
  }

  @Override
  public Hyperparameters defaults() {
    return DEFAULTS;
  }

  /**
   * Trains a model; see {@link ModelFamily#train}.
   *
   * @throws ModelException as there and of networks, and {@code TRAINING_NO_NEIGHBOURS} for a
   *     dataset that was built without, or whose examples have none
   */
  @Override
  public TrainedModel train(
      Dataset train, Dataset validation, Hyperparameters settings, TrainingRun run) {
    if (train.meanNeighbours() == 0 || validation.mostNeighbours() != train.mostNeighbours()) {
      throw new ModelException(
          "TRAINING_NO_NEIGHBOURS",
          "train=" + train.meanNeighbours() + " most=" + validation.mostNeighbours());
    }
    GraphNet net =
        new GraphNet(settings.integer("hidden", 1, 4_096), settings.integer("layers", 1, 8));
    return Nets.direction(id(), net, train, validation, settings, run);
  }
}
