package io.cryptoscalp.engine.regime.correlation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import io.cryptoscalp.engine.testing.Properties;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Are the correlations those of the window's returns, with returns missing or not? */
class CorrelationDetectorTest {
  /**
   * Returns of one common factor.
   *
   * @param common the factor's part of every deviation, 0 to 1
   * @param missing part of the returns that are missing
   */
  private static double[][] market(
      Random random, int bars, int instruments, double common, double missing) {
    double[][] returns = new double[bars][instruments];
    for (double[] row : returns) {
      double factor = random.nextGaussian();
      for (int i = 0; i < instruments; i++) {
        double own = Math.sqrt(1 - common * common) * random.nextGaussian();
        row[i] = 0.001 * (i + 1) * (common * factor + own);
        if (random.nextDouble() < missing) {
          row[i] = Double.NaN;
        }
      }
    }
    return returns;
  }

  private static double naive(double[][] rows, int to, int window, int fewest, int i, int j) {
    int n = 0;
    double meanX = 0;
    double meanY = 0;
    int from = Math.max(0, to - window + 1);
    for (int t = from; t <= to; t++) {
      if (!Double.isNaN(rows[t][i]) && !Double.isNaN(rows[t][j])) {
        n++;
        meanX += rows[t][i];
        meanY += rows[t][j];
      }
    }
    if (n < fewest) {
      return Double.NaN;
    }
    meanX /= n;
    meanY /= n;
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int t = from; t <= to; t++) {
      if (!Double.isNaN(rows[t][i]) && !Double.isNaN(rows[t][j])) {
        xy += (rows[t][i] - meanX) * (rows[t][j] - meanY);
        xx += (rows[t][i] - meanX) * (rows[t][i] - meanX);
        yy += (rows[t][j] - meanY) * (rows[t][j] - meanY);
      }
    }
    return xy / Math.sqrt(xx * yy);
  }

  @Test
  void correlationsEqualAPassOverTheWindow() {
    Properties.forSeeds(
        4,
        (random, seed) -> {
          int instruments = 3 + seed;
          double[][] rows = market(random, 200, instruments, 0.2 * seed, 0.1 * (seed - 1));
          CorrelationDetector detector =
              new CorrelationDetector(new CorrelationOptions(instruments, 40, 12));
          for (int t = 0; t < rows.length; t++) {
            detector.update(rows[t]);
            double sum = 0;
            int pairs = 0;
            for (int i = 0; i < instruments; i++) {
              for (int j = 0; j < i; j++) {
                double expected = naive(rows, t, 40, 12, i, j);
                assertThat(detector.correlation(i, j)).isCloseTo(expected, within(1e-9));
                if (!Double.isNaN(expected)) {
                  sum += expected;
                  pairs++;
                }
              }
            }
            assertThat(detector.pairs()).isEqualTo(pairs);
            if (pairs == 0) {
              assertThat(detector.average()).isNaN();
              assertThat(detector.firstShare()).isNaN();
            } else {
              assertThat(detector.average()).isCloseTo(sum / pairs, within(1e-9));
            }
          }
        });
  }

  /** Largest difference of the share from that of Jacobi rotations. */
  private static double worst(int instruments, double common, double missing) {
    CorrelationDetector detector =
        new CorrelationDetector(new CorrelationOptions(instruments, 60, 20));
    double[][] rows = market(new Random(instruments), 150, instruments, common, missing);
    double worst = 0;
    for (int t = 0; t < rows.length; t++) {
      detector.update(rows[t]);
      if (t < 60 || t % 5 != 0) {
        continue;
      }
      double[][] matrix = new double[instruments][instruments];
      for (int i = 0; i < instruments; i++) {
        for (int j = 0; j < instruments; j++) {
          double value = detector.correlation(i, j);
          matrix[i][j] = i == j ? 1 : Double.isNaN(value) ? 0 : value;
        }
      }
      double share = Jacobi.largest(matrix) / instruments;
      worst = Math.max(worst, Math.abs(detector.firstShare() - share));
      double squares = 0;
      for (int i = 0; i < instruments; i++) {
        squares += detector.weight(i) * detector.weight(i);
      }
      assertThat(squares).isCloseTo(1, within(1e-9));
    }
    return worst;
  }

  @Test
  void firstShareEqualsJacobiRotations() {
    assertThat(worst(2, 0.7, 0)).isLessThan(1e-9);
    assertThat(worst(8, 0.8, 0)).isLessThan(1e-9);
    assertThat(worst(24, 0.7, 0.2)).isLessThan(1e-9);
    assertThat(worst(64, 0.9, 0)).isLessThan(1e-9);
    // Without a factor the first eigenvalues lie close together.
    assertThat(worst(6, 0, 0)).isLessThan(2e-3);
    assertThat(worst(24, 0, 0)).isLessThan(2e-3);
  }

  @Test
  void contagionShows() {
    CorrelationDetector detector = new CorrelationDetector(new CorrelationOptions(10, 60, 30));
    Random random = new Random(1);
    for (double[] row : market(random, 100, 10, 0, 0)) {
      detector.update(row);
    }
    assertThat(detector.average()).isBetween(-0.06, 0.06);
    assertThat(detector.firstShare()).isLessThan(0.3);
    for (double[] row : market(random, 60, 10, 0.95, 0)) {
      detector.update(row);
    }
    assertThat(detector.average()).isBetween(0.85, 0.95);
    assertThat(detector.firstShare()).isBetween(0.85, 0.96);
    for (double[] row : market(random, 60, 10, 0, 0)) {
      detector.update(row);
    }
    assertThat(detector.firstShare()).isLessThan(0.3);
  }

  @Test
  void instrumentsThatStandStillOrAreMissingDoNotCount() {
    CorrelationDetector detector = new CorrelationDetector(new CorrelationOptions(4, 20, 10));
    Random random = new Random(2);
    for (int t = 0; t < 100; t++) {
      double x = random.nextGaussian();
      // The third moved once, long ago; the fourth is never there.
      detector.update(
          new double[] {x, -2 * x, t == 13 ? 1 / 3.0 : t < 13 ? 0.1 * x : 0, Double.NaN});
      if (t >= 40) {
        assertThat(detector.members()).isEqualTo(2);
        assertThat(detector.average()).isCloseTo(-1, within(1e-9));
        assertThat(detector.firstShare()).isCloseTo(1, within(1e-9));
        assertThat(detector.correlation(2, 0)).isNaN();
        assertThat(detector.weight(3)).isZero();
      }
    }
    detector.update(new double[] {Double.POSITIVE_INFINITY, 1e60, Double.NaN, Double.NaN});
    assertThat(detector.average()).isCloseTo(-1, within(1e-9));
    for (int t = 0; t < 20; t++) {
      detector.update(new double[] {Double.NaN, Double.NaN, Double.NaN, Double.NaN});
    }
    assertThat(detector.members()).isZero();
    assertThat(detector.average()).isNaN();
    assertThat(detector.firstShare()).isNaN();
    assertThatThrownBy(() -> detector.update(new double[3]))
        .hasMessageStartingWith("CORRELATION_ROW_INVALID");
  }

  private static byte[] state(CorrelationDetector detector) {
    StateWriter out = new StateWriter();
    detector.write(out);
    return out.toByteArray();
  }

  @Test
  void aRestoredDetectorGoesOnTheSameAndLeavesNoGarbage() {
    CorrelationOptions options = new CorrelationOptions(8, 30, 10);
    double[][] rows = market(new Random(3), 4_000, 8, 0.5, 0.1);
    for (int at : new int[] {0, 12, 30, 77}) {
      CorrelationDetector detector = new CorrelationDetector(options);
      for (int t = 0; t < at; t++) {
        detector.update(rows[t]);
      }
      CorrelationDetector restored = new CorrelationDetector(options);
      StateReader in = new StateReader(state(detector));
      restored.read(in);
      assertThat(in.remaining()).isZero();
      assertThat(Double.compare(restored.average(), detector.average())).isZero();
      for (int t = at; t < at + 200; t++) {
        detector.update(rows[t]);
        restored.update(rows[t]);
        assertThat(Double.compare(restored.firstShare(), detector.firstShare())).isZero();
      }
      assertThat(state(restored)).isEqualTo(state(detector));
    }
    CorrelationDetector detector = new CorrelationDetector(options);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int t = 0; t < 2_000; t++) {
      detector.update(rows[t]);
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int t = 2_000; t < 4_000; t++) {
      detector.update(rows[t]);
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(20_000);
    byte[] stored = state(detector);
    for (CorrelationOptions other :
        new CorrelationOptions[] {
          new CorrelationOptions(7, 30, 10), new CorrelationOptions(8, 29, 10)
        }) {
      assertThatThrownBy(() -> new CorrelationDetector(other).read(new StateReader(stored)))
          .hasMessageStartingWith("STATE_MISMATCH");
    }
  }

  @Test
  void refusesOptionsOutOfRange() {
    assertThatThrownBy(() -> CorrelationOptions.minuteBars(65))
        .hasMessageStartingWith("CORRELATION_OPTION_INVALID: option=instruments");
    assertThatThrownBy(() -> new CorrelationOptions(2, 30, 31))
        .hasMessageStartingWith("CORRELATION_OPTION_INVALID: option=fewest");
  }
}
