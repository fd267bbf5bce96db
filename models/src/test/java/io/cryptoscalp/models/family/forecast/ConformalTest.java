package io.cryptoscalp.models.family.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.family.PlantedSequences;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Do the offsets restore coverage, however wrong the quantiles are? */
class ConformalTest {
  private static final double[] LEVELS = {0.05, 0.25, 0.75, 0.95};
  private static final double[] SCALES = {1e-3, 2e-3};

  @Test
  void intervalsMuchTooWideOrTooNarrowCoverTheirShareAfterwards() {
    Dataset all = PlantedSequences.of(3_000, 1, 9);
    Dataset fit = PlantedSequences.part(all, 0, 1_500);
    Dataset test = PlantedSequences.part(all, 1_500, 3_000);
    for (double factor : new double[] {0.01, 1, 40}) {
      Conformal conformal = Conformal.fit(quantiles(fit.size(), factor), fit, SCALES, LEVELS);
      double[][][] moved = quantiles(test.size(), factor);
      int[] inside = new int[2];
      for (int i = 0; i < moved.length; i++) {
        conformal.apply(moved[i][0], 0);
        double y = test.horizonReturn(i, 0) / SCALES[0];
        inside[0] += y >= moved[i][0][0] && y <= moved[i][0][3] ? 1 : 0;
        inside[1] += y >= moved[i][0][1] && y <= moved[i][0][2] ? 1 : 0;
        assertThat(moved[i][0]).isSorted();
      }
      assertThat(inside[0] / 1_500.0).isCloseTo(0.9, within(0.03));
      assertThat(inside[1] / 1_500.0).isCloseTo(0.5, within(0.06));
    }
  }

  /** Noisy quantiles that know nothing of the examples. */
  private static double[][][] quantiles(int examples, double factor) {
    Random random = new Random(2);
    double[][][] quantiles = new double[examples][2][];
    for (double[][] row : quantiles) {
      for (int h = 0; h < 2; h++) {
        double width = factor * (1 + 0.1 * random.nextDouble());
        row[h] = new double[] {-2 * width, -width, width, 2 * width};
      }
    }
    return quantiles;
  }

  @Test
  void theRankLeavesRoomForTheExampleToCome() {
    // nine returns: a 90 % interval needs the ceil(10 * 0.9) = 9th score, the largest
    Dataset few = PlantedSequences.part(PlantedSequences.of(50, 1, 9), 0, 9);
    double[][][] flat = new double[9][2][2];
    Conformal conformal = Conformal.fit(flat, few, SCALES, new double[] {0.05, 0.95});
    double largest = 0;
    for (int i = 0; i < 9; i++) {
      largest = Math.max(largest, Math.abs(few.horizonReturn(i, 0) / SCALES[0]));
    }
    assertThat(conformal.offsets()[0][1]).isEqualTo(largest);
    assertThat(conformal.offsets()[0][0]).isEqualTo(-largest);
  }
}
