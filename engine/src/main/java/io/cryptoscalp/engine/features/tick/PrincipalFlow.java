package io.cryptoscalp.engine.features.tick;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.Arrays;

/**
 * First principal component of vectors that come one at a time: exponentially weighted means and
 * products, then power iteration from the component so far (Golub and Van Loan, Matrix
 * Computations, 4th ed., section 7.3.1). The first n vectors weigh 1 / n each until the weight
 * reaches 1 / 1,800.
 */
final class PrincipalFlow {
  private static final int ITERATIONS = 4;
  private static final int MEMORY = 1800;
  private static final int WARM = 60;

  private final int size;
  private final double[] mean;
  private final double[] products;
  private final double[] weights;
  private final double[] scratch;
  private int count;

  PrincipalFlow(int size) {
    this.size = size;
    mean = new double[size];
    products = new double[size * size];
    weights = new double[size];
    scratch = new double[size];
    Arrays.fill(weights, 1.0 / size);
  }

  void add(double[] x) {
    count = Math.min(count + 1, MEMORY);
    double alpha = 1.0 / count;
    for (int i = 0; i < size; i++) {
      mean[i] += alpha * (x[i] - mean[i]);
      for (int j = 0; j < size; j++) {
        double old = products[i * size + j];
        products[i * size + j] = old + alpha * (x[i] * x[j] - old);
      }
    }
    for (int i = 0; i < ITERATIONS; i++) {
      iterate();
    }
  }

  private double covariance(int i, int j) {
    return products[i * size + j] - mean[i] * mean[j];
  }

  /** weights = covariance * weights, scaled to an absolute sum of one and a positive sum. */
  private void iterate() {
    double norm = 0;
    double sum = 0;
    for (int i = 0; i < size; i++) {
      double value = 0;
      for (int j = 0; j < size; j++) {
        value += covariance(i, j) * weights[j];
      }
      scratch[i] = value;
      norm += Math.abs(value);
      sum += value;
    }
    if (norm > 0) {
      double scale = sum < 0 ? -norm : norm;
      for (int i = 0; i < size; i++) {
        weights[i] = scratch[i] / scale;
      }
    }
  }

  boolean warm() {
    return count >= WARM;
  }

  double weight(int i) {
    return weights[i];
  }

  /** Share of the component in the variance, NaN without variance. */
  double share() {
    double explained = 0;
    double length = 0;
    double trace = 0;
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        explained += weights[i] * covariance(i, j) * weights[j];
      }
      length += weights[i] * weights[i];
      trace += covariance(i, i);
    }
    // Rounding must not carry a share beyond its bounds.
    return trace > 0 ? Math.max(0, Math.min(1, explained / length / trace)) : Double.NaN;
  }

  void write(StateWriter out) {
    out.writeDoubles(mean, size);
    out.writeDoubles(products, products.length);
    out.writeDoubles(weights, size);
    out.writeInt(count);
  }

  void read(StateReader in) {
    in.readDoubles(mean, "tick");
    in.readDoubles(products, "tick");
    in.readDoubles(weights, "tick");
    count = in.readInt();
  }
}
