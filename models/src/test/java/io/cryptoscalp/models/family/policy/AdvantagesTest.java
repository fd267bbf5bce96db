package io.cryptoscalp.models.family.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AdvantagesTest {
  @Test
  void equalsTheSumOfDiscountedErrors() {
    Random random = new Random(3);
    int steps = 40;
    double[] rewards = new double[steps];
    double[] values = new double[steps + 1];
    boolean[] ended = new boolean[steps];
    for (int t = 0; t < steps; t++) {
      rewards[t] = random.nextGaussian();
      values[t] = random.nextGaussian();
      ended[t] = random.nextInt(9) == 0;
    }
    values[steps] = random.nextGaussian();
    double[] got = Advantages.of(rewards, values, ended, 0.9, 0.7);
    for (int t = 0; t < steps; t++) {
      double expected = 0;
      double weight = 1;
      for (int k = t; k < steps; k++) {
        expected += weight * (rewards[k] + (ended[k] ? 0 : 0.9 * values[k + 1]) - values[k]);
        weight *= 0.9 * 0.7;
        if (ended[k]) {
          break;
        }
      }
      assertThat(got[t]).isCloseTo(expected, within(1e-12));
    }
  }

  @Test
  void withSmoothingOneItIsTheReturnLessTheValue() {
    double[] got =
        Advantages.of(
            new double[] {1, 2, 4}, new double[] {10, 20, 30, 40}, new boolean[3], 0.5, 1);
    assertThat(got[0]).isCloseTo(1 + 1 + 1 + 5 - 10, within(1e-12));
  }
}
