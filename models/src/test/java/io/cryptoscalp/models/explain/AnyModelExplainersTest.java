package io.cryptoscalp.models.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.models.ModelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AnyModelExplainersTest {
  private static final int BACKGROUND = 12;
  private static final RowAnswers LINE = AnyModelExplainersTest::line;
  private static final RowAnswers TANGLED = AnyModelExplainersTest::tangled;

  @Test
  void kernelShapEqualsShapleyValuesByTheirDefinition() {
    int width = 6;
    float[][] background = rows(BACKGROUND, width, 1);
    float[] row = rows(1, width, 2)[0];
    Explanation got = new KernelShap(TANGLED, background, names(width), 64, 3).explain("v", row);
    double[] exact = shapley(TANGLED, background, row);
    for (int c = 0; c < width; c++) {
      assertThat(got.contributions().get(c)).isCloseTo(exact[c], within(1e-9));
    }
    assertThat(got.logOdds()).isCloseTo(tangled(new float[][] {row})[0], within(1e-9));
  }

  @Test
  void kernelShapOfAnAdditiveModelIsItsTermsHoweverFewCoalitionsAreDrawn() {
    int width = 20;
    float[][] background = rows(BACKGROUND, width, 4);
    float[] row = rows(1, width, 5)[0];
    Explanation got = new KernelShap(LINE, background, names(width), 400, 6).explain("v", row);
    assertIsTheLine(got, background, row, 1e-6);
    assertThat(got.method()).isEqualTo(Explanation.Method.KERNEL_SHAP);
  }

  @Test
  void kernelShapByDrawingComesNearTheExactValuesAndRepeats() {
    int width = 14;
    float[][] background = rows(BACKGROUND, width, 7);
    float[] row = rows(1, width, 8)[0];
    List<String> names = names(width);
    Explanation exact = new KernelShap(TANGLED, background, names, 1 << width, 1).explain("v", row);
    Explanation drawn = new KernelShap(TANGLED, background, names, 2000, 1).explain("v", row);
    assertThat(new KernelShap(TANGLED, background, names, 2000, 1).explain("v", row))
        .isEqualTo(drawn);
    for (int c = 0; c < width; c++) {
      assertThat(drawn.contributions().get(c))
          .isCloseTo(exact.contributions().get(c), within(0.05));
    }
    assertThat(drawn.logOdds()).isCloseTo(exact.logOdds(), within(1e-9));
  }

  @Test
  void limeFindsTheSlopesOfALineAndAddsUp() {
    int width = 10;
    float[][] background = rows(200, width, 9);
    float[] row = rows(1, width, 10)[0];
    Explanation got = new Lime(LINE, background, names(width), 500, 11).explain("v", row);
    assertIsTheLine(got, background, row, 1e-3);
    assertThat(got.logOdds()).isCloseTo(line(new float[][] {row})[0], within(1e-9));
  }

  @Test
  void limeOfACurveIsItsSlopeNearTheRow() {
    RowAnswers curve =
        rows -> {
          double[] answers = new double[rows.length];
          for (int r = 0; r < rows.length; r++) {
            answers[r] = 10 * Math.tanh(rows[r][0]) + 0.01 * rows[r][1];
          }
          return answers;
        };
    float[][] background = rows(200, 2, 12);
    float[] steep = {0.2f, 0};
    float[] flat = {4, 0};
    Lime lime = new Lime(curve, background, names(2), 2000, 13);
    double atSteep = lime.explain("v", steep).contributions().get(0) / 0.2;
    double atFlat = lime.explain("v", flat).contributions().get(0) / 4;
    assertThat(atSteep).isGreaterThan(5 * Math.abs(atFlat));
  }

  @Test
  void whatCannotBeExplainedIsRefused() {
    assertThatThrownBy(() -> new KernelShap(LINE, new float[0][], names(3), 50, 1))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("EXPLANATION_INVALID: background=0 columns=3 budget=50");
  }

  private static void assertIsTheLine(
      Explanation got, float[][] background, float[] row, double tolerance) {
    for (int c = 0; c < row.length; c++) {
      double mean = 0;
      for (float[] other : background) {
        mean += other[c] / (double) background.length;
      }
      assertThat(got.contributions().get(c))
          .isCloseTo((c - 8) * (row[c] - mean), within(tolerance));
    }
  }

  private static double[] line(float[][] rows) {
    double[] answers = new double[rows.length];
    for (int r = 0; r < rows.length; r++) {
      answers[r] = 0.5;
      for (int c = 0; c < rows[r].length; c++) {
        answers[r] += (c - 8) * (double) rows[r][c];
      }
    }
    return answers;
  }

  private static double[] tangled(float[][] rows) {
    double[] answers = new double[rows.length];
    for (int r = 0; r < rows.length; r++) {
      float[] x = rows[r];
      answers[r] = Math.sin(x[0]) + x[1] * x[2] - Math.abs(x[3] + 0.5 * x[0]) + x[4] * x[4] / 3;
    }
    return answers;
  }

  /** Shapley values by their definition, over all subsets. */
  private static double[] shapley(RowAnswers model, float[][] background, float[] row) {
    int width = row.length;
    double[] values = new double[1 << width];
    for (int set = 0; set < values.length; set++) {
      for (float[] other : background) {
        float[] mixed = other.clone();
        for (int c = 0; c < width; c++) {
          mixed[c] = (set >> c & 1) != 0 ? row[c] : mixed[c];
        }
        values[set] += model.logOdds(new float[][] {mixed})[0] / background.length;
      }
    }
    double[] shares = new double[width];
    for (int c = 0; c < width; c++) {
      for (int set = 0; set < values.length; set++) {
        if ((set >> c & 1) == 0) {
          int size = Integer.bitCount(set);
          double weight = factorial(size) * factorial(width - size - 1) / factorial(width);
          shares[c] += weight * (values[set | (1 << c)] - values[set]);
        }
      }
    }
    return shares;
  }

  private static double factorial(int n) {
    double product = 1;
    for (int i = 2; i <= n; i++) {
      product *= i;
    }
    return product;
  }

  private static float[][] rows(int count, int width, long seed) {
    Random random = new Random(seed);
    float[][] rows = new float[count][width];
    for (float[] row : rows) {
      for (int c = 0; c < width; c++) {
        row[c] = (float) random.nextGaussian();
      }
    }
    return rows;
  }

  private static List<String> names(int width) {
    List<String> names = new ArrayList<>();
    for (int c = 0; c < width; c++) {
      names.add("f" + c);
    }
    return names;
  }
}
