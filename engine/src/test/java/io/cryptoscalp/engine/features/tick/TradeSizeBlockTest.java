package io.cryptoscalp.engine.features.tick;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.features.tick.TickTape.Trade;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Do sizes' moments equal those of the raw trades, and large trades the estimator's verdicts? */
class TradeSizeBlockTest extends TickBlockContract {
  @Override
  protected TickBlock block(List<Integer> windowsSeconds) {
    return new TradeSizeBlock(windowsSeconds);
  }

  @Override
  protected double tolerance(String id) {
    return id.contains("variation") ? 1e-6 : 1e-9;
  }

  @Override
  protected void expect(TickTape tape, Map<String, Double> to) {
    NaiveP2 median = new NaiveP2(0.5);
    NaiveP2 ninth = new NaiveP2(0.9);
    NaiveP2 top = new NaiveP2(0.99);
    IdentityHashMap<Trade, Boolean> large = new IdentityHashMap<>();
    double last = Double.NaN;
    for (Trade trade : tape.trades) {
      last = trade.quantity();
      if (ninth.seen >= 50) {
        large.put(trade, last > ninth.value());
      }
      median.add(last);
      ninth.add(last);
      top.add(last);
    }
    if (median.seen >= 50) {
      to.put("size_q90", ninth.value() / median.value());
      to.put("size_q99", top.value() / median.value());
      to.put("size_last", last / median.value());
    }
    List<Trade> longest = tape.in(tape.trades, 300);
    for (int w : TickRun.WINDOWS) {
      String s = "_" + w + "s";
      List<Trade> in = tape.in(tape.trades, w);
      if (in.isEmpty()) {
        continue;
      }
      double mean = in.stream().mapToDouble(Trade::quantity).average().orElseThrow();
      if (tape.warm(300)) {
        double usual = longest.stream().mapToDouble(Trade::quantity).average().orElseThrow();
        to.put("size_mean" + s, mean / usual);
      }
      if (!tape.warm(w)) {
        continue;
      }
      double variance = 0;
      double shares = 0;
      double judged = 0;
      double largeBuys = 0;
      double largeSells = 0;
      for (Trade trade : in) {
        double size = trade.quantity();
        variance += (size - mean) * (size - mean) / in.size();
        shares += Math.pow(size / (mean * in.size()), 2);
        judged += large.containsKey(trade) ? size : 0;
        if (large.getOrDefault(trade, false)) {
          largeBuys += trade.buy() ? size : 0;
          largeSells += trade.buy() ? 0 : size;
        }
      }
      to.put("size_variation" + s, Math.sqrt(variance) / mean);
      to.put("size_herfindahl" + s, shares);
      to.put("large_share" + s, judged > 0 ? (largeBuys + largeSells) / judged : Double.NaN);
      to.put("large_imbalance" + s, (largeBuys - largeSells) / (largeBuys + largeSells));
    }
  }

  @Test
  void quantilesOfASkewedStreamAreNearTheExactOnes() {
    Random random = new Random(3);
    double[] all = new double[20_000];
    P2Quantile[] estimators = {new P2Quantile(0.5), new P2Quantile(0.9), new P2Quantile(0.99)};
    for (int i = 0; i < all.length; i++) {
      all[i] = StrictMath.exp(random.nextGaussian());
      for (P2Quantile estimator : estimators) {
        estimator.add(all[i]);
      }
    }
    Arrays.sort(all);
    assertThat(estimators[0].value()).isCloseTo(all[10_000], within(0.02 * all[10_000]));
    assertThat(estimators[1].value()).isCloseTo(all[18_000], within(0.02 * all[18_000]));
    assertThat(estimators[2].value()).isCloseTo(all[19_800], within(0.05 * all[19_800]));
  }

  /** The published worked example: the median of twenty observations (table I of the paper). */
  @Test
  void equalsThePublishedExample() {
    double[] observations = {
      0.02, 0.15, 0.74, 3.39, 0.83, 22.37, 10.15, 15.43, 38.62, 15.92, 34.60, 10.28, 1.47, 0.40,
      0.05, 11.39, 0.27, 0.42, 0.09, 11.37
    };
    P2Quantile estimator = new P2Quantile(0.5);
    for (double x : observations) {
      estimator.add(x);
    }
    assertThat(estimator.value()).isCloseTo(4.44, within(0.005));
  }

  /** The algorithm as the paper's box prints it, over whole lists. */
  private static final class NaiveP2 {
    private final double p;
    private final List<Double> first = new ArrayList<>();
    private final double[] q = new double[5];
    private final int[] n = {1, 2, 3, 4, 5};
    private int seen;

    NaiveP2(double p) {
      this.p = p;
    }

    double value() {
      return q[2];
    }

    void add(double x) {
      seen++;
      if (seen <= 5) {
        first.add(x);
        if (seen == 5) {
          first.sort(null);
          for (int i = 0; i < 5; i++) {
            q[i] = first.get(i);
          }
        }
        return;
      }
      q[0] = Math.min(q[0], x);
      int k = 0;
      for (int i = 1; i < 4; i++) {
        k = x >= q[i] ? i : k;
      }
      q[4] = Math.max(q[4], x);
      for (int i = k + 1; i < 5; i++) {
        n[i]++;
      }
      double[] share = {0, p / 2, p, (1 + p) / 2, 1};
      for (int i = 1; i < 4; i++) {
        double d = 1 + (seen - 1) * share[i] - n[i];
        if ((d > 1 - 1e-7 && n[i + 1] - n[i] > 1) || (d < -1 + 1e-7 && n[i - 1] - n[i] < -1)) {
          move(i, d > 0 ? 1 : -1);
        }
      }
    }

    private void move(int i, int s) {
      double right = (q[i + 1] - q[i]) / (n[i + 1] - n[i]);
      double left = (q[i] - q[i - 1]) / (n[i] - n[i - 1]);
      double span = n[i + 1] - n[i - 1];
      double curve =
          q[i] + s / span * ((n[i] - n[i - 1] + s) * right + (n[i + 1] - n[i] - s) * left);
      boolean between = q[i - 1] < curve && curve < q[i + 1];
      q[i] = between ? curve : q[i] + s * (q[i + s] - q[i]) / (n[i + s] - n[i]);
      n[i] += s;
    }
  }
}
