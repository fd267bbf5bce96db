package io.cryptoscalp.models.family.nets;

import ai.djl.ndarray.NDArray;
import io.cryptoscalp.models.onnx.OnnxGraph;
import java.util.Random;

/** The architecture of a network over sequences; immutable, holds no weights. */
interface Net {
  /**
   * Weights to begin with.
   *
   * @param steps vectors in a sequence
   * @param features columns of a vector
   * @param outputs numbers answered a row
   * @param random the only source of chance
   */
  Weights initial(int steps, int features, int outputs, Random random);

  /**
   * The network's answer.
   *
   * @param weights in the engine's memory
   * @param z standardised sequences [N, T, F], oldest step first
   * @param dropout what is left out while learning
   * @return [N, outputs]
   */
  NDArray forward(Weights.Placed weights, NDArray z, Dropout dropout);

  /**
   * Adds the same computation to a graph.
   *
   * @param z name of standardised sequences, float [N, T, F]
   * @param steps T
   * @return name of the answer, float [N, outputs]
   */
  String export(OnnxGraph graph, Weights weights, String z, int steps);
}
