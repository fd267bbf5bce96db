package io.cryptoscalp.engine.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NormalQuantileTest {
  /** The check values printed with the algorithm. */
  @Test
  void givesThePublishedValues() {
    assertThat(NormalQuantile.of(0.25)).isCloseTo(-0.6744897501960817, within(1e-15));
    assertThat(NormalQuantile.of(0.001)).isCloseTo(-3.090232306167814, within(1e-14));
    assertThat(NormalQuantile.of(1e-20)).isCloseTo(-9.262340089798409, within(1e-13));
    assertThat(NormalQuantile.of(0.5)).isEqualTo(0.0);
    assertThat(NormalQuantile.of(0.975)).isCloseTo(1.959963984540054, within(1e-14));
  }

  /** The distribution function by Simpson's rule on the density. */
  @Test
  void isTheInverseOfTheIntegratedDensity() {
    for (double p = 0.01; p < 0.995; p += 0.01) {
      assertThat(distribution(NormalQuantile.of(p))).isCloseTo(p, within(1e-12));
    }
  }

  private static double distribution(double x) {
    int steps = 2000;
    double h = x / steps;
    double sum = density(0) + density(x);
    for (int i = 1; i < steps; i++) {
      sum += (i % 2 == 1 ? 4 : 2) * density(i * h);
    }
    return 0.5 + sum * h / 3;
  }

  private static double density(double x) {
    return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }
}
