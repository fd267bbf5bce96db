package io.cryptoscalp.models.explain;

/**
 * Gauss and Legendre's rule on 0 to 1: where along the path of integrated gradients they are taken,
 * and what each weighs. Exact for polynomials up to degree {@code 2 count - 1}.
 *
 * @param points ascending, between 0 and 1
 * @param weights positive, sum 1
 */
public record PathRule(double[] points, double[] weights) {
  private static final int ROUNDS = 100;

  /**
   * The rule with a number of points.
   *
   * @param count at least 1
   */
  public static PathRule of(int count) {
    double[] points = new double[count];
    double[] weights = new double[count];
    for (int i = 0; i < count; i++) {
      double x = -StrictMath.cos(StrictMath.PI * (i + 0.75) / (count + 0.5)); // Tricomi's guess
      double slope = 1;
      for (int round = 0; round < ROUNDS; round++) {
        double before = 1;
        double value = x;
        for (int degree = 2; degree <= count; degree++) {
          double next = ((2 * degree - 1) * x * value - (degree - 1) * before) / degree;
          before = value;
          value = next;
        }
        slope = count * (x * value - before) / (x * x - 1);
        double step = value / slope;
        x -= step;
        if (Math.abs(step) < 1e-15) {
          break;
        }
      }
      points[i] = (1 + x) / 2;
      weights[i] = 1 / ((1 - x * x) * slope * slope);
    }
    return new PathRule(points, weights);
  }
}
