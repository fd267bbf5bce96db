package io.cryptoscalp.engine.features.tick;

import io.cryptoscalp.engine.features.tick.TickTape.Trade;
import java.util.List;
import java.util.Map;

/** Do balance, memory and runs of trade signs equal a count over the raw trades? */
class TradeSignBlockTest extends TickBlockContract {
  @Override
  protected TickBlock block(List<Integer> windowsSeconds) {
    return new TradeSignBlock(windowsSeconds);
  }

  @Override
  protected void expect(TickTape tape, Map<String, Double> to) {
    List<Trade> all = tape.trades;
    for (int w : TickRun.WINDOWS) {
      String s = "_" + w + "s";
      List<Trade> in = tape.in(all, w);
      if (!tape.warm(w) || in.isEmpty()) {
        continue;
      }
      int first = all.size() - in.size();
      double buys = in.stream().filter(Trade::buy).count();
      double sells = in.size() - buys;
      to.put("count_imbalance" + s, (buys - sells) / in.size());
      for (int lag : new int[] {1, 5}) {
        int products = 0;
        int pairs = 0;
        for (int i = Math.max(lag, first); i < all.size(); i++) {
          products += all.get(i).sign() * all.get(i - lag).sign();
          pairs++;
        }
        to.put("sign_product_" + lag + s, (double) products / pairs);
      }
      int changes = 0;
      int ups = 0;
      int downs = 0;
      for (int i = Math.max(1, first); i < all.size(); i++) {
        changes += all.get(i).buy() == all.get(i - 1).buy() ? 0 : 1;
        ups += all.get(i).price() > all.get(i - 1).price() ? 1 : 0;
        downs += all.get(i).price() < all.get(i - 1).price() ? 1 : 0;
      }
      to.put("run_mean" + s, changes > 0 ? (double) in.size() / changes : Double.NaN);
      to.put("uptick_imbalance" + s, (double) (ups - downs) / (ups + downs));
      if (in.size() >= 10 && buys > 0 && sells > 0) {
        double n = in.size();
        double mean = 1 + 2 * buys * sells / n;
        double variance = 2 * buys * sells * (2 * buys * sells - n) / (n * n * (n - 1));
        to.put(
            "runs_z" + s, variance > 0 ? (changes + 1 - mean) / Math.sqrt(variance) : Double.NaN);
      }
      if (w == 300) {
        double volume = 0;
        for (int i = all.size() - 1;
            i >= 0 && all.get(i).buy() == all.get(all.size() - 1).buy();
            i--) {
          volume += all.get(i).sign() * all.get(i).quantity();
        }
        to.put("run_volume", volume / (tape.sum(all, w, Trade::quantity) / in.size()));
      }
    }
    if (!all.isEmpty()) {
      int length = 0;
      for (int i = all.size() - 1;
          i >= 0 && all.get(i).buy() == all.get(all.size() - 1).buy();
          i--) {
        length += all.get(i).sign();
      }
      to.put("run_length", (double) length);
    }
  }
}
