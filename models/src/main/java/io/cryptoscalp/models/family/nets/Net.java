package io.cryptoscalp.models.family.nets;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.family.ModelInput;
import io.cryptoscalp.models.onnx.OnnxGraph;
import io.cryptoscalp.models.onnx.OnnxHeader;
import java.util.Random;

/**
 * The architecture of a network over several vectors an example, the steps of its sequence unless
 * said otherwise; immutable, holds no weights.
 */
public interface Net {
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

  /** What the network reads. */
  default ModelInput input() {
    return ModelInput.SEQUENCE;
  }

  /** Vectors that it looks at in an example, T of the methods above. */
  default int vectors(Dataset data) {
    return data.steps();
  }

  /**
   * Standardised inputs of some examples, [count, T, columns].
   *
   * @param examples indices; those from {@code from} on are taken
   */
  default NDArray gather(
      NDManager manager, Scaling scaling, Dataset data, int[] examples, int from, int count) {
    return scaling.sequences(manager, data, examples, from, count);
  }

  /**
   * Adds the inputs of the file and their standardisation to a graph.
   *
   * @param vectors T
   * @return name of what {@link #gather} gathers, float [N, T, columns]
   */
  default String exportInputs(OnnxGraph graph, Scaling scaling, int vectors) {
    String sequence = graph.input(OnnxHeader.SEQUENCE, vectors, scaling.mean().length);
    return graph.standardised(sequence, scaling.mean(), scaling.scale(), scaling.clip());
  }
}
