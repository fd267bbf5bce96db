package io.cryptoscalp.models.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.models.training.BinaryMetrics;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Is the second judge the optimum of its loss, and does it see what a linear model can see? */
class LinearJudgeTest {
  private static int[] range(int from, int to) {
    int[] range = new int[to - from];
    Arrays.setAll(range, i -> from + i);
    return range;
  }

  private static double auc(SelectionData data, int[] columns, int cut) {
    LinearJudge judge = new LinearJudge(data, columns, range(0, cut));
    int[] test = range(cut, data.rows());
    return BinaryMetrics.of(judge.forecasts(test), data.labels(test), 0.5).auc();
  }

  @Test
  void theGradientAtItsWeightsIsZero() {
    SelectionData data = Planted.data(2_000, 3, 40, 0.7, 3);
    int[] columns = data.allColumns();
    double[] weights = new LinearJudge(data, columns, data.allRows()).weights();
    double[][] inputs = standardised(data, columns);
    for (int c = 0; c <= columns.length; c++) {
      double slope = c < columns.length ? 1e-3 * weights[c] : 0;
      for (int r = 0; r < data.rows(); r++) {
        double odds = weights[columns.length];
        for (int k = 0; k < columns.length; k++) {
          odds += weights[k] * inputs[r][k];
        }
        double error = 1 / (1 + Math.exp(-odds)) - (data.up()[r] ? 1 : 0);
        slope += error * (c < columns.length ? inputs[r][c] : 1) / data.rows();
      }
      assertThat(slope).as("column %s", c).isCloseTo(0, within(1e-5));
    }
  }

  /** Computed anew: mean and deviation of what is there, clipped at 8, 0 where nothing is. */
  private static double[][] standardised(SelectionData data, int[] columns) {
    double[][] inputs = new double[data.rows()][columns.length];
    for (int c = 0; c < columns.length; c++) {
      float[] column = data.columns()[columns[c]];
      double count = 0;
      double sum = 0;
      double squares = 0;
      for (float value : column) {
        if (!Float.isNaN(value)) {
          count++;
          sum += value;
          squares += (double) value * value;
        }
      }
      double mean = sum / count;
      double deviation = Math.sqrt(squares / count - mean * mean);
      for (int r = 0; r < data.rows(); r++) {
        double z = Float.isNaN(column[r]) ? 0 : (column[r] - mean) / deviation;
        inputs[r][c] = Math.min(Math.max(z, -8), 8);
      }
    }
    return inputs;
  }

  @Test
  void findsLinearSignalsAmongNoise() {
    SelectionData data = Planted.data(3_000, 3, 20, 1.0, 1);
    int[] signals = {21, 22, 23};
    assertThat(data.names().get(21)).isEqualTo("signal0");
    assertThat(auc(data, signals, 2_000)).isGreaterThan(0.8);
    assertThat(auc(data, data.allColumns(), 2_000)).isGreaterThan(0.75);
    assertThat(auc(data, range(1, 21), 2_000)).isCloseTo(0.5, within(0.05));
  }

  @Test
  void doesNotSeeWhatOnlyATreeSees() {
    SelectionData data = Planted.data(3_000, 2, 2, 0.0, 4);
    boolean[] up = new boolean[data.rows()];
    Random random = new Random(5);
    for (int r = 0; r < up.length; r++) {
      boolean sameSign = data.columns()[3][r] > 0 == data.columns()[4][r] > 0;
      up[r] = sameSign == (random.nextInt(10) != 0);
    }
    Selection selection =
        new FeatureSelector(Planted.options(2), line -> {}).run(Planted.relabelled(data, up));
    assertThat(selection.chosen().accuracy()).isGreaterThan(0.8);
    assertThat(selection.linearChosen().accuracy()).isLessThan(0.6);
    assertThat(selection.linearFull().features()).isEqualTo(4); // the copy is out
    assertThat(SelectionReport.html(selection)).contains("selected, linear", "full, linear");
  }

  @Test
  void aColumnThatNeverVariesOrIsNeverThereDoesNoHarm() {
    SelectionData data = Planted.data(1_000, 2, 3, 1.0, 6);
    Arrays.fill(data.columns()[1], 7);
    Arrays.fill(data.columns()[2], Float.NaN);
    LinearJudge judge = new LinearJudge(data, data.allColumns(), data.allRows());
    assertThat(judge.weights()[1]).isZero();
    assertThat(judge.weights()[2]).isZero();
    assertThat(judge.forecasts(data.allRows())).doesNotContain(Double.NaN);
  }
}
