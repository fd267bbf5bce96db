package io.cryptoscalp.engine.features.tick;

import io.cryptoscalp.engine.features.tick.TickTape.Event;
import io.cryptoscalp.engine.features.tick.TickTape.Quote;
import io.cryptoscalp.engine.features.tick.TickTape.Trade;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Do sweeps and iceberg hints equal those found in the raw list of trades and quotes? */
class SweepBlockTest extends TickBlockContract {
  @Override
  protected TickBlock block(List<Integer> windowsSeconds) {
    return new SweepBlock(windowsSeconds);
  }

  /** A time with an amount: volume counted, or a hint of a side. */
  private record Mark(Event at, double amount) {}

  @Override
  protected void expect(TickTape tape, Map<String, Double> to) {
    List<Mark> buys = new ArrayList<>();
    List<Mark> sells = new ArrayList<>();
    List<Mark> volume = new ArrayList<>();
    for (List<Trade> chain : chains(tape.trades)) {
      for (int i = 0; i < chain.size(); i++) {
        List<Trade> so = chain.subList(0, i + 1);
        int prices = so.stream().map(Trade::price).collect(Collectors.toSet()).size();
        int before =
            chain.subList(0, i).stream().map(Trade::price).collect(Collectors.toSet()).size();
        Trade last = chain.get(i);
        if (prices >= 3) {
          boolean found = before < 3;
          double counted = found ? so.stream().mapToDouble(Trade::quantity).sum() : last.quantity();
          volume.add(new Mark(last, counted));
          if (found) {
            (last.buy() ? buys : sells).add(new Mark(last, 1));
          }
          to.put("sweep_age", (tape.nowNs - last.timeNs()) / 1e9);
          to.put("sweep_reach", (last.price() / chain.get(0).price() - 1) * 1e4);
        }
      }
    }
    List<Mark> bids = hints(tape, true, to);
    List<Mark> asks = hints(tape, false, to);
    for (int w : TickRun.WINDOWS) {
      if (!tape.warm(w)) {
        continue;
      }
      String s = "_" + w + "s";
      double up = sum(tape, buys, w);
      double down = sum(tape, sells, w);
      double bid = sum(tape, bids, w);
      double ask = sum(tape, asks, w);
      to.put("sweep_rate" + s, (up + down) / w);
      to.put("sweep_imbalance" + s, (up - down) / (up + down));
      double traded = tape.sum(tape.trades, w, Trade::quantity);
      to.put("sweep_share" + s, traded > 0 ? sum(tape, volume, w) / traded : Double.NaN);
      to.put("iceberg_rate" + s, (bid + ask) / w);
      to.put("iceberg_imbalance" + s, (bid - ask) / (bid + ask));
    }
  }

  private static double sum(TickTape tape, List<Mark> marks, int w) {
    return marks.stream().filter(m -> tape.covers(m.at(), w)).mapToDouble(Mark::amount).sum();
  }

  /** The trades cut into runs of one side, within 50 ms, prices never better for the taker. */
  private static List<List<Trade>> chains(List<Trade> trades) {
    List<List<Trade>> chains = new ArrayList<>();
    for (Trade trade : trades) {
      List<Trade> chain = chains.isEmpty() ? List.of() : chains.get(chains.size() - 1);
      boolean joins = !chain.isEmpty();
      if (joins) {
        Trade last = chain.get(chain.size() - 1);
        joins =
            last.buy() == trade.buy()
                && trade.sign() * (trade.price() - last.price()) >= 0
                && trade.timeNs() - chain.get(0).timeNs() <= 50_000_000L;
      }
      if (!joins) {
        chain = new ArrayList<>();
        chains.add(chain);
      }
      chain.add(trade);
    }
    return chains;
  }

  /** First quotes that show a price still standing of which more was traded than it ever showed. */
  private static List<Mark> hints(TickTape tape, boolean bid, Map<String, Double> to) {
    List<Mark> hints = new ArrayList<>();
    List<Double> shown = new ArrayList<>();
    double price = Double.NaN;
    double traded = 0;
    boolean hinted = false;
    for (Event event : tape.events) {
      if (event instanceof Trade trade && trade.buy() != bid && trade.price() == price) {
        traded += trade.quantity();
      } else if (event instanceof Quote quote) {
        double best = !quote.known() ? Double.NaN : bid ? quote.bid() : quote.ask();
        if (best != price) {
          shown.clear();
          price = best;
          traded = 0;
          hinted = false;
        } else if (!hinted && traded > shown.stream().mapToDouble(q -> q).max().orElseThrow()) {
          hints.add(new Mark(quote, 1));
          hinted = true;
        }
        shown.add(bid ? quote.bidQuantity() : quote.askQuantity());
      }
    }
    if (!Double.isNaN(price)) {
      double most = shown.stream().mapToDouble(q -> q).max().orElseThrow();
      to.put(bid ? "iceberg_bid" : "iceberg_ask", traded / most);
    }
    return hints;
  }
}
