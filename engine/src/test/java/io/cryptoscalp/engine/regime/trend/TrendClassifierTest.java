package io.cryptoscalp.engine.regime.trend;

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

/** Is a drift called a trend and a random walk not? */
class TrendClassifierTest {
  private static final TrendOptions STANDARD = TrendOptions.minuteBars();

  private static double[] prices(Random random, int length, double drift, double memory) {
    double[] prices = new double[length];
    double log = Math.log(100);
    double last = 0;
    for (int i = 0; i < length; i++) {
      last = memory * last + 0.001 * (random.nextGaussian() + drift);
      log += last;
      prices[i] = Math.exp(log);
    }
    return prices;
  }

  private static boolean bar(TrendClassifier classifier, double[] prices, int i) {
    double open = prices[Math.max(0, i - 1)];
    return classifier.update(Math.max(open, prices[i]), Math.min(open, prices[i]), prices[i]);
  }

  /** Part of the bars in each trend: none, up, down. */
  private static double[] shares(double drift, double memory) {
    double[] shares = new double[3];
    for (int seed = 1; seed <= 10; seed++) {
      double[] prices = prices(new Random(seed), 2000, drift, memory);
      TrendClassifier classifier = new TrendClassifier(STANDARD);
      for (int i = 0; i < prices.length; i++) {
        bar(classifier, prices, i);
        if (i >= 500) {
          shares[classifier.trend().code()] += 1 / 15_000.0;
        }
      }
    }
    return shares;
  }

  @Test
  void aDriftIsATrendAndARandomWalkIsNot() {
    assertThat(shares(0, 0)[TrendDirection.NONE.code()]).isGreaterThan(0.9);
    double[] up = shares(0.25, 0.1);
    assertThat(up[TrendDirection.UP.code()]).isGreaterThan(0.7);
    assertThat(up[TrendDirection.DOWN.code()]).isLessThan(0.001);
    double[] down = shares(-0.25, 0.1);
    assertThat(down[TrendDirection.DOWN.code()]).isGreaterThan(0.7);
    assertThat(down[TrendDirection.UP.code()]).isLessThan(0.001);
    assertThat(shares(0, -0.3)[TrendDirection.NONE.code()]).isGreaterThan(0.96);
  }

  @Test
  void slopeEqualsALeastSquaresFit() {
    Properties.forSeeds(
        3,
        (random, seed) -> {
          double[] prices = prices(random, 400, 0.05, 0);
          TrendClassifier classifier = new TrendClassifier(new TrendOptions(64, 1, 5, 2, 0.5, 0.3));
          for (int i = 0; i < prices.length; i++) {
            bar(classifier, prices, i);
            if (i < 64) {
              assertThat(classifier.slopeStatistic()).isNaN();
              assertThat(classifier.strength()).isZero();
              continue;
            }
            double meanY = 0;
            for (int t = 0; t <= 64; t++) {
              meanY += Math.log(prices[i - 64 + t]) / 65;
            }
            double together = 0;
            double times = 0;
            for (int t = 0; t <= 64; t++) {
              together += (t - 32) * (Math.log(prices[i - 64 + t]) - meanY);
              times += (t - 32) * (t - 32);
            }
            double slope = together / times;
            double rest = 0;
            for (int t = 0; t <= 64; t++) {
              rest += Math.pow(Math.log(prices[i - 64 + t]) - meanY - slope * (t - 32), 2);
            }
            double statistic = slope / Math.sqrt(rest / 63 / times);
            assertThat(classifier.slopeStatistic()).isCloseTo(statistic, within(1e-6));
            assertThat(classifier.strength()).isBetween(0.0, 1.0);
          }
        });
  }

  @Test
  void measuresAreOfTheLastReturns() {
    double[] prices = prices(new Random(9), 700, 0.1, 0.3);
    TrendClassifier classifier = new TrendClassifier(new TrendOptions(128, 1, 5, 4, 0.5, 0.3));
    for (int i = 0; i < prices.length; i++) {
      bar(classifier, prices, i);
    }
    double[] returns = new double[128];
    for (int i = 0; i < 128; i++) {
      int at = prices.length - 128 + i;
      returns[i] = Math.log(prices[at]) - Math.log(prices[at - 1]);
    }
    VarianceRatio ratio = new VarianceRatio();
    ratio.compute(returns, 128, 4);
    assertThat(classifier.varianceRatio()).isCloseTo(ratio.ratio(), within(1e-9));
    assertThat(classifier.ratioStatistic()).isCloseTo(ratio.statistic(), within(1e-9));
    assertThat(classifier.hurst()).isCloseTo(new Fluctuation(128).hurst(returns), within(1e-9));
  }

  @Test
  void straightLinesAndStandstillAreDefined() {
    TrendClassifier still = new TrendClassifier(STANDARD);
    TrendClassifier line = new TrendClassifier(STANDARD);
    for (int i = 0; i < 1000; i++) {
      assertThat(still.update(100, 100, 100)).isFalse();
      double price = 100 * Math.exp(i * 0.001);
      line.update(price, price, price);
    }
    assertThat(still.strength()).isZero();
    assertThat(still.slopeStatistic()).isNaN();
    assertThat(line.trend()).isEqualTo(TrendDirection.UP);
    assertThat(line.direction().sign()).isEqualTo(1);
    byte[] before = state(line);
    assertThat(line.update(Double.NaN, 1, 1)).isFalse();
    assertThat(line.update(1, 1, 0)).isFalse();
    assertThat(line.update(1, 2, 1)).isFalse();
    assertThat(state(line)).isEqualTo(before);
  }

  private static byte[] state(TrendClassifier classifier) {
    StateWriter out = new StateWriter();
    classifier.write(out);
    return out.toByteArray();
  }

  @Test
  void aRestoredClassifierGoesOnTheSameAndLeavesNoGarbage() {
    double[] prices = prices(new Random(4), 8_000, 0.05, 0.1);
    for (int at : new int[] {0, 100, 257, 4_003}) {
      TrendClassifier classifier = new TrendClassifier(STANDARD);
      for (int i = 0; i < at; i++) {
        bar(classifier, prices, i);
      }
      TrendClassifier restored = new TrendClassifier(STANDARD);
      StateReader in = new StateReader(state(classifier));
      restored.read(in);
      assertThat(in.remaining()).isZero();
      for (int i = at; i < at + 600; i++) {
        assertThat(bar(restored, prices, i)).isEqualTo(bar(classifier, prices, i));
      }
      assertThat(state(restored)).isEqualTo(state(classifier));
    }
    TrendClassifier classifier = new TrendClassifier(STANDARD);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int i = 0; i < 4_000; i++) {
      bar(classifier, prices, i);
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 4_000; i < 8_000; i++) {
      bar(classifier, prices, i);
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(20_000);
    assertThatThrownBy(
            () ->
                new TrendClassifier(new TrendOptions(128, 5, 28, 8, 0.5, 0.3))
                    .read(new StateReader(state(classifier))))
        .hasMessageStartingWith("STATE_MISMATCH");
  }

  @Test
  void refusesOptionsOutOfRange() {
    assertThatThrownBy(() -> new TrendOptions(100, 5, 14, 8, 0.5, 0.3))
        .hasMessageStartingWith("TREND_OPTION_INVALID: option=window");
    assertThatThrownBy(() -> new TrendOptions(64, 5, 14, 9, 0.5, 0.3))
        .hasMessageStartingWith("TREND_OPTION_INVALID: option=ratioSteps");
    assertThatThrownBy(() -> new TrendOptions(64, 5, 14, 8, 0.5, 0.6))
        .hasMessageStartingWith("TREND_OPTION_INVALID: option=exit");
    for (TrendDirection direction : TrendDirection.values()) {
      assertThat(TrendDirection.ofCode(direction.code())).isEqualTo(direction);
    }
    assertThatThrownBy(() -> TrendDirection.ofCode(3))
        .hasMessageStartingWith("TREND_DIRECTION_UNKNOWN");
  }
}
