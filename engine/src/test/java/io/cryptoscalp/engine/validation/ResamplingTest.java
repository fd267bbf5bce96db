package io.cryptoscalp.engine.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Do blocks have the length that was asked for, and the length that the series needs? */
class ResamplingTest {
  private static double meanRun(Resampling resampling, int size) {
    int[] positions = new int[200_000];
    resampling.draw(positions, size, new SplittableRandom(1));
    int blocks = 1;
    for (int i = 1; i < positions.length; i++) {
      assertThat(positions[i]).isBetween(0, size - 1);
      blocks += positions[i] == (positions[i - 1] + 1) % size ? 0 : 1;
    }
    return (double) positions.length / blocks;
  }

  @Test
  void blocksHaveTheirLength() {
    assertThat(meanRun(new Resampling(Resampling.Kind.STATIONARY, 12), 5_000))
        .isCloseTo(12, within(0.3));
    assertThat(meanRun(new Resampling(Resampling.Kind.CIRCULAR, 12), 5_000))
        .isCloseTo(12, within(0.1));
    assertThat(meanRun(Resampling.independent(), 5_000)).isCloseTo(1, within(0.01));
  }

  @Test
  void everyPositionIsEquallyLikely() {
    int[] counts = new int[10];
    int[] positions = new int[10];
    SplittableRandom random = new SplittableRandom(3);
    for (int draw = 0; draw < 20_000; draw++) {
      new Resampling(Resampling.Kind.STATIONARY, 4).draw(positions, 10, random);
      for (int position : positions) {
        counts[position]++;
      }
    }
    for (int count : counts) {
      assertThat(count).isBetween(19_200, 20_800);
    }
  }

  @Test
  void aShuffleKeepsEveryPosition() {
    int[] positions = new int[50];
    Resampling.shuffle(positions, new SplittableRandom(8));
    assertThat(positions).doesNotHaveDuplicates().hasSize(50);
    assertThat(positions).isNotEqualTo(java.util.stream.IntStream.range(0, 50).toArray());
  }

  /**
   * Of an autoregression of order one the best mean length is (2 rho / (1 - rho ^ 2)) ^ (2/3) n ^
   * (1/3), from the definition of the paper.
   */
  @Test
  void blockLengthOfAnAutoregression() {
    for (double rho : new double[] {0.3, 0.6, 0.8}) {
      double stationary = 0;
      double circular = 0;
      int runs = 30;
      for (int seed = 1; seed <= runs; seed++) {
        BlockLength length =
            BlockLength.of(Luck.autoregressive(new SplittableRandom(seed), 4_000, rho));
        stationary += length.stationary() / runs;
        circular += length.circular() / runs;
      }
      double expected = Math.pow(2 * rho / (1 - rho * rho), 2 / 3.0) * Math.cbrt(4_000);
      assertThat(stationary).as("rho " + rho).isCloseTo(expected, within(0.15 * expected));
      assertThat(circular / stationary).isCloseTo(Math.cbrt(1.5), within(1e-9));
    }
  }

  @Test
  void noiseNeedsShortBlocks() {
    double sum = 0;
    for (int seed = 1; seed <= 30; seed++) {
      sum += BlockLength.of(Luck.returns(new SplittableRandom(seed), 2_000, 0, 1)).stationary();
    }
    assertThat(sum / 30).isLessThan(4);
    assertThat(BlockLength.of(new double[100]).stationary()).isEqualTo(1);
    assertThat(BlockLength.of(new double[3]).stationary()).isEqualTo(1);
  }
}
