package io.cryptoscalp.bench.backtest;

import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.matching.FillLog;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A fill as both sides tell it.
 *
 * @param timeNs venue time
 * @param buy direction
 * @param tick price in ticks
 * @param lots quantity in lots
 */
record Fill(long timeNs, boolean buy, long tick, long lots) implements Comparable<Fill> {
  static List<Fill> of(FillLog log, Instrument instrument) {
    List<Fill> fills = new ArrayList<>();
    for (int i = 0; i < log.size(); i++) {
      long tick = log.price(i) / instrument.tickSize();
      long lots = log.quantity(i) / instrument.lotSize();
      fills.add(new Fill(log.timeNs(i), log.isBuy(i), tick, lots));
    }
    Collections.sort(fills);
    return fills;
  }

  /** What a peer wrote: four numbers a fill, the second positive for a buy. */
  static List<Fill> of(LongBuffer values) {
    List<Fill> fills = new ArrayList<>();
    while (values.hasRemaining()) {
      fills.add(new Fill(values.get(), values.get() > 0, values.get(), values.get()));
    }
    Collections.sort(fills);
    return fills;
  }

  @Override
  public int compareTo(Fill other) {
    int order = Long.compare(timeNs, other.timeNs);
    order = order != 0 ? order : Boolean.compare(buy, other.buy);
    order = order != 0 ? order : Long.compare(tick, other.tick);
    return order != 0 ? order : Long.compare(lots, other.lots);
  }
}
