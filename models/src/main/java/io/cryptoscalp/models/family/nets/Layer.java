package io.cryptoscalp.models.family.nets;

/**
 * A dense layer {@code W x + b} in double precision, to be merged with its neighbours before it is
 * written to a file. Nothing here changes the arrays it was given.
 *
 * @param weight W, [out, in] in row-major order
 * @param bias b, one an output
 * @param in inputs
 */
record Layer(double[] weight, double[] bias, int in) {

  /** What the network has learnt under a name. */
  static Layer of(Weights weights, String name) {
    Weights.Tensor weight = weights.get(name + ".weight");
    return new Layer(
        wide(weight.values()), wide(weights.values(name + ".bias")), (int) weight.shape()[1]);
  }

  int out() {
    return bias.length;
  }

  /** The layer of inputs that are first multiplied by a gain and moved by a shift. */
  Layer after(float[] gain, float[] shift) {
    double[] scaled = weight.clone();
    double[] moved = bias.clone();
    for (int o = 0; o < out(); o++) {
      for (int i = 0; i < in; i++) {
        moved[o] += weight[o * in + i] * shift[i];
        scaled[o * in + i] *= gain[i];
      }
    }
    return new Layer(scaled, moved, in);
  }

  /** Its answers less their mean over the outputs. */
  Layer centred() {
    double[] centred = weight.clone();
    for (int i = 0; i < in; i++) {
      centre(centred, i, in);
    }
    double[] moved = bias.clone();
    centre(moved, 0, 1);
    return new Layer(centred, moved, in);
  }

  /** Takes the mean of every {@code stride}-th number, from an offset on, off these numbers. */
  private static void centre(double[] values, int offset, int stride) {
    double sum = 0;
    for (int at = offset; at < values.length; at += stride) {
      sum += values[at];
    }
    double mean = sum * stride / values.length;
    for (int at = offset; at < values.length; at += stride) {
      values[at] -= mean;
    }
  }

  /** Its answers times a number. */
  Layer times(double factor) {
    double[] scaled = weight.clone();
    double[] moved = bias.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= factor;
    }
    for (int i = 0; i < moved.length; i++) {
      moved[i] *= factor;
    }
    return new Layer(scaled, moved, in);
  }

  /** This layer with what it makes of a constant in its inputs added to the bias. */
  Layer withInput(double[] constant) {
    double[] moved = bias.clone();
    for (int o = 0; o < out(); o++) {
      for (int i = 0; i < in; i++) {
        moved[o] += weight[o * in + i] * constant[i];
      }
    }
    return new Layer(weight, moved, in);
  }

  Layer withoutBias() {
    return new Layer(weight, new double[out()], in);
  }

  /** Outputs of this layer, then those of another on the same inputs. */
  Layer above(Layer other) {
    double[] both = java.util.Arrays.copyOf(weight, weight.length + other.weight.length);
    System.arraycopy(other.weight, 0, both, weight.length, other.weight.length);
    double[] biases = java.util.Arrays.copyOf(bias, out() + other.out());
    System.arraycopy(other.bias, 0, biases, out(), other.out());
    return new Layer(both, biases, in);
  }

  /** W as a file's Gemm and MatMul take it, [in, out]. */
  float[] turned() {
    float[] turned = new float[weight.length];
    for (int o = 0; o < out(); o++) {
      for (int i = 0; i < in; i++) {
        turned[i * out() + o] = (float) weight[o * in + i];
      }
    }
    return turned;
  }

  /** The bias in single precision. */
  float[] shift() {
    float[] shift = new float[bias.length];
    for (int o = 0; o < shift.length; o++) {
      shift[o] = (float) bias[o];
    }
    return shift;
  }

  private static double[] wide(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }
}
