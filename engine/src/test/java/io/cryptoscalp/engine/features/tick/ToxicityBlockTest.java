package io.cryptoscalp.engine.features.tick;

import io.cryptoscalp.engine.features.tick.TickTape.Trade;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Do one-sidedness and bounce equal what the raw trades give? */
class ToxicityBlockTest extends TickBlockContract {
  @Override
  protected TickBlock block(List<Integer> windowsSeconds) {
    return new ToxicityBlock(windowsSeconds);
  }

  @Override
  protected double tolerance(String id) {
    // The root of a difference of sums that may nearly cancel.
    return id.startsWith("roll") ? 1e-6 : 1e-9;
  }

  @Override
  protected void expect(TickTape tape, Map<String, Double> to) {
    List<Trade> all = tape.trades;
    TreeMap<Long, double[]> seconds = new TreeMap<>();
    for (Trade trade : all) {
      long second = Math.floorDiv(trade.timeNs(), TickTape.SECOND);
      double[] sums = seconds.computeIfAbsent(second, s -> new double[2]);
      sums[0] += trade.sign() * trade.quantity();
      sums[1] += trade.quantity();
    }
    for (int w : TickRun.WINDOWS) {
      if (!tape.warm(w)) {
        continue;
      }
      double sided = 0;
      double volume = 0;
      for (Map.Entry<Long, double[]> second : seconds.entrySet()) {
        long end = (second.getKey() + 1) * TickTape.SECOND;
        if (end <= tape.nowNs && tape.covers(new TickTape.Input(end, "end", 0), w)) {
          sided += Math.abs(second.getValue()[0]);
          volume += second.getValue()[1];
        }
      }
      if (w >= 10 && volume > 0) {
        to.put("vpin_time_" + w + "s", sided / volume);
      }
      int first = Math.max(2, all.size() - tape.in(all, w).size());
      int pairs = all.size() - first;
      double products = 0;
      double squares = 0;
      for (int i = first; i < all.size(); i++) {
        double change = (all.get(i).price() / all.get(i - 1).price() - 1) * 1e4;
        double before = (all.get(i - 1).price() / all.get(i - 2).price() - 1) * 1e4;
        products += change * before;
        squares += change * change;
      }
      if (pairs > 0) {
        to.put("roll_trade_" + w + "s", 2 * Math.sqrt(Math.max(0, -products / pairs)));
        to.put("bounce_" + w + "s", squares > 0 ? products / squares : Double.NaN);
      }
    }
  }
}
