package io.cryptoscalp.bench.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.models.onnx.LogisticModel;
import io.cryptoscalp.models.onnx.LogisticOnnx;
import io.cryptoscalp.models.scoring.OnnxModel;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Would the comparison of two providers see a difference? */
class ProviderSweepTest {
  private static OnnxModel logistic(double bias) {
    return OnnxModel.load(
        LogisticOnnx.write(
            new LogisticModel(
                "v1",
                List.of("a", "b"),
                1,
                new double[2],
                new double[] {1, 1},
                8,
                new double[] {0.7, -0.3},
                bias)));
  }

  @Test
  void allRowsAreAnsweredWhateverTheBatch() {
    float[][] rows = ProviderSweep.vectors(50, 2, 3);
    try (OnnxModel model = logistic(0.1)) {
      double[] alone = model.score(rows);
      for (int batch : new int[] {1, 7, 50, 64}) {
        assertThat(ProviderSweep.answers(model, rows, batch)).isEqualTo(alone);
      }
    }
  }

  @Test
  void aSmallDifferenceAndNoNumberAreSeen() {
    float[][] rows = ProviderSweep.vectors(50, 2, 3);
    try (OnnxModel one = logistic(0.1);
        OnnxModel other = logistic(0.1001)) {
      double worst =
          ProviderSweep.worst(
              ProviderSweep.answers(one, rows, 8), ProviderSweep.answers(other, rows, 8));
      assertThat(worst).isBetween(1e-5, 1e-4);
    }
    double[] none = {0.5, Double.NaN, 0.5};
    assertThat(ProviderSweep.worst(new double[] {0.5, 0.5, 0.5}, none)).isNaN();
  }

  @Test
  void everySizeIsMeasuredAtLeastOnce() {
    try (OnnxModel model = logistic(0.1)) {
      ProviderSweep.Point point =
          ProviderSweep.measure(model, ProviderSweep.vectors(4, 2, 3), 16, 0);
      assertThat(point.rows()).isEqualTo(16);
      assertThat(point.calls()).isOne();
      assertThat(point.vectorsPerSecond()).isPositive();
    }
  }
}
