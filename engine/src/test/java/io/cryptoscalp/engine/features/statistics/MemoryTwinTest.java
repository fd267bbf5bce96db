package io.cryptoscalp.engine.features.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.features.graph.BarFamilyContract;
import io.cryptoscalp.engine.features.graph.BarOracle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/**
 * Do memory, reversion and spectrum equal their definitions over the raw bars, and do they tell
 * apart the processes that they are meant for?
 */
class MemoryTwinTest {
  @Test
  void equalsOnRecordedCandles() {
    compare(BarOracle.recorded(new StatisticsFamily()));
  }

  @Test
  void equalsOnASeededMarket() {
    compare(BarOracle.seeded(new StatisticsFamily()));
  }

  private static void compare(BarOracle bars) {
    same(bars, "autocorr_60", 60, r -> Naive.autocorrelation(r, 1));
    same(bars, "autocorr_lag2_60", 60, r -> Naive.autocorrelation(r, 2));
    same(bars, "autocorr_lag5_60", 60, r -> Naive.autocorrelation(r, 5));
    same(bars, "autocorr_120", 120, r -> Naive.autocorrelation(r, 1));
    same(
        bars,
        "autocorr_abs_60",
        60,
        r -> Naive.autocorrelation(Arrays.stream(r).map(Math::abs).toArray(), 1));
    same(bars, "hurst_64", 64, MemoryTwinTest::hurst);
    same(bars, "hurst_128", 128, MemoryTwinTest::hurst);
    same(bars, "variance_ratio_2_60", 60, r -> varianceRatio(r, 2));
    same(bars, "variance_ratio_5_60", 60, r -> varianceRatio(r, 5));
    same(bars, "variance_ratio_10_120", 120, r -> varianceRatio(r, 10));
    reversion(bars);
    spectrum(bars);
  }

  private static void same(BarOracle bars, String id, int n, ToDoubleFunction<double[]> ofReturns) {
    bars.same(id, n, i -> ofReturns.applyAsDouble(Naive.returns(bars, i, n)));
  }

  private static double hurst(double[] r) {
    List<double[]> points = new ArrayList<>();
    for (int length = 8; length <= r.length; length *= 2) {
      double sum = 0;
      int pieces = 0;
      for (int from = 0; from < r.length; from += length) {
        double value = Naive.rescaledRange(Arrays.copyOfRange(r, from, from + length));
        if (!Double.isNaN(value)) {
          sum += value;
          pieces++;
        }
      }
      points.add(new double[] {Math.log(length), Math.log(sum / pieces)});
    }
    return Naive.slope(
        points.stream().mapToDouble(p -> p[0]).toArray(),
        points.stream().mapToDouble(p -> p[1]).toArray());
  }

  private static double varianceRatio(double[] r, int q) {
    int n = r.length;
    double mean = Naive.mean(r);
    double many = 0;
    for (int k = q; k <= n; k++) {
      many += Math.pow(Arrays.stream(r, k - q, k).sum() - q * mean, 2);
    }
    double m = q * (n - q + 1.0) * (1 - (double) q / n);
    return many / m / (Naive.moment(r, 2) * n / (n - 1));
  }

  private static void reversion(BarOracle bars) {
    for (int n : new int[] {30, 60}) {
      ToDoubleFunction<Integer> slope =
          i ->
              Naive.slope(
                  Arrays.copyOfRange(bars.close, i - n, i),
                  Arrays.copyOfRange(bars.close, i - n + 1, i + 1));
      bars.same("ar1_" + n, n, i -> slope.applyAsDouble(i));
      // ln amplifies rounding where the slope is near 1.
      bars.same(
          "half_life_" + n,
          n,
          1e-7,
          i -> {
            double b = slope.applyAsDouble(i);
            double life = b <= 0 ? 0 : b >= 1 ? 10 * n : Math.log(0.5) / Math.log(b);
            return Math.min(10 * n, life);
          });
    }
  }

  private static void spectrum(BarOracle bars) {
    double[][] powers = new double[bars.size()][33];
    for (int i = 64; i < bars.size(); i++) {
      double[] r = Naive.returns(bars, i, 64);
      double total = 0;
      for (int k = 1; k <= 32; k++) {
        powers[i][k] = Naive.power(r, k) / (k == 32 ? 2 : 1);
        total += powers[i][k];
      }
      for (int k = 1; k <= 32; k++) {
        powers[i][k] /= total;
      }
    }
    band(bars, powers, "spectral_2_4", 16, 32);
    band(bars, powers, "spectral_4_8", 8, 15);
    band(bars, powers, "spectral_8_16", 4, 7);
    band(bars, powers, "spectral_16_32", 2, 3);
    band(bars, powers, "spectral_64", 1, 1);
    bars.same(
        "spectral_entropy_64",
        64,
        i ->
            -Arrays.stream(powers[i], 1, 33).map(p -> p > 0 ? p * Math.log(p) : 0).sum()
                / Math.log(32));
  }

  private static void band(BarOracle bars, double[][] powers, String id, int from, int to) {
    bars.same(id, 64, i -> Arrays.stream(powers[i], from, to + 1).sum());
  }

  /** Closes of an autoregressive price around 30,000. */
  private static BarOracle process(double memory) {
    Random random = new Random(5);
    List<Bar> bars = new ArrayList<>(BarFamilyContract.market(1, 4000, 30_000, 1, 1));
    double distance = 0;
    for (int i = 0; i < bars.size(); i++) {
      distance = memory * distance + random.nextGaussian() * 20;
      Bar old = bars.get(i);
      long price = BarOracle.price(30_000 + distance);
      bars.set(
          i,
          new Bar(
              old.instrument(),
              old.spec(),
              old.openTimeNs(),
              old.closeTimeNs(),
              price,
              price,
              price,
              price,
              1,
              30_000,
              0.5,
              1,
              i));
    }
    return new BarOracle(new StatisticsFamily(), bars);
  }

  private static double mean(BarOracle bars, String id) {
    return Arrays.stream(bars.values(id)).filter(x -> !Double.isNaN(x)).average().orElseThrow();
  }

  @Test
  void aWalkAndAPriceThatRevertsAreToldApart() {
    BarOracle walk = process(1);
    BarOracle reverting = process(0.5);
    // Small samples bias the walk's estimates: rescaled ranges up (Anis and Lloyd 1976).
    assertThat(mean(walk, "hurst_128")).isBetween(0.5, 0.7);
    assertThat(mean(reverting, "hurst_128")).isLessThan(mean(walk, "hurst_128") - 0.1);
    assertThat(mean(walk, "variance_ratio_2_60")).isCloseTo(1, within(0.05));
    assertThat(mean(reverting, "variance_ratio_2_60")).isCloseTo(0.75, within(0.05));
    assertThat(mean(reverting, "autocorr_60")).isCloseTo(-0.25, within(0.05));
    assertThat(mean(reverting, "ar1_60")).isCloseTo(0.5, within(0.1));
    assertThat(mean(reverting, "half_life_60")).isCloseTo(1, within(0.3));
    assertThat(mean(walk, "half_life_60")).isGreaterThan(5);
    assertThat(mean(reverting, "spectral_2_4")).isGreaterThan(mean(walk, "spectral_2_4") + 0.1);
  }
}
