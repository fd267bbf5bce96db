package io.cryptoscalp.models.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LogisticNewtonTest {
  private static final double L2 = 0.01;

  @Test
  void theGradientVanishesAtTheFit() {
    Random random = new Random(1);
    double[][] inputs = new double[2000][6];
    boolean[] up = new boolean[inputs.length];
    for (int r = 0; r < inputs.length; r++) {
      for (int i = 0; i < 6; i++) {
        inputs[r][i] = random.nextGaussian() + (i > 0 ? inputs[r][i - 1] : 0); // correlated
      }
      up[r] = random.nextDouble() < 1 / (1 + Math.exp(-inputs[r][0] + 0.3 * inputs[r][5]));
    }
    double[] fit = new LogisticNewton(inputs, up, L2, 2, 0.5).fit();
    double[] gradient = new double[7];
    for (int r = 0; r < inputs.length; r++) {
      double odds = fit[6];
      for (int i = 0; i < 6; i++) {
        odds += fit[i] * inputs[r][i];
      }
      double residual = (up[r] ? 2 : 0.5) * (1 / (1 + Math.exp(-odds)) - (up[r] ? 1 : 0));
      for (int i = 0; i < 6; i++) {
        gradient[i] += residual * inputs[r][i] / inputs.length;
      }
      gradient[6] += residual / inputs.length;
    }
    for (int i = 0; i < 6; i++) {
      assertThat(gradient[i] + L2 * fit[i]).isCloseTo(0, within(1e-6));
    }
    assertThat(gradient[6]).isCloseTo(0, within(1e-6));
  }

  @Test
  void anEmptySignalGivesTheLogOddsOfTheBaseRate() {
    double[][] inputs = new double[100][1];
    boolean[] up = new boolean[100];
    for (int r = 0; r < 100; r++) {
      inputs[r][0] = r % 2 == 0 ? 1 : -1;
      up[r] = r % 4 < 2 && r < 80;
    }
    double[] fit = new LogisticNewton(inputs, up, L2, 1, 1).fit();
    assertThat(fit[1]).isCloseTo(Math.log(0.4 / 0.6), within(1e-6));
    assertThat(fit[0]).isCloseTo(0, within(1e-9));
  }

  @Test
  void separableRowsConvergeBecauseOfThePenalty() {
    double[][] inputs = {{-2}, {-1}, {1}, {2}};
    double[] fit =
        new LogisticNewton(inputs, new boolean[] {false, false, true, true}, L2, 1, 1).fit();
    assertThat(fit[0]).isBetween(1.0, 20.0);
    assertThat(fit[1]).isCloseTo(0, within(1e-6));
  }

  @Test
  void aRowOfWeightTwoIsThatRowTwice() {
    Random random = new Random(3);
    double[][] inputs = new double[200][3];
    boolean[] up = new boolean[200];
    double[] weight = new double[200];
    for (int r = 0; r < 200; r++) {
      for (int i = 0; i < 3; i++) {
        inputs[r][i] = random.nextGaussian();
      }
      up[r] = random.nextDouble() < 1 / (1 + Math.exp(-inputs[r][0]));
      weight[r] = r % 3 == 0 ? 2 : 1;
    }
    double[][] copies = new double[267][];
    boolean[] labels = new boolean[267];
    int count = 0;
    for (int r = 0; r < 200; r++) {
      for (int copy = 0; copy < weight[r]; copy++) {
        copies[count] = inputs[r];
        labels[count++] = up[r];
      }
    }
    // the loss is a mean over rows: fewer rows of the same sum make the penalty weigh more
    double[] once = new LogisticNewton(inputs, up, L2 * 267 / 200, weight).fit();
    double[] twice = new LogisticNewton(copies, labels, L2, 1, 1).fit();
    for (int i = 0; i < 4; i++) {
      assertThat(once[i]).isCloseTo(twice[i], within(1e-6));
    }
  }
}
