package io.cryptoscalp.engine.features;

import io.cryptoscalp.engine.features.NaiveTape.Trade;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * VPIN from all trades, each split into the volume buckets it fills (Easley, López de Prado and
 * O'Hara 2012; a bucket is 1/n of the volume of the longest window when it opens).
 */
final class NaiveVpin {
  private NaiveVpin() {}

  static OptionalDouble of(NaiveTape tape) {
    int buckets = tape.options.vpinBuckets();
    List<double[]> closed = new ArrayList<>();
    double[] open = new double[2];
    double size = 0;
    for (int i = 0; i < tape.trades.size(); i++) {
      Trade trade = tape.trades.get(i);
      double left = trade.quantity();
      while (left > 0) {
        if (size == 0) {
          size = bucket(tape, i) / buckets;
        }
        if (size == 0) {
          break;
        }
        double room = size - open[0] - open[1];
        double part = Math.min(left, room);
        open[trade.buy() ? 0 : 1] += part;
        left -= part;
        if (left > 0 || open[0] + open[1] >= size) {
          closed.add(open);
          open = new double[2];
          size = 0;
        }
      }
    }
    if (closed.size() < buckets) {
      return OptionalDouble.empty();
    }
    double imbalance = 0;
    double volume = 0;
    for (double[] bucket : closed.subList(closed.size() - buckets, closed.size())) {
      imbalance += Math.abs(bucket[0] - bucket[1]);
      volume += bucket[0] + bucket[1];
    }
    return OptionalDouble.of(imbalance / volume);
  }

  /** Volume of the longest window as of a trade, that trade included; 0 while the window fills. */
  private static double bucket(NaiveTape tape, int newest) {
    int longest = tape.options.windowsSeconds().get(tape.options.windowsSeconds().size() - 1);
    long now = tape.trades.get(newest).timeNs();
    if (now - tape.startNs < longest * 1_000_000_000L) {
      return 0;
    }
    double volume = 0;
    long first = Math.floorDiv(now, 1_000_000_000L) - longest;
    for (int i = newest; i >= 0; i--) {
      Trade trade = tape.trades.get(i);
      if (Math.floorDiv(trade.timeNs(), 1_000_000_000L) <= first) {
        break;
      }
      volume += trade.quantity();
    }
    return volume;
  }
}
