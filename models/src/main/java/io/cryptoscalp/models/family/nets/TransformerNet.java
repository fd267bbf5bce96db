package io.cryptoscalp.models.family.nets;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.norm.LayerNorm;
import io.cryptoscalp.models.onnx.OnnxGraph;
import java.util.Random;

/**
 * A Transformer encoder (Vaswani et al., 2017) with layer normalisation before attention and before
 * the feed-forward part (Xiong et al., 2020) and sinusoidal positions. The answer is read from the
 * newest step, so the last block computes queries and the feed-forward part for that step alone:
 * the same function at half the work.
 *
 * @param hidden width of a step, a multiple of {@code heads}
 * @param layers blocks
 * @param heads of the attention
 * @param wide width of the feed-forward part
 */
record TransformerNet(int hidden, int layers, int heads, int wide) implements Net {
  static final float EPSILON = 1e-5f;

  @Override
  public Weights initial(int steps, int features, int outputs, Random random) {
    Weights weights = new Weights();
    weights.dense("enter", random, features, hidden);
    for (int block = 0; block < layers; block++) {
      weights.norm(name(block, "attentionNorm"), hidden);
      weights.dense(name(block, "query"), random, hidden, hidden);
      weights.dense(name(block, "key"), random, hidden, hidden);
      weights.dense(name(block, "value"), random, hidden, hidden);
      weights.dense(name(block, "attention"), random, hidden, hidden);
      weights.norm(name(block, "forwardNorm"), hidden);
      weights.dense(name(block, "widen"), random, hidden, wide);
      weights.dense(name(block, "narrow"), random, wide, hidden);
    }
    weights.norm("norm", hidden);
    weights.dense("head", random, hidden, outputs);
    return weights;
  }

  static String name(int block, String part) {
    return "block" + block + "." + part;
  }

  /** Sines and cosines of the steps, [steps, hidden]: Vaswani et al., section 3.5. */
  float[] positions(int steps) {
    float[] positions = new float[steps * hidden];
    for (int step = 0; step < steps; step++) {
      for (int i = 0; i < hidden; i++) {
        double angle = step / StrictMath.pow(10_000, (double) (i - i % 2) / hidden);
        positions[step * hidden + i] =
            (float) (i % 2 == 0 ? StrictMath.sin(angle) : StrictMath.cos(angle));
      }
    }
    return positions;
  }

  @Override
  public NDArray forward(Weights.Placed weights, NDArray z, Dropout dropout) {
    int steps = (int) z.getShape().get(1);
    NDArray x = weights.dense("enter", z);
    x = x.add(Torch.array(z.getManager(), positions(steps), new Shape(1, steps, hidden)));
    for (int block = 0; block < layers; block++) {
      NDArray normal = norm(weights, name(block, "attentionNorm"), x);
      NDArray asking = normal;
      if (block + 1 == layers) {
        x = x.get(":,-1:,:");
        asking = normal.get(":,-1:,:");
      }
      x = x.add(dropout.apply(attention(weights, block, asking, normal)));
      NDArray y = norm(weights, name(block, "forwardNorm"), x);
      y = Activation.relu(weights.dense(name(block, "widen"), y));
      x = x.add(dropout.apply(weights.dense(name(block, "narrow"), y)));
    }
    return weights.dense("head", norm(weights, "norm", x).squeeze(1));
  }

  private NDArray norm(Weights.Placed weights, String name, NDArray x) {
    return LayerNorm.layerNorm(
            x,
            new Shape(hidden),
            weights.get(name + ".gain"),
            weights.get(name + ".shift"),
            EPSILON)
        .singletonOrThrow();
  }

  private NDArray attention(Weights.Placed weights, int block, NDArray asking, NDArray x) {
    NDArray query = split(weights.dense(name(block, "query"), asking));
    NDArray key = split(weights.dense(name(block, "key"), x));
    NDArray value = split(weights.dense(name(block, "value"), x));
    NDArray scores = Torch.times(query.matMul(key.transpose(0, 1, 3, 2)), scale());
    NDArray mixed = scores.softmax(-1).matMul(value); // [N, heads, asking, hidden / heads]
    NDArray joined = mixed.transpose(0, 2, 1, 3).reshape(asking.getShape());
    return weights.dense(name(block, "attention"), joined);
  }

  float scale() {
    return (float) (1 / Math.sqrt((double) hidden / heads));
  }

  private NDArray split(NDArray x) {
    Shape shape = x.getShape();
    return x.reshape(shape.get(0), shape.get(1), heads, hidden / heads).transpose(0, 2, 1, 3);
  }

  @Override
  public String export(OnnxGraph graph, Weights weights, String z, int steps) {
    return new TransformerOnnx(this, graph, weights, steps).add(z);
  }
}
