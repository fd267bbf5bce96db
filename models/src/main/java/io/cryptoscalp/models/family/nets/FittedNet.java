package io.cryptoscalp.models.family.nets;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.family.Seeds;
import io.cryptoscalp.models.onnx.OnnxGraph;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A network and what it has learnt. Everything is in Java's memory; the engine is lent per call.
 */
public final class FittedNet {
  private final Net net;
  private final Weights weights;
  private final Scaling scaling;
  private final int steps;
  private final int epochs;
  private final int bestEpoch;
  private final double trainLoss;
  private final double validationLoss;

  FittedNet(Net net, TrainingState state, Scaling scaling, int steps) {
    this.net = net;
    this.weights = state.best;
    this.scaling = scaling;
    this.steps = steps;
    this.epochs = state.epoch;
    this.bestEpoch = state.bestEpoch;
    this.trainLoss = state.trainLoss;
    this.validationLoss = state.bestLoss;
  }

  Net net() {
    return net;
  }

  Weights weights() {
    return weights;
  }

  Scaling scaling() {
    return scaling;
  }

  /** Mean loss over the training part in the last epoch, dropout on. */
  public double trainLoss() {
    return trainLoss;
  }

  /** Mean loss over the validation part in the best epoch, whose weights these are. */
  public double validationLoss() {
    return validationLoss;
  }

  /** {@code epochs} run, {@code best_epoch} and the number of {@code parameters}. */
  public SortedMap<String, Double> figures() {
    SortedMap<String, Double> figures = new TreeMap<>();
    figures.put("epochs", (double) epochs);
    figures.put("best_epoch", (double) bestEpoch);
    figures.put("parameters", (double) weights.count());
    return figures;
  }

  /** The network's raw answers to all examples, in order: the engine's own forward pass. */
  public float[][] answers(Dataset examples) {
    float[][] answers = new float[examples.size()][];
    int[] all = Seeds.inOrder(examples.size());
    try (NDManager manager = Torch.open(1)) {
      for (int from = 0; from < all.length; from += NetTrainer.ANSWER_ROWS) {
        int count = Math.min(NetTrainer.ANSWER_ROWS, all.length - from);
        try (NDManager memory = manager.newSubManager()) {
          NDArray z = net.gather(memory, scaling, examples, all, from, count);
          float[] values =
              net.forward(weights.place(memory, false), z, Dropout.NONE).toFloatArray();
          int width = values.length / count;
          for (int i = 0; i < count; i++) {
            answers[from + i] = Arrays.copyOfRange(values, i * width, (i + 1) * width);
          }
        }
      }
    }
    return answers;
  }

  /**
   * Adds the network's inputs, standardisation and network to a graph.
   *
   * @return name of the raw answer, float [N, outputs]
   */
  public String export(OnnxGraph graph) {
    String z = net.exportInputs(graph, scaling, steps);
    return net.export(graph, weights, z, steps);
  }
}
