package io.cryptoscalp.engine.features.tick;

import io.cryptoscalp.engine.features.tick.TickTape.Trade;
import java.util.List;
import java.util.Map;

/** Do waits and bursts equal what the raw trade times give? */
class ArrivalBlockTest extends TickBlockContract {
  @Override
  protected TickBlock block(List<Integer> windowsSeconds) {
    return new ArrivalBlock(windowsSeconds);
  }

  @Override
  protected double tolerance(String id) {
    // Deviations come from a difference of sums: half the digits go where all waits are equal.
    return id.contains("deviation") || id.contains("variation") ? 1e-6 : 1e-9;
  }

  @Override
  protected void expect(TickTape tape, Map<String, Double> to) {
    List<Trade> all = tape.trades;
    List<Trade> longest = tape.in(all, 300);
    for (int w : TickRun.WINDOWS) {
      String s = "_" + w + "s";
      List<Trade> in = tape.in(all, w);
      int first = Math.max(1, all.size() - in.size());
      double waits = all.size() - first;
      if (w < 300 && tape.warm(300) && !longest.isEmpty()) {
        to.put("burst" + s, in.size() / (double) w / (longest.size() / 300.0));
      }
      if (!tape.warm(w) || waits <= 0) {
        continue;
      }
      double mean = 0;
      double together = 0;
      for (int i = first; i < all.size(); i++) {
        double wait = (all.get(i).timeNs() - all.get(i - 1).timeNs()) / 1e9;
        mean += wait / waits;
        together += wait == 0 ? 1 : 0;
      }
      double variance = 0;
      for (int i = first; i < all.size(); i++) {
        double wait = (all.get(i).timeNs() - all.get(i - 1).timeNs()) / 1e9;
        variance += (wait - mean) * (wait - mean) / waits;
      }
      to.put("wait_mean" + s, mean);
      to.put("wait_deviation" + s, Math.sqrt(variance));
      to.put("wait_variation" + s, mean > 0 ? Math.sqrt(variance) / mean : Double.NaN);
      to.put("together_share" + s, together / waits);
      if (w == 300 && mean > 0) {
        double since = (tape.nowNs - all.get(all.size() - 1).timeNs()) / 1e9;
        to.put("wait_now", since / mean);
      }
    }
  }
}
