package io.cryptoscalp.models.family.nets;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv1d;
import io.cryptoscalp.models.onnx.OnnxGraph;
import java.util.Random;

/**
 * A temporal convolutional network (Bai, Kolter and Koltun, 2018): blocks of two causal
 * convolutions with a residual connection, the distance between taps doubling from block to block,
 * then a dense layer on the last step. Without their weight normalisation, which four blocks do not
 * need. With kernel k and L blocks the last step sees {@code 1 + 2 (k - 1) (2^L - 1)} steps.
 *
 * <p>Only the last step's answer is wanted, and the block after one with taps a distance apart
 * looks at every other one of its steps. So each block computes the steps that are looked at and no
 * others: its second convolution moves on by two, and taps stay neighbours. The function is the
 * same at a third of the work.
 *
 * @param hidden channels
 * @param layers blocks
 * @param kernel taps of a convolution
 */
record ConvolutionNet(int hidden, int layers, int kernel) implements Net {

  @Override
  public Weights initial(int steps, int features, int outputs, Random random) {
    Weights weights = new Weights();
    for (int block = 0; block < layers; block++) {
      int in = block == 0 ? features : hidden;
      convolution(weights, name(block, "first"), random, in, kernel);
      convolution(weights, name(block, "second"), random, hidden, kernel);
    }
    convolution(weights, "enter", random, features, 1);
    weights.dense("head", random, hidden, outputs);
    return weights;
  }

  private void convolution(Weights weights, String name, Random random, int in, int taps) {
    double bound = 1 / Math.sqrt((double) in * taps);
    weights.uniform(name + ".weight", random, bound, hidden, in, taps);
    weights.uniform(name + ".bias", random, bound, hidden);
  }

  static String name(int block, String part) {
    return "block" + block + "." + part;
  }

  /** Steps between two taps of a block's convolutions. */
  static int gap(int block) {
    return 1 << block;
  }

  @Override
  public NDArray forward(Weights.Placed weights, NDArray z, Dropout dropout) {
    NDArray x = z.transpose(0, 2, 1); // [N, channels, T]
    for (int block = 0; block < layers; block++) {
      NDArray y = convolved(weights, name(block, "first"), x, 1);
      y = dropped(Activation.relu(y), dropout);
      y = convolved(weights, name(block, "second"), y, 2);
      y = dropped(Activation.relu(y), dropout);
      NDArray passed = everyOther(x);
      passed = block == 0 ? convolved(weights, "enter", passed, 1) : passed;
      x = Activation.relu(y.add(passed));
    }
    return weights.dense("head", x.get("...,-1"));
  }

  private static NDArray dropped(NDArray x, Dropout dropout) {
    return dropout == Dropout.NONE ? x : dropout.apply(x.transpose(0, 2, 1)).transpose(0, 2, 1);
  }

  /** Every other step up to the last, of [N, C, T]. */
  private static NDArray everyOther(NDArray x) {
    return x.get(":,:," + (x.getShape().get(2) - 1) % 2 + "::2");
  }

  /** A causal convolution that moves on by a number of steps, 1 or 2, and ends at the last step. */
  private static NDArray convolved(Weights.Placed weights, String name, NDArray x, int stride) {
    NDArray weight = weights.get(name + ".weight");
    int taps = (int) weight.getShape().get(2);
    if (taps == 1 && stride == 2) {
      return convolved(weights, name, everyOther(x), 1);
    }
    int steps = (int) x.getShape().get(2);
    NDArray y =
        Conv1d.conv1d(
                x,
                weight,
                weights.get(name + ".bias"),
                new Shape(stride),
                new Shape(padding(steps, taps, stride)),
                new Shape(1))
            .singletonOrThrow();
    return taps == 1 ? y : y.get(":,:,:" + left(steps, stride)); // it pads on the right as well
  }

  /** Steps that are left after moving on by a stride. */
  private static int left(int steps, int stride) {
    return (steps + stride - 1) / stride;
  }

  /** Zeros in front with which the last window ends at the last step. */
  private static int padding(int steps, int taps, int stride) {
    return stride * (left(steps, stride) - 1) + taps - steps;
  }

  @Override
  public String export(OnnxGraph graph, Weights weights, String z, int steps) {
    return new ConvolutionOnnx(this, graph, weights).add(z, steps);
  }
}
