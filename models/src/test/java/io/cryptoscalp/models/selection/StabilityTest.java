package io.cryptoscalp.models.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StabilityTest {
  @Test
  void equalSelectionsAreOneAndDisjointOnesBelowChance() {
    assertThat(Stability.of(new int[][] {{1, 2}, {2, 1}, {1, 2}}, 10, 10))
        .isEqualTo(1.0, within(1e-12));
    // two of four: frequencies all 1/2, variance 1/2 each; chance 1/4
    assertThat(Stability.of(new int[][] {{0, 1}, {2, 3}}, 4, 4)).isEqualTo(-1.0, within(1e-12));
    assertThat(Stability.of(new int[][] {{0, 1}, {0, 1}}, 2, 2)).isNaN();
  }
}
