package io.cryptoscalp.engine.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Is choosing by luck told from choosing by skill? */
class BacktestOverfittingTest {
  @Test
  void luckEndsAnywhere() {
    double sum = 0;
    int runs = 40;
    for (int seed = 1; seed <= runs; seed++) {
      double[][] trials = Luck.trials(new SplittableRandom(seed), 40, 500);
      sum += BacktestOverfitting.of(trials, 10).probability();
    }
    assertThat(sum / runs).isCloseTo(0.5, within(0.08));
  }

  @Test
  void skillStaysOnTop() {
    for (int seed = 1; seed <= 10; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      double[][] trials = Luck.trials(random, 40, 1000);
      trials[17] = Luck.returns(random, 1000, 0.002, 0.01);
      BacktestOverfitting result = BacktestOverfitting.of(trials, 16);
      assertThat(result.logits()).hasSize(12_870);
      assertThat(result.probability()).as("seed " + seed).isLessThan(0.1);
      assertThat(result.lossProbability()).isLessThan(0.1);
      assertThat(result.medianLogit()).isGreaterThan(2);
    }
  }

  /** By hand: 2 blocks of 2, the best of each half is the worst of the other. */
  @Test
  void countsByHand() {
    double[][] trials = {{2, 1, -2, -1}, {-2, -1, 2, 1}};
    BacktestOverfitting result = BacktestOverfitting.of(trials, 2);
    assertThat(result.probability()).isEqualTo(1);
    assertThat(result.lossProbability()).isEqualTo(1);
    assertThat(result.logits()[0]).isCloseTo(Math.log(0.5), within(1e-12));
    assertThat(result.logits()[1]).isCloseTo(Math.log(0.5), within(1e-12));
    assertThat(result.inSample()[0]).isCloseTo(1.5 / Math.sqrt(0.5), within(1e-12));
  }

  @Test
  void refusesWhatCannotBeHalved() {
    double[][] trials = new double[3][40];
    assertThatThrownBy(() -> BacktestOverfitting.of(trials, 7))
        .hasMessageContaining("OVERFITTING_INVALID");
    assertThatThrownBy(() -> BacktestOverfitting.of(new double[1][40], 4))
        .hasMessageContaining("OVERFITTING_INVALID");
  }
}
