package io.cryptoscalp.models.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExampleWeightsTest {
  /** Spans of whole units: each unit is looked at by itself. */
  private static double[] naive(long[] from, long[] to) {
    double[] result = new double[from.length];
    for (int i = 0; i < from.length; i++) {
      double sum = 0;
      for (long unit = from[i]; unit < to[i]; unit++) {
        int covering = 0;
        for (int j = 0; j < from.length; j++) {
          covering += from[j] <= unit && unit < to[j] ? 1 : 0;
        }
        sum += 1.0 / covering;
      }
      result[i] = sum / (to[i] - from[i]);
    }
    return result;
  }

  @Test
  void uniquenessIsTheMeanOfOneOverTheConcurrencyOfEachMoment() {
    Random random = new Random(5);
    for (int round = 0; round < 50; round++) {
      int count = 1 + random.nextInt(60);
      long[] from = new long[count];
      long[] to = new long[count];
      for (int i = 0; i < count; i++) {
        from[i] = random.nextInt(300);
        to[i] = from[i] + 1 + random.nextInt(40);
      }
      double[] twin = naive(from, to);
      double[] weights = ExampleWeights.uniqueness(from, to);
      for (int i = 0; i < count; i++) {
        assertThat(weights[i]).isCloseTo(twin[i], within(1e-12)).isBetween(0.0, 1.0 + 1e-12);
      }
    }
  }

  @Test
  void labelsThatDoNotOverlapAreUniqueAndEqualOnesShare() {
    assertThat(ExampleWeights.uniqueness(new long[] {0, 10, 25}, new long[] {10, 20, 25}))
        .containsExactly(1, 1, 1);
    assertThat(ExampleWeights.uniqueness(new long[] {3, 3, 3, 3}, new long[] {9, 9, 9, 9}))
        .containsOnly(0.25);
    assertThat(ExampleWeights.uniqueness(new long[0], new long[0])).isEmpty();
  }

  @Test
  void ageHalvesAndTheMeanIsOne() {
    double[] weights = {1, 1, 1};
    ExampleWeights.decay(weights, new long[] {0, 10, 20}, 10);
    assertThat(weights).containsExactly(0.25, 0.5, 1);
    ExampleWeights.normalise(weights);
    assertThat(Arrays.stream(weights).sum()).isCloseTo(3, within(1e-12));
    assertThat(weights[2] / weights[0]).isCloseTo(4, within(1e-12));
  }
}
