package io.cryptoscalp.models.family.policy;

import ai.djl.ndarray.NDArray;
import io.cryptoscalp.models.family.nets.OnnxLayers;
import io.cryptoscalp.models.family.nets.Scaling;
import io.cryptoscalp.models.family.nets.Weights;
import io.cryptoscalp.models.onnx.OnnxGraph;
import io.cryptoscalp.models.onnx.OnnxHeader;
import java.util.Map;
import java.util.Random;

/**
 * For each thing that is learnt two dense layers with tanh over the observation and one on top.
 * Actor and critic share none: the critic's errors are so much larger that the actor would not
 * learn.
 *
 * @param hidden width of both layers
 */
record PolicyNet(int hidden) {
  /** Name of the input of the agent's own state, float [N, 3]. */
  static final String POSITION = OnnxHeader.POSITION;

  /** Name of the output, float [N, 3]. */
  static final String OUTPUT = "action_probabilities";

  /** Weights to begin with; the heads start near zero, so that no action is preferred. */
  Weights initial(int inputs, Random random, String... heads) {
    Weights weights = new Weights();
    for (String head : heads) {
      weights.dense(head + ".first", random, inputs, hidden);
      weights.dense(head + ".second", random, hidden, hidden);
      int outputs = head.equals("value") ? 1 : TradingEnvironment.ACTIONS;
      weights.uniform(head + ".weight", random, 1e-2 / Math.sqrt(hidden), outputs, hidden);
      weights.constant(head + ".bias", 0, outputs);
    }
    return weights;
  }

  /** The answer of a head, [N, its outputs]. */
  NDArray answer(Weights.Placed weights, String head, NDArray observations) {
    NDArray first = weights.dense(head + ".first", observations).tanh();
    return weights.dense(head, weights.dense(head + ".second", first).tanh());
  }

  /**
   * The policy as a file: {@code features} [N, F] and {@code position} [N, 3] to {@code
   * action_probabilities} [N, 3], in the order short, flat, long.
   *
   * @param head whose softmax are the probabilities
   */
  byte[] export(Weights weights, Scaling scaling, String head, OnnxHeader header) {
    OnnxGraph graph = new OnnxGraph(header.family());
    int features = scaling.mean().length;
    String z =
        graph.standardised(
            graph.input(OnnxHeader.FEATURES, features),
            scaling.mean(),
            scaling.scale(),
            scaling.clip());
    String own = graph.input(POSITION, TradingEnvironment.OWN);
    String x = graph.node("Concat", Map.of("axis", 1L), z, own);
    String first = graph.node("Tanh", OnnxLayers.gemm(graph, weights, head + ".first", x));
    String second = graph.node("Tanh", OnnxLayers.gemm(graph, weights, head + ".second", first));
    String logits = OnnxLayers.gemm(graph, weights, head, second);
    graph.output(
        OUTPUT, graph.node("Softmax", Map.of("axis", 1L), logits), TradingEnvironment.ACTIONS);
    return graph.file(header);
  }
}
