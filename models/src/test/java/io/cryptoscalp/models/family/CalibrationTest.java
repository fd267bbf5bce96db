package io.cryptoscalp.models.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  private static final int COUNT = 20_000;

  @Test
  void findsTheSlopeAndOffsetThatMadeTheLabels() {
    Calibration fit = fitted(0.4, -0.7);
    assertThat(fit.slope()).isCloseTo(0.4, within(0.03));
    assertThat(fit.offset()).isCloseTo(-0.7, within(0.05));
  }

  @Test
  void answersThatRankBackwardsAreLeftAsTheyAre() {
    assertThat(fitted(-0.4, 0)).isEqualTo(Calibration.NONE);
  }

  @Test
  void oneLabelLeavesAnswersAsTheyAre() {
    assertThat(
            Calibration.fit(new double[] {1, 2}, new boolean[] {true, true}, new double[] {1, 1}))
        .isEqualTo(Calibration.NONE);
  }

  @Test
  void separableExamplesStayFinite() {
    double[] logOdds = {-3, -2, 2, 3};
    boolean[] up = {false, false, true, true};
    Calibration fit = Calibration.fit(logOdds, up, new double[] {1, 1, 1, 1});
    assertThat(fit.slope()).isPositive().isFinite();
    // Platt's targets of two against two are 0.75 and 0.25
    assertThat(fit.probability(2.5)).isCloseTo(0.75, within(0.01));
  }

  private static Calibration fitted(double slope, double offset) {
    Random random = new Random(7);
    double[] logOdds = new double[COUNT];
    boolean[] up = new boolean[COUNT];
    double[] weight = new double[COUNT];
    Arrays.fill(weight, 1);
    for (int i = 0; i < COUNT; i++) {
      logOdds[i] = 3 * random.nextGaussian();
      up[i] = random.nextDouble() < 1 / (1 + Math.exp(-(slope * logOdds[i] + offset)));
    }
    return Calibration.fit(logOdds, up, weight);
  }
}
