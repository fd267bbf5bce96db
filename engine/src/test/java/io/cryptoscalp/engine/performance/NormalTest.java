package io.cryptoscalp.engine.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Is the normal distribution exact in the middle and in the tails? Values of scipy. */
class NormalTest {
  @Test
  void knownProbabilities() {
    double[][] known = {
      {0, 0.5},
      {1, 0.8413447460685429},
      {-1, 0.15865525393145707},
      {1.96, 0.9750021048517795},
      {-2.9, 0.0018658133003840378},
      {-3, 0.0013498980316300946},
      {-3.1, 0.0009676032132183569},
      {-5, 2.866515718791939e-7},
      {-10, 7.619853024160496e-24},
      {4, 0.9999683287581669}
    };
    for (double[] each : known) {
      assertThat(Normal.distribution(each[0]))
          .as("x = " + each[0])
          .isCloseTo(each[1], within(2e-13 * each[1]));
    }
    assertThat(Normal.distribution(Double.NaN)).isNaN();
  }

  @Test
  void quantileTurnsItBack() {
    for (double x = -6; x <= 6; x += 0.37) {
      double p = Normal.distribution(x);
      double tolerance = 1e-12 + 1e-15 / Normal.density(x);
      assertThat(Normal.quantile(p)).as("x = " + x).isCloseTo(x, within(tolerance));
    }
    assertThat(Normal.quantile(0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(Normal.quantile(1)).isEqualTo(Double.POSITIVE_INFINITY);
  }
}
