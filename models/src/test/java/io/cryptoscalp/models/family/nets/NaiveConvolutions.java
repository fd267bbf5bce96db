package io.cryptoscalp.models.family.nets;

/** A temporal convolutional network as it is defined: every layer at every step. */
final class NaiveConvolutions {
  private NaiveConvolutions() {}

  /** The answers to one sequence [T, F]. */
  static float[] answer(ConvolutionNet net, Weights weights, float[] z, int steps) {
    double[][] x = new double[steps][z.length / steps];
    for (int i = 0; i < z.length; i++) {
      x[i / x[0].length][i % x[0].length] = z[i];
    }
    for (int block = 0; block < net.layers(); block++) {
      int gap = ConvolutionNet.gap(block);
      String name = "block" + block;
      double[][] y = positive(convolved(weights, name + ".first", x, gap));
      y = positive(convolved(weights, name + ".second", y, gap));
      double[][] passed = block == 0 ? convolved(weights, "enter", x, 1) : x;
      for (int step = 0; step < steps; step++) {
        for (int c = 0; c < y[step].length; c++) {
          y[step][c] += passed[step][c];
        }
      }
      x = positive(y);
    }
    float[] head = weights.values("head.weight");
    float[] bias = weights.values("head.bias");
    float[] answer = new float[bias.length];
    for (int o = 0; o < answer.length; o++) {
      double sum = bias[o];
      for (int c = 0; c < net.hidden(); c++) {
        sum += head[o * net.hidden() + c] * x[steps - 1][c];
      }
      answer[o] = (float) sum;
    }
    return answer;
  }

  private static double[][] convolved(Weights weights, String name, double[][] x, int gap) {
    Weights.Tensor filter = weights.get(name + ".weight");
    int out = (int) filter.shape()[0];
    int in = (int) filter.shape()[1];
    int taps = (int) filter.shape()[2];
    double[][] y = new double[x.length][out];
    for (int step = 0; step < x.length; step++) {
      for (int o = 0; o < out; o++) {
        y[step][o] = weights.values(name + ".bias")[o];
        for (int tap = 0; tap < taps; tap++) {
          int at = step - (taps - 1 - tap) * gap;
          for (int i = 0; i < in && at >= 0; i++) {
            y[step][o] += filter.values()[(o * in + i) * taps + tap] * x[at][i];
          }
        }
      }
    }
    return y;
  }

  private static double[][] positive(double[][] x) {
    for (double[] row : x) {
      for (int i = 0; i < row.length; i++) {
        row[i] = Math.max(row[i], 0);
      }
    }
    return x;
  }
}
