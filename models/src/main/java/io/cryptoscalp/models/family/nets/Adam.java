package io.cryptoscalp.models.family.nets;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Adam (Kingma and Ba, 2015) with decoupled weight decay (Loshchilov and Hutter, 2019) and with
 * gradients scaled down to a largest norm over all tensors (Pascanu et al., 2013).
 */
public final class Adam {
  private static final double FIRST = 0.9;
  private static final double SECOND = 0.999;
  private static final double EPSILON = 1e-8;

  private final double rate;
  private final double decay;
  private final double largestNorm;
  private final List<float[]> means = new ArrayList<>();
  private final List<float[]> squares = new ArrayList<>();
  private double firstPower = 1;
  private double secondPower = 1;

  /** Moments of zero for all tensors of some weights. */
  public Adam(Weights weights, double rate, double decay, double largestNorm) {
    this.rate = rate;
    this.decay = decay;
    this.largestNorm = largestNorm;
    for (Weights.Tensor tensor : weights.all()) {
      means.add(new float[tensor.values().length]);
      squares.add(new float[tensor.values().length]);
    }
  }

  /**
   * One step.
   *
   * @param weights changed in place
   * @param gradients one array a tensor
   * @return false when a gradient is not finite; nothing was changed then
   */
  public boolean step(Weights weights, List<float[]> gradients) {
    double sum = 0;
    for (float[] gradient : gradients) {
      for (float value : gradient) {
        sum += (double) value * value;
      }
    }
    double norm = Math.sqrt(sum);
    if (!Double.isFinite(norm)) {
      return false;
    }
    double scale = norm > largestNorm ? largestNorm / norm : 1;
    firstPower *= FIRST;
    secondPower *= SECOND;
    List<Weights.Tensor> tensors = weights.all();
    for (int t = 0; t < tensors.size(); t++) {
      update(tensors.get(t), gradients.get(t), means.get(t), squares.get(t), scale);
    }
    return true;
  }

  private void update(
      Weights.Tensor tensor, float[] gradient, float[] mean, float[] square, double scale) {
    double shrink = tensor.decays() ? 1 - rate * decay : 1;
    double stride = rate / (1 - firstPower);
    double correction = 1 / (1 - secondPower);
    float[] values = tensor.values();
    for (int i = 0; i < values.length; i++) {
      double g = gradient[i] * scale;
      double m = FIRST * mean[i] + (1 - FIRST) * g;
      double v = SECOND * square[i] + (1 - SECOND) * g * g;
      mean[i] = (float) m;
      square[i] = (float) v;
      values[i] = (float) (values[i] * shrink - stride * m / (Math.sqrt(v * correction) + EPSILON));
    }
  }

  /** Writes the moments. */
  public void write(DataOutputStream to) throws IOException {
    to.writeDouble(firstPower);
    to.writeDouble(secondPower);
    for (int t = 0; t < means.size(); t++) {
      Weights.writeFloats(to, means.get(t));
      Weights.writeFloats(to, squares.get(t));
    }
  }

  /** Reads moments over these. */
  public void read(DataInputStream from) throws IOException {
    firstPower = from.readDouble();
    secondPower = from.readDouble();
    for (int t = 0; t < means.size(); t++) {
      Weights.readFloats(from, means.get(t));
      Weights.readFloats(from, squares.get(t));
    }
  }
}
