package io.cryptoscalp.engine.regime.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.tictactec.ta.lib.Core;
import com.tictactec.ta.lib.MInteger;
import com.tictactec.ta.lib.RetCode;
import io.cryptoscalp.engine.testing.Properties;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Are the measures those of the published formulas? */
class TrendMeasuresTest {
  @Test
  void directionalIndexEqualsTaLib() {
    Properties.forSeeds(
        4,
        (random, seed) -> {
          int n = 400;
          int length = 2 + 7 * seed;
          double[] close = Properties.walk(random, n, 100, 0.01);
          double[] high = new double[n];
          double[] low = new double[n];
          for (int i = 0; i < n; i++) {
            high[i] = close[i] * (1 + 0.005 * random.nextDouble());
            low[i] = close[i] * (1 - 0.005 * random.nextDouble());
          }
          double[] adx = new double[n];
          MInteger begin = new MInteger();
          Core library = new Core();
          RetCode code =
              library.adx(0, n - 1, high, low, close, length, begin, new MInteger(), adx);
          assertThat(code).isEqualTo(RetCode.Success);
          double[] plus = new double[n];
          double[] minus = new double[n];
          MInteger from = new MInteger();
          library.plusDI(0, n - 1, high, low, close, length, from, new MInteger(), plus);
          library.minusDI(0, n - 1, high, low, close, length, from, new MInteger(), minus);
          DirectionalIndex index = new DirectionalIndex(length);
          for (int i = 0; i < n; i++) {
            index.update(high[i], low[i], close[i]);
            if (i < begin.value) {
              assertThat(index.value()).isNaN();
            } else {
              assertThat(index.value()).isCloseTo(adx[i - begin.value], within(1e-9));
            }
            if (i >= from.value) {
              double balance = plus[i - from.value] - minus[i - from.value];
              assertThat(index.balance()).isCloseTo(balance, within(1e-9));
            }
          }
        });
  }

  /**
   * The Python package arch 8.0.0 on the same series: {@code VarianceRatio(x, lags=q, trend='c',
   * debiased=True, robust=True, overlap=True)}.
   */
  @ParameterizedTest
  @CsvSource({
    "21, 256, 8, 0.0, 0.9668396676192954, -0.181491007622969",
    "22, 500, 4, 0.2, 1.4615253238548258, 5.23915049629341",
    "23, 300, 16, -0.3, 0.7550630231408685, -0.9168791653281926",
  })
  void varianceRatioEqualsAnotherLibrary(
      long seed, int n, int steps, double memory, double ratio, double statistic) {
    Random random = new Random(seed);
    double[] returns = new double[n];
    double last = 0;
    for (int i = 0; i < n; i++) {
      last = memory * last + (1 + (i % 7) / 3.0) * random.nextGaussian() + 0.05;
      returns[i] = last;
    }
    VarianceRatio measure = new VarianceRatio();
    measure.compute(returns, n, steps);
    assertThat(measure.ratio()).isCloseTo(ratio, within(1e-9));
    assertThat(measure.statistic()).isCloseTo(statistic, within(1e-9));
    measure.compute(new double[n], n, steps);
    assertThat(measure.ratio()).isNaN();
    assertThat(measure.statistic()).isNaN();
  }

  @Test
  void hurstEqualsAFitBoxByBox() {
    Properties.forSeeds(
        5,
        (random, seed) -> {
          int n = 64 << (seed % 3);
          double[] returns = new double[n];
          double mean = 0;
          for (int i = 0; i < n; i++) {
            returns[i] = random.nextGaussian() + (i > 0 ? 0.1 * seed * returns[i - 1] : 0);
            mean += returns[i] / n;
          }
          double[] profile = new double[n];
          for (int i = 0; i < n; i++) {
            returns[i] -= mean;
            profile[i] = returns[i] + (i > 0 ? profile[i - 1] : 0);
          }
          int sizes = Integer.numberOfTrailingZeros(n) - 4;
          double[] x = new double[sizes];
          double[] y = new double[sizes];
          for (int k = 0; k < sizes; k++) {
            int size = 8 << k;
            double rest = 0;
            for (int i = 0; i < n; i++) {
              int from = i / size * size;
              double[] line = line(profile, from, size);
              rest += Math.pow(profile[i] - line[0] - line[1] * (i - from), 2) / n;
            }
            x[k] = Math.log(size);
            y[k] = Math.log(Math.sqrt(rest));
          }
          double slope = (y[sizes - 1] - y[0]) / (x[sizes - 1] - x[0]);
          if (sizes > 2) {
            double above = 0;
            double below = 0;
            double middle = (x[0] + x[sizes - 1]) / 2;
            for (int k = 0; k < sizes; k++) {
              above += (x[k] - middle) * y[k];
              below += (x[k] - middle) * (x[k] - middle);
            }
            slope = above / below;
          }
          assertThat(new Fluctuation(n).hurst(returns)).isCloseTo(slope, within(1e-9));
        });
  }

  /** Intercept and slope by the normal equations. */
  private static double[] line(double[] values, int from, int size) {
    double sumT = 0;
    double sumY = 0;
    double sumTt = 0;
    double sumTy = 0;
    for (int t = 0; t < size; t++) {
      double y = values[from + t];
      sumT += t;
      sumY += y;
      sumTt += (double) t * t;
      sumTy += t * y;
    }
    double slope = (size * sumTy - sumT * sumY) / (size * sumTt - sumT * sumT);
    return new double[] {(sumY - slope * sumT) / size, slope};
  }

  @Test
  void hurstOfARandomWalkIsAHalf() {
    Random random = new Random(3);
    double sum = 0;
    for (int run = 0; run < 200; run++) {
      double[] returns = new double[1024];
      for (int i = 0; i < returns.length; i++) {
        returns[i] = random.nextGaussian();
      }
      sum += new Fluctuation(1024).hurst(returns) / 200;
    }
    assertThat(sum).isBetween(0.48, 0.55);
    assertThat(new Fluctuation(64).hurst(new double[64])).isNaN();
  }
}
