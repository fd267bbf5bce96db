package io.cryptoscalp.models.family.policy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.cryptoscalp.models.family.nets.Scaling;
import io.cryptoscalp.models.family.nets.Torch;
import io.cryptoscalp.models.family.nets.Weights;
import io.cryptoscalp.models.onnx.OnnxHeader;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A policy as its trainer knows it. */
public final class TrainedPolicy {
  private final String family;
  private final PolicyNet net;
  private final Weights weights;
  private final Scaling scaling;
  private final String head;
  private final SortedMap<String, Double> figures;

  TrainedPolicy(
      String family,
      PolicyNet net,
      Weights weights,
      Scaling scaling,
      String head,
      SortedMap<String, Double> figures) {
    this.family = family;
    this.net = net;
    this.weights = weights;
    this.scaling = scaling;
    this.head = head;
    this.figures = Collections.unmodifiableSortedMap(new TreeMap<>(figures));
  }

  /** The family's id. */
  public String family() {
    return family;
  }

  /** Figures of the training, by name. */
  public SortedMap<String, Double> figures() {
    return figures;
  }

  /**
   * Probabilities of short, flat and long by the trainer's own forward pass.
   *
   * @param observations as {@link TradingEnvironment#observe} writes them, not scaled
   */
  public float[][] probabilities(float[][] observations) {
    float[] scaled = new float[observations.length * observations[0].length];
    int width = observations[0].length;
    for (int i = 0; i < observations.length; i++) {
      System.arraycopy(observations[i], 0, scaled, i * width, width);
      scaling.apply(scaled, i * width);
    }
    try (NDManager manager = Torch.open(1)) {
      float[] logits = logits(manager, scaled, width);
      float[][] chances = new float[observations.length][TradingEnvironment.ACTIONS];
      for (int i = 0; i < chances.length; i++) {
        double[] row = PolicyLearner.softmax(logits, i * TradingEnvironment.ACTIONS);
        for (int a = 0; a < row.length; a++) {
          chances[i][a] = (float) row[a];
        }
      }
      return chances;
    }
  }

  private float[] logits(NDManager manager, float[] scaled, int width) {
    try (NDManager memory = manager.newSubManager()) {
      Weights.Placed placed = weights.place(memory, false);
      NDArray rows = memory.create(scaled, new Shape(scaled.length / width, width));
      return net.answer(placed, head, rows).toFloatArray();
    }
  }

  /**
   * What the likeliest actions earn on some paths, each cut into episodes that are traded one by
   * one.
   *
   * @param episodeRows longest episode, at least 2
   */
  public PolicyOutcome evaluate(List<MarketPath> paths, TradingTerms terms, int episodeRows) {
    try (NDManager manager = Torch.open(1)) {
      return PolicyOutcome.of(
          paths,
          terms,
          episodeRows,
          (observations, width) -> likeliest(manager, observations, width));
    }
  }

  private int[] likeliest(NDManager manager, float[] observations, int width) {
    for (int at = 0; at < observations.length; at += width) {
      scaling.apply(observations, at);
    }
    float[] logits = logits(manager, observations, width);
    int[] actions = new int[observations.length / width];
    for (int i = 0; i < actions.length; i++) {
      actions[i] = DqnLearner.greedy(logits, i * TradingEnvironment.ACTIONS);
    }
    return actions;
  }

  /** A policy that acts; keeps native memory until it is closed. */
  public final class Actor implements AutoCloseable {
    private final NDManager manager = Torch.open(1);

    private Actor() {}

    /**
     * The likeliest actions.
     *
     * @param observations as {@link TradingEnvironment#observe} writes them, one after the other;
     *     overwritten
     * @param width numbers in one
     * @return for each 0 short, 1 flat, 2 long
     */
    public int[] act(float[] observations, int width) {
      return likeliest(manager, observations, width);
    }

    @Override
    public void close() {
      manager.close();
    }
  }

  /** An actor of this policy; close it. */
  public Actor actor() {
    return new Actor();
  }

  /**
   * The bytes of the ONNX file: {@code features} float [N, F] and {@code position} float [N, 3] to
   * {@code action_probabilities} float [N, 3].
   */
  public byte[] onnx(OnnxHeader header) {
    return net.export(weights, scaling, head, header);
  }
}
