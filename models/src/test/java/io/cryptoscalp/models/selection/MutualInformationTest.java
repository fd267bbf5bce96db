package io.cryptoscalp.models.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MutualInformationTest {
  private static final int ROWS = 20_000;
  private final int[] rows = IntStream.range(0, ROWS).toArray();
  private final boolean[] up = new boolean[ROWS];
  private final float[] column = new float[ROWS];

  /** A binary symmetric channel that errs once in ten: ln 2 - H(0.1) nats. */
  @Test
  void knowsTheCapacityOfANoisyChannel() {
    Random random = new Random(1);
    for (int r = 0; r < ROWS; r++) {
      up[r] = random.nextBoolean();
      column[r] = up[r] ^ random.nextInt(10) == 0 ? 1 : 0;
    }
    double entropy = -0.1 * Math.log(0.1) - 0.9 * Math.log(0.9);
    assertThat(of(16)).isCloseTo(Math.log(2) - entropy, within(0.01));
  }

  @Test
  void noiseHasNoneOnAverage() {
    double sum = 0;
    for (int seed = 1; seed <= 50; seed++) {
      Random random = new Random(seed);
      for (int r = 0; r < ROWS; r++) {
        up[r] = random.nextBoolean();
        column[r] = (float) random.nextGaussian();
      }
      double information = of(16);
      assertThat(information).isBetween(-0.001, 0.002);
      sum += information;
    }
    // without the correction the mean would be 15 / (2 * 20,000) = 3.75e-4
    assertThat(sum / 50).isCloseTo(0, within(1e-4));
  }

  @Test
  void findsWhatIsNotMonotone() {
    Random random = new Random(2);
    for (int r = 0; r < ROWS; r++) {
      column[r] = (float) random.nextGaussian();
      up[r] = Math.abs(column[r]) > 0.6745;
    }
    assertThat(of(16)).isGreaterThan(0.55);
  }

  @Test
  void gapsAndMonotoneChangesAreTakenAsTheyAre() {
    Random random = new Random(3);
    for (int r = 0; r < ROWS; r++) {
      column[r] = (float) random.nextGaussian();
      up[r] = column[r] + random.nextGaussian() > 0;
    }
    double plain = of(16);
    for (int r = 0; r < ROWS; r++) {
      column[r] = (float) Math.exp(column[r]);
    }
    assertThat(of(16)).isCloseTo(plain, within(1e-3));
    for (int r = 0; r < ROWS; r += 2) {
      column[r] = Float.NaN;
    }
    assertThat(of(16)).isCloseTo(plain / 2, within(0.01));
    java.util.Arrays.fill(column, Float.NaN);
    assertThat(of(16)).isEqualTo(0);
    java.util.Arrays.fill(column, 5f);
    assertThat(of(16)).isCloseTo(0, within(1e-12));
  }

  private double of(int bins) {
    return new MutualInformation(bins).of(column, up, rows);
  }
}
