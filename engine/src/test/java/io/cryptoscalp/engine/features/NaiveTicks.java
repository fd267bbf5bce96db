package io.cryptoscalp.engine.features;

import io.cryptoscalp.engine.features.NaiveTape.Depth;
import io.cryptoscalp.engine.features.NaiveTape.Level;
import io.cryptoscalp.engine.features.NaiveTape.Touch;
import io.cryptoscalp.engine.features.NaiveTape.Trade;
import io.cryptoscalp.engine.market.FrameKind;
import java.util.List;
import java.util.Map;

/**
 * The features of ticks straight from their definitions, over the raw events; a feature that the
 * definition masks is left out.
 */
final class NaiveTicks {
  private final NaiveTape tape;
  private final Map<String, Double> out;
  private final int[] windows;

  NaiveTicks(NaiveTape tape, Map<String, Double> out) {
    this.tape = tape;
    this.out = out;
    this.windows = tape.options.windowsSeconds().stream().mapToInt(Integer::intValue).toArray();
  }

  private void put(String id, double value, boolean valid) {
    if (valid && Double.isFinite(value)) {
      out.put(id, value);
    }
  }

  void all() {
    touch();
    depth();
    trade();
    mark();
    activity();
  }

  private void touch() {
    boolean known = tape.knownTouch();
    if (known) {
      Touch last = tape.touches.get(tape.touches.size() - 1);
      double bid = last.bid().quantity();
      double ask = last.ask().quantity();
      put("spread_bps", spread(last), true);
      put("imbalance_l1", (bid - ask) / (bid + ask), true);
      double weighted = (last.ask().price() * bid + last.bid().price() * ask) / (bid + ask);
      put("weighted_mid_bps", (weighted - last.mid()) / last.mid() * 1e4, true);
      NaiveMicroprice.of(tape.touches).ifPresent(value -> put("microprice_bps", value, true));
    }
    for (int window : windows) {
      double count = tape.count(tape.touches, window, Touch::known);
      double spreads = tape.sum(tape.touches, window, Touch::known, NaiveTicks::spread);
      boolean warm = tape.warm(window) && count > 0;
      put("spread_mean_" + window + "s", spreads / count, warm);
      if (window == 60 && known) {
        double now = spread(tape.touches.get(tape.touches.size() - 1));
        put("spread_ratio", now / (spreads / count), warm);
      }
      double flow = 0;
      for (int i = 1; i < tape.touches.size(); i++) {
        Touch old = tape.touches.get(i - 1);
        Touch touch = tape.touches.get(i);
        if (tape.covers(touch, window) && old.known() && touch.known()) {
          flow += flow(old.bid(), touch.bid(), old.ask(), touch.ask());
        }
      }
      double size =
          tape.sum(
              tape.touches,
              window,
              Touch::known,
              touch -> (touch.bid().quantity() + touch.ask().quantity()) / 2);
      put("ofi_l1_" + window + "s", flow / (size / count), warm);
    }
  }

  private static double spread(Touch touch) {
    return (touch.ask().price() - touch.bid().price()) / touch.mid() * 1e4;
  }

  /** Cont, Kukanov and Stoikov 2014, equation for e_n. */
  private static double flow(Level oldBid, Level bid, Level oldAsk, Level ask) {
    return bidFlow(oldBid, bid) + askFlow(oldAsk, ask);
  }

  private static double bidFlow(Level old, Level level) {
    if (level.price() > old.price()) {
      return level.quantity();
    }
    return level.price() < old.price() ? -old.quantity() : level.quantity() - old.quantity();
  }

  private static double askFlow(Level old, Level level) {
    if (level.price() < old.price()) {
      return -level.quantity();
    }
    return level.price() > old.price() ? old.quantity() : old.quantity() - level.quantity();
  }

  private void depth() {
    if (!tape.depths.isEmpty() && tape.depths.get(tape.depths.size() - 1).sound()) {
      Depth book = tape.depths.get(tape.depths.size() - 1);
      difference("imbalance_l5", quantity(book.bids(), 5), quantity(book.asks(), 5));
      difference("imbalance_l10", quantity(book.bids(), 10), quantity(book.asks(), 10));
      double mid = (book.bids().get(0).price() + book.asks().get(0).price()) / 2;
      double bidSlope = slope(book.bids(), mid);
      double askSlope = slope(book.asks(), mid);
      put("slope_bid", bidSlope, true);
      put("slope_ask", askSlope, true);
      difference("slope_imbalance", bidSlope, askSlope);
      for (int band : new int[] {5, 10, 25}) {
        double bids = within(tape.sampled.bids(), band);
        double asks = within(tape.sampled.asks(), band);
        put("depth_bid_" + band + "bps", bids, true);
        put("depth_ask_" + band + "bps", asks, true);
        difference("depth_imbalance_" + band + "bps", bids, asks);
      }
    }
    for (int window : windows) {
      levelFlow(window);
      double changed = tape.sum(tape.depths, window, Depth::diff, Depth::changed);
      double removed = tape.sum(tape.depths, window, Depth::diff, Depth::removed);
      put("cancel_ratio_" + window + "s", removed / changed, tape.warm(window));
    }
  }

  private void levelFlow(int window) {
    double flow = 0;
    double quantity = 0;
    int books = 0;
    for (int i = 0; i < tape.depths.size(); i++) {
      Depth book = tape.depths.get(i);
      if (!book.sound() || !tape.covers(book, window)) {
        continue;
      }
      books++;
      quantity += (quantity(book.bids(), 5) + quantity(book.asks(), 5)) / 2;
      if (i == 0 || !book.diff() || !tape.depths.get(i - 1).sound()) {
        continue;
      }
      Depth old = tape.depths.get(i - 1);
      for (int level = 0; level < 5; level++) {
        if (level < Math.min(old.bids().size(), book.bids().size())) {
          flow += bidFlow(old.bids().get(level), book.bids().get(level));
        }
        if (level < Math.min(old.asks().size(), book.asks().size())) {
          flow += askFlow(old.asks().get(level), book.asks().get(level));
        }
      }
    }
    put("ofi_l5_" + window + "s", flow / (quantity / books), tape.warm(window));
  }

  private void difference(String id, double a, double b) {
    put(id, (a - b) / (a + b), true);
  }

  private static double quantity(List<Level> levels, int most) {
    double sum = 0;
    for (Level level : levels.subList(0, Math.min(most, levels.size()))) {
      sum += level.quantity();
    }
    return sum;
  }

  private double within(List<Level> levels, int band) {
    double mid = (tape.sampled.bids().get(0).price() + tape.sampled.asks().get(0).price()) / 2;
    double sum = 0;
    for (Level level : levels) {
      sum += Math.abs(level.price() - mid) <= mid * band * 1e-4 ? level.quantity() : 0;
    }
    return sum;
  }

  private static double slope(List<Level> levels, double mid) {
    double xy = 0;
    double xx = 0;
    for (int i = 0; i < levels.size(); i++) {
      double distance = Math.abs(levels.get(i).price() - mid) / mid * 1e4;
      xy += distance * quantity(levels, i + 1);
      xx += distance * distance;
    }
    return xy / xx;
  }

  private void trade() {
    boolean traded = !tape.trades.isEmpty();
    Trade last = traded ? tape.trades.get(tape.trades.size() - 1) : null;
    for (int window : windows) {
      double volume = tape.sum(tape.trades, window, t -> true, Trade::quantity);
      double count = tape.count(tape.trades, window, t -> true);
      double signed = tape.sum(tape.trades, window, t -> true, Trade::signed);
      double value = tape.sum(tape.trades, window, t -> true, t -> t.price() * t.quantity());
      boolean warm = tape.warm(window);
      boolean some = warm && count > 0;
      put("trade_imbalance_" + window + "s", signed / volume, some);
      put("volume_" + window + "s", volume, warm);
      put("trade_rate_" + window + "s", count / window, warm);
      put("trade_size_" + window + "s", volume / count, some);
      if (last != null) {
        double vwap = value / volume;
        put("vwap_dist_" + window + "s", (last.price() / vwap - 1) * 1e4, some);
      }
      double quoted = tape.sum(tape.trades, window, t -> t.mid() > 0, Trade::quantity);
      double paid =
          tape.sum(
              tape.trades,
              window,
              t -> t.mid() > 0,
              t -> 2e4 * t.signed() * (t.price() - t.mid()) / t.mid());
      put("effective_spread_" + window + "s", paid / quoted, warm);
    }
    if (last != null) {
      put("trade_age", (tape.nowNs - last.timeNs()) / 1e9, true);
      if (tape.knownTouch()) {
        double mid = tape.touches.get(tape.touches.size() - 1).mid();
        put("last_trade_bps", (last.price() - mid) / mid * 1e4, true);
      }
    }
  }

  private void mark() {
    put("basis_bps", (tape.mark / tape.index - 1) * 1e4, true);
    if (tape.knownTouch()) {
      double mid = tape.touches.get(tape.touches.size() - 1).mid();
      put("mid_mark_bps", (mid / tape.mark - 1) * 1e4, true);
    }
    put("funding_bps", tape.funding * 1e4, true);
    double hours = Math.max(0, (tape.nextFundingNs - tape.nowNs) / 1e9 / 3600);
    put("funding_hours", hours, tape.nextFundingNs > 0);
  }

  private void activity() {
    rate("rate_trade", FrameKind.TRADE, FrameKind.AGG_TRADE);
    rate("rate_quote", FrameKind.BOOK_TICKER, FrameKind.BOOK_TICKER);
    rate("rate_depth", FrameKind.DEPTH_DIFF, FrameKind.DEPTH_SNAPSHOT);
    rate("rate_mark", FrameKind.MARK_PRICE, FrameKind.MARK_PRICE);
    int longest = windows[windows.length - 1];
    double longs = tape.sum(tape.liquidations, longest, l -> l.sells(), l -> l.notional());
    double shorts = tape.sum(tape.liquidations, longest, l -> !l.sells(), l -> l.notional());
    put("liquidations", longs + shorts, tape.warm(longest));
    put("liquidation_imbalance", (shorts - longs) / (shorts + longs), tape.warm(longest));
    long second = Math.floorMod(Math.floorDiv(tape.nowNs, 1_000_000_000L), 86_400L);
    put("day_sin", Math.sin(Math.toRadians(second / 240.0)), true);
    put("day_cos", Math.cos(Math.toRadians(second / 240.0)), true);
  }

  private void rate(String id, FrameKind kind, FrameKind other) {
    double count = tape.count(tape.messages, 10, m -> m.kind() == kind || m.kind() == other);
    put(id, count / 10, tape.warm(10));
  }
}
