package io.cryptoscalp.engine.matching;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import org.jspecify.annotations.Nullable;

/**
 * Says when a message that arrived at a local time had happened at the venue, on the owner's clock,
 * from what has arrived so far and nothing else: by the message's own time, or by a model of the
 * feed's latency. Never after its arrival and never more than the longest latency before it, so
 * that a time further back is final.
 *
 * <p>By the messages' times: where one arrived before it happened, the recorder's clock lagged, and
 * venue times are moved back by as much from then on. A message without a time is put as late as it
 * can have happened, its arrival less the smallest latency so far.
 */
final class FeedClock {
  private static final int VERSION = 1;

  private final @Nullable LatencyModel model;
  private final long longestNs;
  private long leastNs = Long.MAX_VALUE;
  private long shiftNs;
  private long floorNs = Long.MIN_VALUE;
  private long lastNs = Long.MIN_VALUE;
  private long number;

  /**
   * Creates it.
   *
   * @param model whose entry delays are the feed's; null to go by the messages' times
   * @param longestNs longest latency, positive ns
   */
  FeedClock(@Nullable LatencyModel model, long longestNs) {
    if (longestNs <= 0) {
      throw new IllegalArgumentException("LATENCY_INVALID: longestNs=" + longestNs);
    }
    this.model = model;
    this.longestNs = longestNs;
  }

  /** True when a message has no time that counts. */
  boolean isUntimed(long stampNs) {
    return model == null && stampNs <= 0;
  }

  /** By how much venue times are moved back now, because the recorder's clock lagged; 0 or more. */
  long movedBackNs() {
    return shiftNs;
  }

  /** When the next message to arrive happened; its own time is 0 when it has none. */
  long venueNs(long stampNs, long localNs) {
    long venue;
    if (model != null) {
      venue = Math.max(localNs - model.entryNs(localNs, number++), floorNs);
      // One connection: nothing overtakes.
      floorNs = Math.max(venue, localNs - longestNs);
    } else if (stampNs <= 0) {
      long smallest = leastNs == Long.MAX_VALUE ? 0 : leastNs + shiftNs;
      venue = localNs - smallest;
    } else {
      leastNs = Math.min(leastNs, localNs - stampNs);
      if (leastNs + shiftNs < 0) {
        shiftNs = -leastNs;
        // What came before was moved by less: nothing later may fall behind it.
        floorNs = lastNs;
      }
      venue = stampNs - shiftNs;
    }
    venue = Math.min(localNs, Math.max(Math.max(venue, floorNs), localNs - longestNs));
    lastNs = Math.max(lastNs, venue);
    return venue;
  }

  void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeLong(leastNs);
    out.writeLong(shiftNs);
    out.writeLong(floorNs);
    out.writeLong(lastNs);
    out.writeLong(number);
  }

  void read(StateReader in) {
    in.readVersion(VERSION, "feed-clock");
    leastNs = in.readLong();
    shiftNs = in.readLong();
    floorNs = in.readLong();
    lastNs = in.readLong();
    number = in.readLong();
  }
}
