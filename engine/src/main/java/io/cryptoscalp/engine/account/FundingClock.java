package io.cryptoscalp.engine.account;

import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.Map;
import java.util.TreeMap;

/**
 * Notices funding settlements. The rate that counts is the last one announced before the
 * settlement; it is due at the first tick at or past the announced time.
 */
final class FundingClock {
  private final Map<String, double[]> rates = new TreeMap<>();
  private final Map<String, Long> due = new TreeMap<>();

  /** The rate to settle with this tick, 0 when none is due. */
  double onTick(MarketTick tick) {
    if (tick.nextFundingTimeNs() == 0) {
      return 0;
    }
    String instrument = tick.instrument();
    double settle = 0;
    Long dueNs = due.get(instrument);
    double[] rate = rates.get(instrument);
    if (dueNs != null && rate != null && tick.eventTimeNs() >= dueNs) {
      settle = Double.isFinite(rate[0]) ? rate[0] : 0;
      due.remove(instrument);
    }
    if (tick.nextFundingTimeNs() > tick.eventTimeNs()) {
      due.put(instrument, tick.nextFundingTimeNs());
      rates.computeIfAbsent(instrument, id -> new double[1])[0] = tick.fundingRate();
    }
    return settle;
  }

  void write(StateWriter out) {
    out.writeInt(rates.size());
    for (Map.Entry<String, double[]> entry : rates.entrySet()) {
      out.writeString(entry.getKey());
      out.writeDouble(entry.getValue()[0]);
      out.writeLong(due.getOrDefault(entry.getKey(), 0L));
    }
  }

  void read(StateReader in) {
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      String instrument = in.readText();
      rates.put(instrument, new double[] {in.readDouble()});
      long dueNs = in.readLong();
      if (dueNs != 0) {
        due.put(instrument, dueNs);
      }
    }
  }
}
