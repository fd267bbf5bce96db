package io.cryptoscalp.models.evaluation.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RiseChanceTest {
  private static final double[] LEVELS = {0.05, 0.25, 0.5, 0.75, 0.95};

  private static double chance(float... quantiles) {
    return RiseChance.of(quantiles, LEVELS);
  }

  @Test
  void aMedianOfNothingMeansOneHalf() {
    assertThat(chance(-2, -1, 0, 1, 2)).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void itIsLinearBetweenQuantiles() {
    assertThat(chance(-3, -1, 1, 2, 3)).isCloseTo(1 - 0.375, within(1e-12));
    assertThat(chance(-4, -3, -2, -1, 1)).isCloseTo(1 - 0.85, within(1e-12));
  }

  @Test
  void beyondTheOutermostNothingIsSaid() {
    assertThat(chance(1, 2, 3, 4, 5)).isCloseTo(0.95, within(1e-12));
    assertThat(chance(-5, -4, -3, -2, -1)).isCloseTo(0.05, within(1e-12));
    assertThat(chance(0, 0, 0, 0, 0)).isCloseTo(0.5, within(1e-12));
  }
}
