package io.cryptoscalp.engine.features.tick;

import io.cryptoscalp.engine.features.tick.TickTape.Quote;
import io.cryptoscalp.engine.features.tick.TickTape.Trade;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Do spreads, impacts and slopes equal what raw trades and the mids after them give? */
class TradeCostBlockTest extends TickBlockContract {
  @Override
  protected TickBlock block(List<Integer> windowsSeconds) {
    return new TradeCostBlock(windowsSeconds);
  }

  @Override
  protected double tolerance(String id) {
    // A slope is a ratio of differences of sums.
    return id.startsWith("kyle") || id.startsWith("hasbrouck") ? 1e-5 : 1e-8;
  }

  /** The mid's change after a trade and its signed size, at the time of the next trade. */
  private record Step(Trade at, double change, double signed) {}

  /** A trade whose mid after the delay is known. */
  private record Settled(Trade trade, double later) {}

  @Override
  protected void expect(TickTape tape, Map<String, Double> to) {
    List<Step> steps = new ArrayList<>();
    for (int i = 1; i < tape.trades.size(); i++) {
      Trade before = tape.trades.get(i - 1);
      Trade now = tape.trades.get(i);
      if (!Double.isNaN(before.mid()) && !Double.isNaN(now.mid())) {
        double change = (now.mid() - before.mid()) / before.mid() * 1e4;
        steps.add(new Step(now, change, before.sign() * before.quantity()));
      }
    }
    List<Trade> known = tape.trades.stream().filter(t -> !Double.isNaN(t.mid())).toList();
    double usual = tape.sum(known, 300, t -> t.mid() * t.quantity()) / 300;
    for (int w : TickRun.WINDOWS) {
      String s = "_" + w + "s";
      List<Trade> in = tape.in(known, w);
      List<Step> moves = steps.stream().filter(x -> tape.covers(x.at(), w)).toList();
      if (tape.warm(300) && !in.isEmpty()) {
        double turnover = in.stream().mapToDouble(t -> t.mid() * t.quantity()).sum() / w;
        double moved = moves.stream().mapToDouble(x -> Math.abs(x.change())).sum();
        to.put("amihud_trade" + s, moved * usual / turnover);
      }
      if (!tape.warm(w)) {
        continue;
      }
      if (!in.isEmpty()) {
        double paid = 0;
        double quoted = 0;
        for (Trade t : in) {
          paid += 2 * t.sign() * (t.price() / t.mid() - 1) * t.quantity();
          quoted += t.spread() / t.mid() * t.quantity();
        }
        to.put("effective_quoted" + s, paid / quoted);
      }
      settled(tape, known, w, to);
      slope("kyle_trade" + s, moves, Step::signed, to);
      slope(
          "hasbrouck_trade" + s,
          moves,
          x -> Math.signum(x.signed()) * Math.sqrt(Math.abs(x.signed())),
          to);
    }
  }

  /** The mid of the last quote before a time, found by halving. */
  private static double mid(List<Quote> quotes, long beforeNs) {
    int low = 0;
    int high = quotes.size();
    while (low < high) {
      int middle = (low + high) / 2;
      if (quotes.get(middle).timeNs() < beforeNs) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == 0 ? Double.NaN : quotes.get(low - 1).mid();
  }

  private static void settled(TickTape tape, List<Trade> known, int w, Map<String, Double> to) {
    for (int delay : TradeCostBlock.DELAYS_SECONDS) {
      List<Settled> list = new ArrayList<>();
      for (Trade t : known) {
        long slot = Math.floorDiv(t.timeNs(), 50_000_000L);
        long due = (slot + 1) * 50_000_000L + delay * TickTape.SECOND;
        // The settlement itself is an event of its due time.
        if (due > tape.nowNs || !tape.covers(new TickTape.Input(due, "due", 0), w)) {
          continue;
        }
        double later = mid(tape.quotes, due);
        if (!Double.isNaN(later)) {
          list.add(new Settled(t, later));
        }
      }
      double volume = list.stream().mapToDouble(x -> x.trade().quantity()).sum();
      double impact = 0;
      double realised = 0;
      for (Settled x : list) {
        Trade t = x.trade();
        impact += 2e4 * t.sign() * (x.later() - t.mid()) / t.mid() * t.quantity() / volume;
        realised += 2e4 * t.sign() * (t.price() - x.later()) / t.mid() * t.quantity() / volume;
      }
      if (!list.isEmpty()) {
        to.put("price_impact_" + delay + "s_" + w + "s", impact);
        to.put("realised_spread_" + delay + "s_" + w + "s", realised);
      }
    }
  }

  private static void slope(
      String id, List<Step> moves, ToDoubleFunction<Step> size, Map<String, Double> to) {
    double n = moves.size();
    double x = moves.stream().mapToDouble(size).average().orElse(0);
    double y = moves.stream().mapToDouble(Step::change).average().orElse(0);
    double square = moves.stream().mapToDouble(m -> Math.pow(size.applyAsDouble(m), 2)).sum();
    double xx = 0;
    double xy = 0;
    double sizes = 0;
    for (Step move : moves) {
      double dx = size.applyAsDouble(move) - x;
      xx += dx * dx;
      xy += dx * (move.change() - y);
      sizes += Math.abs(dx + x);
    }
    if (n >= 2 && xx > 1e-9 * square) {
      to.put(id, xy / xx * sizes / n);
    }
  }
}
