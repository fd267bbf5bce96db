package io.cryptoscalp.engine.features.statistics;

import io.cryptoscalp.engine.features.graph.BarOracle;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Do moments, order statistics and paths equal their formulas over the raw bars? */
class StatisticsTwinTest {
  @Test
  void equalsOnRecordedCandles() {
    compare(BarOracle.recorded(new StatisticsFamily()));
  }

  @Test
  void equalsOnASeededMarket() {
    compare(BarOracle.seeded(new StatisticsFamily()));
  }

  private static void compare(BarOracle bars) {
    returns(bars);
    moments(bars);
    order(bars);
    path(bars);
    drawdowns(bars);
  }

  /** Compares a feature with a function of the last n returns, oldest first. */
  private static void same(BarOracle bars, String id, int n, ToDoubleFunction<double[]> ofReturns) {
    bars.same(id, n, i -> ofReturns.applyAsDouble(Naive.returns(bars, i, n)));
  }

  private static void returns(BarOracle bars) {
    for (int n : new int[] {1, 5, 10, 20, 60}) {
      bars.same("return_" + n, n, i -> 1e4 * Math.log(bars.close[i] / bars.close[i - n]));
    }
    for (int n : new int[] {10, 20, 50}) {
      bars.same(
          "zscore_" + n,
          n - 1,
          i -> {
            double[] closes = Arrays.copyOfRange(bars.close, i - n + 1, i + 1);
            boolean moved = Arrays.stream(closes).distinct().count() > 1;
            double deviation = Math.sqrt(Naive.moment(closes, 2));
            return moved ? (bars.close[i] - Naive.mean(closes)) / deviation : Double.NaN;
          });
    }
  }

  private static void moments(BarOracle bars) {
    for (int n : new int[] {20, 60}) {
      same(bars, "return_mean_" + n, n, r -> 1e4 * Naive.mean(r));
      same(bars, "return_dev_" + n, n, r -> 1e4 * Math.sqrt(Naive.moment(r, 2)));
      same(
          bars,
          "return_t_" + n,
          n,
          r -> Naive.mean(r) / Math.sqrt(Naive.moment(r, 2)) * Math.sqrt(n));
    }
    for (int n : new int[] {30, 60, 120}) {
      same(
          bars, "return_skew_" + n, n, r -> Naive.moment(r, 3) / Math.pow(Naive.moment(r, 2), 1.5));
      same(
          bars,
          "return_kurt_" + n,
          n,
          r -> Naive.moment(r, 4) / Math.pow(Naive.moment(r, 2), 2) - 3);
    }
    same(
        bars,
        "realised_skew_60",
        60,
        r -> Math.sqrt(60) * Naive.sum(r, 3) / Math.pow(Naive.sum(r, 2), 1.5));
    same(bars, "realised_kurt_60", 60, r -> 60 * Naive.sum(r, 4) / Math.pow(Naive.sum(r, 2), 2));
  }

  private static void order(BarOracle bars) {
    for (int percent : new int[] {5, 25, 50, 75, 95}) {
      same(
          bars,
          "return_quantile_" + percent + "_60",
          60,
          r -> {
            double[] sorted = r.clone();
            Arrays.sort(sorted);
            double place = 59 * percent / 100.0;
            int below = (int) Math.floor(place);
            double part = place - below;
            double value = (1 - part) * sorted[below] + part * sorted[Math.min(59, below + 1)];
            return value / Math.sqrt(Naive.moment(r, 2));
          });
    }
    for (int n : new int[] {20, 60}) {
      // The library's logarithm differs in the last digit: equal moves must be equal numbers here.
      bars.same(
          "return_rank_" + n,
          n,
          i -> {
            double below = 0;
            for (int at = i - n + 1; at <= i; at++) {
              int order = Double.compare(strict(bars, at), strict(bars, i));
              below += order < 0 ? 1 : order == 0 ? 0.5 : 0;
            }
            return below / n;
          });
    }
    for (int n : new int[] {30, 60}) {
      bars.same("permutation_entropy_" + n, n - 1, i -> Naive.patternEntropy(bars.close, i, n));
    }
  }

  private static double strict(BarOracle bars, int i) {
    return StrictMath.log(bars.close[i] / bars.close[i - 1]);
  }

  private static void path(BarOracle bars) {
    for (int n : new int[] {10, 20, 60}) {
      same(bars, "up_share_" + n, n, r -> (double) Arrays.stream(r).filter(x -> x > 0).count() / n);
    }
    bars.same(
        "run_length",
        1,
        i -> {
          double sign = Math.signum(bars.close[i] - bars.close[i - 1]);
          int length = 1;
          while (i - length > 0
              && Math.signum(bars.close[i - length] - bars.close[i - length - 1]) == sign) {
            length++;
          }
          return sign * length;
        });
    for (int n : new int[] {20, 60}) {
      bars.same(
          "roll_spread_" + n,
          n,
          i -> {
            double[] change = new double[n];
            for (int k = 0; k < n; k++) {
              change[k] = bars.close[i - n + 1 + k] - bars.close[i - n + k];
            }
            double mean = Naive.mean(change);
            double products = 0;
            for (int k = 1; k < n; k++) {
              products += (change[k] - mean) * (change[k - 1] - mean);
            }
            return 2e4 * Math.sqrt(Math.max(0, -products / (n - 1))) / bars.close[i];
          });
    }
  }

  private static void drawdowns(BarOracle bars) {
    for (int n : new int[] {20, 60}) {
      bars.same("max_drawdown_" + n, n - 1, i -> 1e4 * -Naive.extremeMove(bars.close, i, n, -1));
      bars.same("max_rise_" + n, n - 1, i -> 1e4 * Naive.extremeMove(bars.close, i, n, 1));
    }
  }
}
