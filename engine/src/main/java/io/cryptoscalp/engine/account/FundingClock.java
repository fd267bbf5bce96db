package io.cryptoscalp.engine.account;

import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Notices funding settlements. The rate that counts is the last one announced before the
 * settlement; it is due at the first tick at or past the announced time.
 */
final class FundingClock {
  private final Map<String, Settlement> settlements = new HashMap<>();

  /** What is announced for an instrument. */
  private static final class Settlement {
    private double rate;

    /** Venue time, ns; 0 when it has passed and the next one is not known. */
    private long dueNs;
  }

  /** The rate to settle with this tick, 0 when none is due. */
  double onTick(MarketTick tick) {
    if (tick.nextFundingTimeNs() == 0) {
      return 0;
    }
    double settle = 0;
    Settlement next = settlements.get(tick.instrument());
    if (next != null && next.dueNs != 0 && tick.eventTimeNs() >= next.dueNs) {
      settle = Double.isFinite(next.rate) ? next.rate : 0;
      next.dueNs = 0;
    }
    if (tick.nextFundingTimeNs() > tick.eventTimeNs()) {
      if (next == null) {
        next = new Settlement();
        settlements.put(tick.instrument(), next);
      }
      next.dueNs = tick.nextFundingTimeNs();
      next.rate = tick.fundingRate();
    }
    return settle;
  }

  void write(StateWriter out) {
    TreeMap<String, Settlement> sorted = new TreeMap<>(settlements);
    out.writeInt(sorted.size());
    for (Map.Entry<String, Settlement> entry : sorted.entrySet()) {
      out.writeString(entry.getKey());
      out.writeDouble(entry.getValue().rate);
      out.writeLong(entry.getValue().dueNs);
    }
  }

  void read(StateReader in) {
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      Settlement next = new Settlement();
      settlements.put(in.readText(), next);
      next.rate = in.readDouble();
      next.dueNs = in.readLong();
    }
  }
}
