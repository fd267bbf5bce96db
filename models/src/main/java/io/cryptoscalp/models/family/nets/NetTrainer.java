package io.cryptoscalp.models.family.nets;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.family.Checkpoint;
import io.cryptoscalp.models.family.Hyperparameters;
import io.cryptoscalp.models.family.Seeds;
import io.cryptoscalp.models.family.TrainingRun;
import java.util.Random;

/**
 * Trains any network for any objective: mini-batches of shuffled examples weighted by the data set,
 * Adam, early stopping on the validation part with the best epoch's weights kept. Weights, order
 * and dropout come from the seed and the number of the epoch, so a resumed run ends in the same
 * weights, and equal seeds give equal weights as long as the native library runs one thread.
 */
final class NetTrainer {
  /** Rows answered at a time when nothing is learnt. */
  static final int ANSWER_ROWS = 256;

  /** Fewest examples to learn from. */
  static final int LEAST_ROWS = 16;

  private final String family;
  private final Net net;
  private final Objective objective;
  private final NetSettings settings;
  private final TrainingRun run;
  private final Scaling scaling;
  private final Dataset train;
  private final Dataset validation;

  private NetTrainer(
      String family,
      Net net,
      Objective objective,
      Dataset train,
      Dataset validation,
      NetSettings settings,
      TrainingRun run) {
    this.family = family;
    this.net = net;
    this.objective = objective;
    this.train = train;
    this.validation = validation;
    this.settings = settings;
    this.run = run;
    this.scaling = Scaling.fit(train, settings.clip());
  }

  static FittedNet train(
      String family,
      Net net,
      Objective objective,
      Dataset train,
      Dataset validation,
      Hyperparameters settings,
      TrainingRun run) {
    NetSettings read = NetSettings.of(settings);
    Checkpoint checkpoint = Checkpoint.of(family, train, validation, settings, run);
    try (NDManager manager = Torch.open(run.threads())) {
      return new NetTrainer(family, net, objective, train, validation, read, run)
          .run(manager, checkpoint);
    }
  }

  private FittedNet run(NDManager manager, Checkpoint checkpoint) {
    Weights weights =
        net.initial(net.vectors(train), train.features(), objective.outputs(), random(0, 0));
    float[] bias = objective.startingBias();
    System.arraycopy(bias, 0, weights.values("head.bias"), 0, bias.length);
    Adam adam =
        new Adam(weights, settings.learningRate(), settings.weightDecay(), settings.gradientNorm());
    TrainingState state = new TrainingState(weights, adam);
    byte[] kept = checkpoint.read();
    if (kept != null) {
      state.restore(kept);
    }
    while (state.epoch < settings.epochs() && state.epoch - state.bestEpoch < settings.patience()) {
      double trainLoss = epoch(manager, state);
      double validationLoss = validationLoss(manager, weights);
      if (!Double.isFinite(validationLoss)) {
        throw new ModelException(
            "TRAINING_FAILED", "family=" + family + " validationLoss=" + validationLoss);
      }
      state.ended(trainLoss, validationLoss);
      checkpoint.write(state.bytes());
      run.progress().round(family, state.epoch, settings.epochs(), trainLoss, validationLoss);
    }
    checkpoint.clear();
    return new FittedNet(net, state, scaling, net.vectors(train));
  }

  /** A source of chance for one purpose in one epoch. */
  private Random random(int purpose, int epoch) {
    return Seeds.random(run.seed(), purpose + 3L * epoch);
  }

  private double epoch(NDManager manager, TrainingState state) {
    int[] order = Seeds.shuffled(train.size(), random(1, state.epoch));
    Dropout dropout = Dropout.of(settings.dropout(), random(2, state.epoch));
    int rows =
        settings.epochRows() == 0 ? order.length : Math.min(settings.epochRows(), order.length);
    double losses = 0;
    double weight = 0;
    for (int from = 0; from < rows; from += settings.batch()) {
      int count = Math.min(settings.batch(), rows - from);
      float[] weights = exampleWeights(train, order, from, count);
      double sum = sum(weights);
      losses += sum * step(manager, state, order, from, count, weights, dropout);
      weight += sum;
    }
    return losses / weight;
  }

  private double step(
      NDManager manager,
      TrainingState state,
      int[] order,
      int from,
      int count,
      float[] exampleWeights,
      Dropout dropout) {
    return GradientStep.descend(
        "family=" + family + " epoch=" + (state.epoch + 1),
        manager,
        state.weights,
        state.adam,
        placed -> {
          NDManager memory = placed.manager();
          NDArray z = net.gather(memory, scaling, train, order, from, count);
          NDArray weights = Torch.array(memory, exampleWeights, new Shape(count));
          NDArray losses =
              objective.losses(net.forward(placed, z, dropout), train, order, from, count);
          return Torch.times(losses.mul(weights).sum(), 1 / sum(exampleWeights));
        });
  }

  private double validationLoss(NDManager manager, Weights weights) {
    int[] all = Seeds.inOrder(validation.size());
    double losses = 0;
    double total = 0;
    for (int from = 0; from < all.length; from += ANSWER_ROWS) {
      int count = Math.min(ANSWER_ROWS, all.length - from);
      float[] rowWeights = exampleWeights(validation, all, from, count);
      try (NDManager memory = manager.newSubManager()) {
        NDArray z = net.gather(memory, scaling, validation, all, from, count);
        NDArray outputs = net.forward(weights.place(memory, false), z, Dropout.NONE);
        float[] each = objective.losses(outputs, validation, all, from, count).toFloatArray();
        for (int i = 0; i < count; i++) {
          losses += (double) each[i] * rowWeights[i];
          total += rowWeights[i];
        }
      }
    }
    return losses / total;
  }

  private static float[] exampleWeights(Dataset data, int[] examples, int from, int count) {
    float[] weights = new float[count];
    for (int i = 0; i < count; i++) {
      weights[i] = (float) data.weight(examples[from + i]);
    }
    return weights;
  }

  private static double sum(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }
}
