package io.cryptoscalp.engine.features.tick;

import io.cryptoscalp.engine.features.tick.TickTape.Trade;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Do intensities equal the kernel's sum over all trades, and branching ratios plain counts? */
class HawkesBlockTest extends TickBlockContract {
  @Override
  protected TickBlock block(List<Integer> windowsSeconds) {
    return new HawkesBlock(windowsSeconds);
  }

  @Override
  protected void expect(TickTape tape, Map<String, Double> to) {
    List<Trade> all = tape.trades;
    double rate = tape.in(all, 300).size() / 300.0;
    double[] total = new double[2];
    for (int i = 0; i < 2; i++) {
      String speed = i == 0 ? "_fast" : "_slow";
      double b = HawkesBlock.DECAYS[i];
      double buys = intensity(tape, Trade::buy, b);
      double sells = intensity(tape, t -> !t.buy(), b);
      if (tape.warm(300) && rate > 0) {
        to.put("hawkes_buy" + speed, buys / rate);
        to.put("hawkes_sell" + speed, sells / rate);
      }
      if (!all.isEmpty()) {
        // As of the last trade, so that a long wait does not make both sides nothing.
        long last = all.get(all.size() - 1).timeNs();
        double up = sumAt(all, Trade::buy, b, last);
        double down = sumAt(all, t -> !t.buy(), b, last);
        to.put("hawkes_imbalance" + speed, (up - down) / (up + down));
        total[i] = b * (up + down) * Math.exp(-b * (tape.nowNs - last) / 1e9);
      }
    }
    if (!all.isEmpty()) {
      double since = (tape.nowNs - all.get(all.size() - 1).timeNs()) / 1e9;
      to.put("hawkes_acceleration", since > 1000 ? 0 : total[0] / total[1]);
    }
    for (int w : new int[] {60, 300}) {
      if (tape.warm(w)) {
        to.put("branching_" + w + "s", branching(tape, t -> true, w));
        to.put("branching_buy_" + w + "s", branching(tape, Trade::buy, w));
        to.put("branching_sell_" + w + "s", branching(tape, t -> !t.buy(), w));
      }
    }
  }

  private static double intensity(TickTape tape, Predicate<Trade> which, double b) {
    return b * sumAt(tape.trades, which, b, tape.nowNs);
  }

  private static double sumAt(List<Trade> all, Predicate<Trade> which, double b, long nowNs) {
    double sum = 0;
    for (Trade trade : all) {
      sum += which.test(trade) ? Math.exp(-b * (nowNs - trade.timeNs()) / 1e9) : 0;
    }
    return sum;
  }

  private static double branching(TickTape tape, Predicate<Trade> which, int w) {
    long first = Math.floorDiv(tape.startNs, TickTape.SECOND);
    long last = Math.floorDiv(tape.nowNs, TickTape.SECOND);
    Map<Long, Integer> counts = new HashMap<>();
    for (int i = tape.trades.size() - 1; i >= 0; i--) {
      Trade trade = tape.trades.get(i);
      long second = Math.floorDiv(trade.timeNs(), TickTape.SECOND);
      if (second < last - 400) {
        break;
      }
      counts.merge(second, which.test(trade) ? 1 : 0, Integer::sum);
    }
    double n = 0;
    double sum = 0;
    double squares = 0;
    for (long second = Math.max(first, last - 400); second < last; second++) {
      // A second counts at its end.
      if (!tape.covers(new TickTape.Input((second + 1) * TickTape.SECOND, "end", 0), w)) {
        continue;
      }
      double count = counts.getOrDefault(second, 0);
      n++;
      sum += count;
      squares += count * count;
    }
    double mean = sum / n;
    double variance = squares / n - mean * mean;
    return sum == 0 ? Double.NaN : variance > mean ? 1 - Math.sqrt(mean / variance) : 0;
  }
}
