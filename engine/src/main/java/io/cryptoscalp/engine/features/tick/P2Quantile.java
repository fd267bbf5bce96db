package io.cryptoscalp.engine.features.tick;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.Arrays;

/**
 * A quantile of a stream in constant space: the P2 algorithm (Jain and Chlamtac, The P2 algorithm
 * for dynamic calculation of quantiles and histograms without storing observations, Communications
 * of the ACM 28, 1985, box 1). Five markers hold minimum, maximum, the quantile and one between;
 * each observation moves their positions and, where one is off its place, its height along a
 * parabola.
 */
final class P2Quantile {
  private static final int MARKERS = 5;

  private final double[] heights = new double[MARKERS];
  private final double[] positions = {1, 2, 3, 4, 5};
  private final double[] steps;
  private long count;

  /**
   * Creates an empty estimator.
   *
   * @param p between 0 and 1
   */
  P2Quantile(double p) {
    steps = new double[] {0, p / 2, p, (1 + p) / 2, 1};
  }

  long count() {
    return count;
  }

  /** The estimate; meaningful from five observations on. */
  double value() {
    return heights[2];
  }

  void add(double x) {
    if (count < MARKERS) {
      heights[(int) count++] = x;
      if (count == MARKERS) {
        Arrays.sort(heights);
      }
      return;
    }
    count++;
    int cell = 0;
    if (x < heights[0]) {
      heights[0] = x;
    } else if (x >= heights[4]) {
      heights[4] = x;
      cell = 3;
    } else {
      while (cell < 3 && x >= heights[cell + 1]) {
        cell++;
      }
    }
    for (int i = cell + 1; i < MARKERS; i++) {
      positions[i]++;
    }
    for (int i = 1; i <= 3; i++) {
      adjust(i);
    }
  }

  private void adjust(int i) {
    // Rounding must not hide that a marker is off by a whole place.
    double off = 1 + (count - 1) * steps[i] - positions[i];
    boolean right = off >= 1 - 1e-7 && positions[i + 1] - positions[i] > 1;
    boolean left = off <= -1 + 1e-7 && positions[i - 1] - positions[i] < -1;
    if (!right && !left) {
      return;
    }
    int d = right ? 1 : -1;
    double above = positions[i + 1] - positions[i];
    double below = positions[i] - positions[i - 1];
    double parabolic =
        heights[i]
            + d
                / (above + below)
                * ((below + d) * (heights[i + 1] - heights[i]) / above
                    + (above - d) * (heights[i] - heights[i - 1]) / below);
    if (heights[i - 1] < parabolic && parabolic < heights[i + 1]) {
      heights[i] = parabolic;
    } else {
      heights[i] += d * (heights[i + d] - heights[i]) / (positions[i + d] - positions[i]);
    }
    positions[i] += d;
  }

  void write(StateWriter out) {
    out.writeDoubles(heights, MARKERS);
    out.writeDoubles(positions, MARKERS);
    out.writeLong(count);
  }

  void read(StateReader in) {
    in.readDoubles(heights, "tick");
    in.readDoubles(positions, "tick");
    count = in.readLong();
  }
}
