package io.cryptoscalp.models.family.chart;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.family.Checkpoint;
import io.cryptoscalp.models.family.Hyperparameters;
import io.cryptoscalp.models.family.Seeds;
import io.cryptoscalp.models.family.TrainingRun;
import io.cryptoscalp.models.family.nets.Adam;
import io.cryptoscalp.models.family.nets.GradientStep;
import io.cryptoscalp.models.family.nets.Torch;
import io.cryptoscalp.models.family.nets.TrainingState;
import io.cryptoscalp.models.family.nets.Weights;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A two-dimensional convolutional network that tells the ten chart patterns in a picture of
 * candles. Classes are weighted by the inverse root of their frequency, since most pictures show
 * nothing.
 */
public final class ChartFamily {
  /** The family's id. */
  public static final String ID = "chart-cnn";

  private static final int LEAST = 32;

  /**
   * {@code channels} of the first convolution (12), {@code hidden} (64), {@code epochs} (30),
   * {@code batch} (64), {@code learningRate} (0.002), {@code weightDecay} (0.01), {@code patience}
   * (5).
   */
  public Hyperparameters defaults() {
    return Hyperparameters.of(
        "channels",
        12,
        "hidden",
        64,
        "epochs",
        30,
        "batch",
        64,
        "learningRate",
        0.002,
        "weightDecay",
        0.01,
        "patience",
        5);
  }

  /**
   * Trains a network.
   *
   * @param train images to learn from
   * @param validation others, for early stopping
   * @param settings values for all keys of {@link #defaults()}
   * @param run seed, threads, progress and where to keep checkpoints
   * @throws ModelException {@code TRAINING_TOO_FEW_ROWS}, {@code TRAINING_OPTION_INVALID}, {@code
   *     TRAINING_FAILED} or {@code TRAINING_ENGINE_MISSING}
   */
  public TrainedChart train(
      ChartExamples train, ChartExamples validation, Hyperparameters settings, TrainingRun run) {
    if (train.size() < LEAST || validation.size() < LEAST) {
      throw new ModelException(
          "TRAINING_TOO_FEW_ROWS",
          "train=" + train.size() + " validation=" + validation.size() + " needed=" + LEAST);
    }
    ChartNet net =
        new ChartNet(settings.integer("channels", 1, 512), settings.integer("hidden", 1, 4096));
    int epochs = settings.integer("epochs", 1, 10_000);
    int batch = settings.integer("batch", 1, 65_536);
    int patience = settings.integer("patience", 1, 10_000);
    Weights weights = net.initial(Seeds.random(run.seed(), 0));
    double rate = settings.number("learningRate", 1e-8, 1);
    Adam adam = new Adam(weights, rate, settings.number("weightDecay", 0, 10), 1);
    TrainingState state = new TrainingState(weights, adam);
    Checkpoint checkpoint =
        Checkpoint.of(ID, train.hash() + "\n" + validation.hash(), settings, run);
    byte[] kept = checkpoint.read();
    if (kept != null) {
      state.restore(kept);
    }
    float[] classWeights = classWeights(train);
    try (NDManager manager = Torch.open(run.threads())) {
      while (state.epoch() < epochs && state.epoch() - state.bestEpoch() < patience) {
        int[] order = Seeds.shuffled(train.size(), Seeds.random(run.seed(), 1 + state.epoch()));
        double loss = 0;
        for (int from = 0; from < order.length; from += batch) {
          int[] part = Arrays.copyOfRange(order, from, Math.min(order.length, from + batch));
          loss +=
              part.length
                  * GradientStep.descend(
                      "family=" + ID,
                      manager,
                      weights,
                      adam,
                      placed -> loss(net, placed, train, part, classWeights));
        }
        state.ended(loss / order.length, judged(manager, net, weights, validation, classWeights));
        checkpoint.write(state.bytes());
        run.progress().round(ID, state.epoch(), epochs, loss / order.length, state.bestLoss());
      }
    }
    checkpoint.clear();
    SortedMap<String, Double> figures = new TreeMap<>();
    figures.put("epochs", (double) state.epoch());
    figures.put("best_epoch", (double) state.bestEpoch());
    figures.put("validation_log_loss", state.bestLoss());
    return new TrainedChart(net, state.best(), figures);
  }

  private static double judged(
      NDManager manager, ChartNet net, Weights weights, ChartExamples data, float[] classWeights) {
    double loss = 0;
    int step = 128;
    for (int from = 0; from < data.size(); from += step) {
      int[] part = new int[Math.min(step, data.size() - from)];
      for (int i = 0; i < part.length; i++) {
        part[i] = from + i;
      }
      try (NDManager memory = manager.newSubManager()) {
        Weights.Placed placed = weights.place(memory, false);
        loss += part.length * loss(net, placed, data, part, classWeights).getFloat();
      }
    }
    return loss / data.size();
  }

  /** Mean weighted log loss of some images. */
  private static NDArray loss(
      ChartNet net, Weights.Placed placed, ChartExamples data, int[] part, float[] classWeights) {
    int classes = classWeights.length;
    float[] pixels = new float[part.length * ChartImage.SIZE];
    float[] targets = new float[part.length * classes];
    for (int i = 0; i < part.length; i++) {
      System.arraycopy(data.image(part[i]), 0, pixels, i * ChartImage.SIZE, ChartImage.SIZE);
      int target = data.pattern(part[i]).index();
      targets[i * classes + target] = classWeights[target];
    }
    NDManager memory = placed.manager();
    NDArray images =
        Torch.array(
            memory,
            pixels,
            new Shape(part.length, ChartImage.LAYERS, ChartImage.HEIGHT, ChartImage.WIDTH));
    NDArray logs = net.forward(placed, images).logSoftmax(1);
    NDArray wanted = Torch.array(memory, targets, new Shape(part.length, classes));
    return Torch.times(logs.mul(wanted).sum(), -1.0 / part.length);
  }

  private static float[] classWeights(ChartExamples train) {
    int[] counts = train.counts();
    float[] weights = new float[counts.length];
    double sum = 0;
    for (int k = 0; k < counts.length; k++) {
      weights[k] = counts[k] == 0 ? 0 : (float) (1 / Math.sqrt(counts[k]));
      sum += weights[k] * counts[k];
    }
    for (int k = 0; k < weights.length; k++) {
      weights[k] *= (float) (train.size() / sum);
    }
    return weights;
  }
}
