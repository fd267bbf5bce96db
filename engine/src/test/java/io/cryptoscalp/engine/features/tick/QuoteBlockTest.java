package io.cryptoscalp.engine.features.tick;

import io.cryptoscalp.engine.features.tick.TickTape.Depth;
import io.cryptoscalp.engine.features.tick.TickTape.Quote;
import java.util.List;
import java.util.Map;

/** Do rates and shares of quotes equal counts over the raw messages? */
class QuoteBlockTest extends TickBlockContract {
  @Override
  protected TickBlock block(List<Integer> windowsSeconds) {
    return new QuoteBlock(windowsSeconds);
  }

  private static double removed(double[][] changes) {
    double removed = 0;
    for (double[] change : changes) {
      removed += change[1] == 0 ? 1 : 0;
    }
    return removed;
  }

  @Override
  protected void expect(TickTape tape, Map<String, Double> to) {
    for (int w : TickRun.WINDOWS) {
      if (!tape.warm(w)) {
        continue;
      }
      String s = "_" + w + "s";
      List<Quote> in = tape.in(tape.quotes, w);
      double sound = 0;
      double imbalance = 0;
      double pairs = 0;
      double moves = 0;
      double ups = 0;
      double downs = 0;
      for (int i = tape.quotes.size() - in.size(); i < tape.quotes.size(); i++) {
        Quote quote = tape.quotes.get(i);
        if (!quote.known()) {
          continue;
        }
        sound++;
        imbalance += 1 - 2 * quote.askQuantity() / (quote.bidQuantity() + quote.askQuantity());
        Quote before = i == 0 ? quote : tape.quotes.get(i - 1);
        if (i > 0 && before.known()) {
          pairs++;
          moves += quote.bid() == before.bid() ? 0 : 0.5;
          moves += quote.ask() == before.ask() ? 0 : 0.5;
          ups += quote.mid() > before.mid() ? 1 : 0;
          downs += quote.mid() < before.mid() ? 1 : 0;
        }
      }
      int trades = tape.in(tape.trades, w).size();
      List<Depth> diffs = tape.in(tape.depths, w).stream().filter(Depth::diff).toList();
      double bids = diffs.stream().mapToDouble(d -> removed(d.bidChanges())).sum();
      double asks = diffs.stream().mapToDouble(d -> removed(d.askChanges())).sum();
      to.put("quote_rate" + s, sound / w);
      to.put("touch_move_share" + s, moves / pairs);
      to.put("mid_direction" + s, (ups - downs) / (ups + downs));
      to.put("queue_imbalance" + s, imbalance / sound);
      to.put("quote_to_trade" + s, trades > 0 ? sound / trades : Double.NaN);
      to.put("cancel_rate" + s, (bids + asks) / w);
      to.put("cancel_imbalance" + s, (bids - asks) / (bids + asks));
    }
  }
}
