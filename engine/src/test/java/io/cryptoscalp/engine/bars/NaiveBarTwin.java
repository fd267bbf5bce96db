package io.cryptoscalp.engine.bars;

import io.cryptoscalp.engine.event.Bar;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Bars by their definitions from the list of all trades; trades in order of time. */
final class NaiveBarTwin {
  /** A trade as the bars see it; price scaled, quantity in base, notional in quote. */
  record Print(
      long timeNs, long price, double quantity, double notional, boolean buy, long sequence) {
    long bucket(long intervalNs) {
      return Math.floorDiv(timeNs, intervalNs);
    }
  }

  private final String instrument;
  private final List<Print> prints;

  NaiveBarTwin(String instrument, List<Print> prints) {
    this.instrument = instrument;
    this.prints = prints;
  }

  private Bar bar(String spec, long from, long to, List<Print> part, long sequence) {
    return new Bar(
        instrument,
        spec,
        from,
        to,
        part.get(0).price,
        part.stream().mapToLong(Print::price).max().orElseThrow(),
        part.stream().mapToLong(Print::price).min().orElseThrow(),
        part.get(part.size() - 1).price,
        sum(part, Print::quantity),
        sum(part, Print::notional),
        sum(part, print -> print.buy ? print.quantity : 0),
        part.size(),
        sequence);
  }

  private static double sum(List<Print> part, ToDoubleFunction<Print> value) {
    double sum = 0;
    for (Print print : part) {
      sum += value.applyAsDouble(print);
    }
    return sum;
  }

  /**
   * Bars of whole intervals since the epoch that end at or before the last trade; silent intervals
   * repeat the close, at most so many in a row.
   */
  List<Bar> time(long intervalNs, int maxEmptyBars) {
    String spec = BarOptions.timeSpec(intervalNs);
    List<Bar> bars = new ArrayList<>();
    int at = 0;
    while (at < prints.size()) {
      long bucket = prints.get(at).bucket(intervalNs);
      int end = at;
      while (end < prints.size() && prints.get(end).bucket(intervalNs) == bucket) {
        end++;
      }
      if (end == prints.size()) {
        return bars; // still open
      }
      Print next = prints.get(end);
      long from = bucket * intervalNs;
      bars.add(bar(spec, from, from + intervalNs, prints.subList(at, end), next.sequence));
      long silent = next.bucket(intervalNs) - bucket - 1;
      long close = prints.get(end - 1).price;
      for (int i = 1; i <= Math.min(silent, maxEmptyBars); i++) {
        bars.add(
            new Bar(
                instrument,
                spec,
                from + i * intervalNs,
                from + (i + 1) * intervalNs,
                close,
                close,
                close,
                close,
                0,
                0,
                0,
                0,
                next.sequence));
      }
      at = end;
    }
    return bars;
  }

  /** Bars that close with the trade that brings a measure to the threshold. */
  List<Bar> threshold(String spec, double threshold, ToDoubleFunction<Print> measure) {
    List<Bar> bars = new ArrayList<>();
    int from = 0;
    for (int to = 1; to <= prints.size(); to++) {
      List<Print> part = prints.subList(from, to);
      if (sum(part, measure) >= threshold) {
        bars.add(closed(spec, part));
        from = to;
      }
    }
    return bars;
  }

  private Bar closed(String spec, List<Print> part) {
    Print last = part.get(part.size() - 1);
    return bar(spec, part.get(0).timeNs, last.timeNs, part, last.sequence);
  }

  /** Tick imbalance bars, all expectations computed from the whole history at each bar's start. */
  List<Bar> imbalance(int initial) {
    List<Bar> bars = new ArrayList<>();
    int from = 0;
    while (from < prints.size()) {
      double expectedTicks = initial;
      for (Bar bar : bars) {
        double ticks = (1 - 2.0 / 21) * expectedTicks + 2.0 / 21 * bar.trades();
        expectedTicks = Math.min(4.0 * initial, Math.max(initial / 4.0, ticks));
      }
      double weight = 2.0 / (initial + 1);
      double expectedSign = 0;
      for (Print print : prints.subList(0, from)) {
        expectedSign = (1 - weight) * expectedSign + weight * (print.buy ? 1 : -1);
      }
      double least = expectedTicks * Math.max(0.1, Math.abs(expectedSign));
      int to = from;
      int theta = 0;
      do {
        theta += prints.get(to++).buy ? 1 : -1;
      } while (Math.abs(theta) < least && to < prints.size());
      if (Math.abs(theta) < least) {
        return bars;
      }
      bars.add(closed("imbalance-" + initial, prints.subList(from, to)));
      from = to;
    }
    return bars;
  }
}
