package io.cryptoscalp.engine.regime.volatility;

import java.util.function.ToDoubleFunction;

/**
 * Minimum of a function of few parameters without derivatives: the simplex method of Nelder and
 * Mead 1965, with the coefficients 1, 2, 1/2, 1/2 and the tests of Lagarias et al. 1998 (SIAM J.
 * Optim. 9). Without chance: equal functions give equal results.
 */
final class NelderMead {
  private static final int MOST_STEPS = 2000;
  private static final double VALUE_TOLERANCE = 1e-13;
  private static final double POINT_TOLERANCE = 1e-9;

  private final ToDoubleFunction<double[]> function;
  private double[][] points = {};
  private double[] values = {};

  NelderMead(ToDoubleFunction<double[]> function) {
    this.function = function;
  }

  /**
   * The point of the lowest value found.
   *
   * @param start where the search begins
   * @param size edge of the first simplex
   */
  double[] minimise(double[] start, double size) {
    int n = start.length;
    points = new double[n + 1][];
    values = new double[n + 1];
    for (int i = 0; i <= n; i++) {
      points[i] = start.clone();
      if (i > 0) {
        points[i][i - 1] += size;
      }
      values[i] = value(points[i]);
    }
    order();
    for (int step = 0; step < MOST_STEPS && !settled(); step++) {
      move(n);
      order();
    }
    return points[0];
  }

  private double value(double[] at) {
    double value = function.applyAsDouble(at);
    return Double.isNaN(value) ? Double.POSITIVE_INFINITY : value;
  }

  private boolean settled() {
    int n = points.length - 1;
    double spread = 0;
    for (int i = 1; i <= n; i++) {
      for (int j = 0; j < n; j++) {
        spread = Math.max(spread, Math.abs(points[i][j] - points[0][j]));
      }
    }
    return spread <= POINT_TOLERANCE
        && values[n] - values[0] <= VALUE_TOLERANCE * (1 + Math.abs(values[0]));
  }

  private void move(int n) {
    double[] centre = new double[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        centre[j] += points[i][j] / n;
      }
    }
    double[] worst = points[n];
    double[] reflected = between(centre, worst, -1);
    double reflectedValue = value(reflected);
    if (reflectedValue < values[0]) {
      double[] expanded = between(centre, worst, -2);
      double expandedValue = value(expanded);
      boolean better = expandedValue < reflectedValue;
      replaceWorst(better ? expanded : reflected, better ? expandedValue : reflectedValue);
    } else if (reflectedValue < values[n - 1]) {
      replaceWorst(reflected, reflectedValue);
    } else {
      boolean outside = reflectedValue < values[n];
      double[] contracted = between(centre, worst, outside ? -0.5 : 0.5);
      double contractedValue = value(contracted);
      if (contractedValue < Math.min(reflectedValue, values[n])) {
        replaceWorst(contracted, contractedValue);
      } else {
        shrink(n);
      }
    }
  }

  private void shrink(int n) {
    for (int i = 1; i <= n; i++) {
      points[i] = between(points[0], points[i], 0.5);
      values[i] = value(points[i]);
    }
  }

  private void replaceWorst(double[] point, double value) {
    points[points.length - 1] = point;
    values[values.length - 1] = value;
  }

  private static double[] between(double[] from, double[] to, double part) {
    double[] result = new double[from.length];
    for (int j = 0; j < result.length; j++) {
      result[j] = from[j] + part * (to[j] - from[j]);
    }
    return result;
  }

  /** By insertion, so that equal values keep their order. */
  private void order() {
    for (int i = 1; i < values.length; i++) {
      double[] point = points[i];
      double value = values[i];
      int j = i - 1;
      for (; j >= 0 && values[j] > value; j--) {
        points[j + 1] = points[j];
        values[j + 1] = values[j];
      }
      points[j + 1] = point;
      values[j + 1] = value;
    }
  }
}
