package io.cryptoscalp.models.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClassificationMetricsTest {
  private static final int SIZE = 3000;
  private final Random random = new Random(5);
  private final double[] forecasts = new double[SIZE];
  private final boolean[] up = new boolean[SIZE];
  private final double[] base = new double[SIZE];
  private final double[] weight = new double[SIZE];
  private final long[] alone = new long[SIZE];

  ClassificationMetricsTest() {
    for (int i = 0; i < SIZE; i++) {
      forecasts[i] = Math.round(20 * (0.1 + 0.8 * random.nextDouble())) / 20.0; // with ties
      up[i] = random.nextDouble() < forecasts[i];
      base[i] = 0.5;
      weight[i] = 0.5 + random.nextDouble();
      alone[i] = i;
    }
  }

  private ClassificationMetrics metrics(double[] of, long[] cluster) {
    return ClassificationMetrics.of(of, base, up, weight, cluster);
  }

  @Test
  void clustersOfOneGiveTheErrorOfDeLong() {
    double mean = 0;
    double[] placement = new double[SIZE];
    double ups = 0;
    for (int i = 0; i < SIZE; i++) {
      ups += up[i] ? 1 : 0;
    }
    double downs = SIZE - ups;
    for (int i = 0; i < SIZE; i++) {
      for (int j = 0; j < SIZE; j++) {
        if (up[i] && !up[j]) {
          double won = forecasts[i] > forecasts[j] ? 1 : forecasts[i] == forecasts[j] ? 0.5 : 0;
          placement[i] += won / downs;
          placement[j] += won / ups;
          mean += won / (ups * downs);
        }
      }
    }
    double varianceUp = 0;
    double varianceDown = 0;
    for (int i = 0; i < SIZE; i++) {
      double off = (placement[i] - mean) * (placement[i] - mean);
      varianceUp += up[i] ? off / (ups - 1) : 0;
      varianceDown += up[i] ? 0 : off / (downs - 1);
    }
    ClassificationMetrics metrics = metrics(forecasts, alone);
    assertThat(metrics.basic().auc()).isCloseTo(mean, within(1e-9));
    // every cluster has one class only, so that the crossed term is nothing
    assertThat(metrics.aucError())
        .isCloseTo(Math.sqrt(varianceUp / ups + varianceDown / downs), within(1e-9));
  }

  @Test
  void copiesInOneClusterAddNothingThatIsKnown() {
    int copies = 4;
    double[] more = new double[copies * SIZE];
    boolean[] labels = new boolean[copies * SIZE];
    long[] cluster = new long[copies * SIZE];
    for (int i = 0; i < more.length; i++) {
      more[i] = forecasts[i / copies];
      labels[i] = up[i / copies];
      cluster[i] = i / copies;
    }
    double clustered = ClusteredError.ofAuc(more, labels, cluster);
    assertThat(clustered).isCloseTo(ClusteredError.ofAuc(forecasts, up, alone), within(1e-9));
    assertThat(ClusteredError.ofMean(more, cluster))
        .isCloseTo(ClusteredError.ofMean(forecasts, alone), within(1e-9));
  }

  @Test
  void thePartsOfTheBrierScoreAddUp() {
    // 0.15, 0.25 ... 0.85: one value a bin, so nothing remains
    double[] binned = new double[SIZE];
    for (int i = 0; i < SIZE; i++) {
      binned[i] = ((int) (forecasts[i] * 10) + 0.5) / 10;
    }
    Brier brier = metrics(binned, alone).brier();
    assertThat(brier.remainder()).isCloseTo(0, within(1e-9));
    assertThat(brier.score())
        .isCloseTo(brier.reliability() - brier.resolution() + brier.uncertainty(), within(1e-9));
    assertThat(brier.resolution()).isGreaterThan(0.01);
  }

  @Test
  void correlationIsOneForTheTruthAndMinusOneForItsOpposite() {
    double[] truth = new double[SIZE];
    double[] opposite = new double[SIZE];
    for (int i = 0; i < SIZE; i++) {
      truth[i] = up[i] ? 0.9 : 0.1;
      opposite[i] = 1 - truth[i];
    }
    assertThat(metrics(truth, alone).mcc()).isCloseTo(1, within(1e-9));
    assertThat(metrics(opposite, alone).mcc()).isCloseTo(-1, within(1e-9));
    assertThat(metrics(base, alone).mcc()).isEqualTo(0);
  }

  @Test
  void skillIsFoundWhereItIsAndNotWhereItIsNot() {
    assertThat(metrics(forecasts, alone).hasSkill()).isTrue();
    double[] noise = new double[SIZE];
    for (int i = 0; i < SIZE; i++) {
      noise[i] = 0.4 + 0.2 * random.nextDouble();
    }
    assertThat(metrics(noise, alone).hasSkill()).isFalse();
    // the same skill seen in one long stretch of time proves little
    long[] few = new long[SIZE];
    Arrays.setAll(few, i -> i / (SIZE / 2));
    assertThat(metrics(forecasts, few).clusters()).isEqualTo(2);
  }

  @Test
  void theCalibrationCurveOfTrueProbabilitiesIsTheDiagonal() {
    ClassificationMetrics metrics = metrics(forecasts, alone);
    int examples = 0;
    for (ClassificationMetrics.CalibrationBin bin : metrics.calibration()) {
      assertThat(bin.frequency()).isCloseTo(bin.forecast(), within(0.1));
      examples += bin.examples();
    }
    assertThat(examples).isEqualTo(SIZE);
    assertThat(metrics.thresholds().get(2).threshold()).isEqualTo(0.5);
    assertThat(metrics.thresholds().get(2).precision()).isGreaterThan(0.6);
  }
}
