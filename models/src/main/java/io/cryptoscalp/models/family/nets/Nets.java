package io.cryptoscalp.models.family.nets;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.family.Hyperparameters;
import io.cryptoscalp.models.family.TrainedModel;
import io.cryptoscalp.models.family.TrainingChecks;
import io.cryptoscalp.models.family.TrainingRun;

/** Networks of other architectures, and for other objectives, than those of the families here. */
public final class Nets {
  private Nets() {}

  /**
   * The defaults of {@link #train}: {@code network} and the settings of every architecture beside
   * those of the trainer, which {@link NetFamily} names.
   *
   * @param more further pairs of name and value, which win
   */
  public static Hyperparameters defaults(Object... more) {
    Object[] shared = {
      "network", "cnn1d", "hidden", 32, "layers", 4, "kernel", 3, "heads", 4, "wide", 128
    };
    Object[] all = java.util.Arrays.copyOf(shared, shared.length + more.length);
    System.arraycopy(more, 0, all, shared.length, more.length);
    return NetSettings.defaults(all);
  }

  /**
   * Trains a network.
   *
   * @param family id for progress and checkpoints
   * @param settings values for all keys of {@link #defaults}
   * @throws ModelException as {@link NetFamily#train}
   */
  public static FittedNet train(
      String family,
      Objective objective,
      Dataset train,
      Dataset validation,
      Hyperparameters settings,
      TrainingRun run) {
    return NetTrainer.train(family, net(settings), objective, train, validation, settings, run);
  }

  /** The defaults of {@link #direction}: those of the trainer and the architecture's own. */
  public static Hyperparameters trainerDefaults(Object... architecture) {
    return NetSettings.defaults(architecture);
  }

  /**
   * Trains a network that answers the probability of up, calibrated on the validation part.
   *
   * @param family id for progress and checkpoints
   * @param settings values for all keys of {@link #trainerDefaults}
   * @throws ModelException as {@link NetFamily#train}
   */
  public static TrainedModel direction(
      String family,
      Net net,
      Dataset train,
      Dataset validation,
      Hyperparameters settings,
      TrainingRun run) {
    TrainingChecks.require(train, validation, NetTrainer.LEAST_ROWS);
    FittedNet fitted =
        NetTrainer.train(family, net, new DirectionObjective(), train, validation, settings, run);
    return TrainedNet.calibrated(family, fitted, validation);
  }

  private static Net net(Hyperparameters settings) {
    return switch (settings.text("network")) {
      case "lstm" -> new LstmFamily().net(settings);
      case "gru" -> new GruFamily().net(settings);
      case "cnn1d" -> new Cnn1dFamily().net(settings);
      case "transformer" -> new TransformerFamily().net(settings);
      default ->
          throw new ModelException(
              "TRAINING_OPTION_INVALID",
              "option=network value="
                  + settings.text("network")
                  + " expected=lstm, gru, cnn1d or transformer");
    };
  }
}
