package io.cryptoscalp.engine.features.tick;

import io.cryptoscalp.engine.features.tick.TickTape.Depth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Do depth in the band and its return equal what the sampled raw books give? */
class DepthBandBlockTest extends TickBlockContract {
  @Override
  protected TickBlock block(List<Integer> windowsSeconds) {
    return new DepthBandBlock(windowsSeconds);
  }

  @Override
  protected double tolerance(String id) {
    return id.startsWith("depth_rel") ? 1e-9 : 1e-5;
  }

  @Override
  protected boolean mayStayInvalid(String id) {
    // The seeded markets have too few books a second for ten samples.
    return id.equals("resilience_1s");
  }

  private static double within(double[][] side, double mid) {
    double sum = 0;
    for (double[] level : side) {
      sum += Math.abs(level[0] - mid) <= mid * 10e-4 ? level[1] : 0;
    }
    return sum;
  }

  @Override
  protected void expect(TickTape tape, Map<String, Double> to) {
    List<Depth> samples = new ArrayList<>();
    for (Depth depth : tape.depths) {
      Depth last = samples.isEmpty() ? null : samples.get(samples.size() - 1);
      if (depth.sound() && (last == null || depth.timeNs() - last.timeNs() >= 100_000_000L)) {
        samples.add(depth);
      }
    }
    double[] bids = new double[samples.size()];
    double[] asks = new double[samples.size()];
    double[] both = new double[samples.size()];
    for (int i = 0; i < samples.size(); i++) {
      Depth book = samples.get(i);
      double mid = (book.bids()[0][0] + book.asks()[0][0]) / 2;
      bids[i] = within(book.bids(), mid);
      asks[i] = within(book.asks(), mid);
      both[i] = bids[i] + asks[i];
    }
    for (int w : TickRun.WINDOWS) {
      int first = samples.size() - tape.in(samples, w).size();
      int n = samples.size() - first;
      if (!tape.warm(w) || n == 0) {
        continue;
      }
      String s = "_" + w + "s";
      double mean = mean(both, first, 0);
      double variance = covariance(both, first, 0, 0);
      to.put("depth_rel_bid" + s, bids[bids.length - 1] / mean(bids, first, 0));
      to.put("depth_rel_ask" + s, asks[asks.length - 1] / mean(asks, first, 0));
      to.put("depth_variation" + s, Math.sqrt(variance) / mean);
      int pairs = Math.max(1, first);
      if (samples.size() - pairs >= 10) {
        double old = covariance(both, pairs, 1, 1);
        double square = old + Math.pow(mean(both, pairs, 1), 2);
        double slope = covariance(both, pairs, 0, 1) / old;
        to.put("resilience" + s, old > 1e-9 * square ? 1 - slope : Double.NaN);
      }
    }
  }

  /** Mean of the values from a position on, each so many before it. */
  private static double mean(double[] values, int first, int lag) {
    double sum = 0;
    for (int i = first; i < values.length; i++) {
      sum += values[i - lag];
    }
    return sum / (values.length - first);
  }

  private static double covariance(double[] values, int first, int lag, int other) {
    double mean = mean(values, first, lag);
    double otherMean = mean(values, first, other);
    double sum = 0;
    for (int i = first; i < values.length; i++) {
      sum += (values[i - lag] - mean) * (values[i - other] - otherMean);
    }
    return sum / (values.length - first);
  }
}
