package io.cryptoscalp.gateway.generate;

import java.util.Map;
import java.util.TreeMap;

/**
 * The synthetic venue's book of one instrument, in ticks and lots, with the changes since the last
 * depth message. Both sides always hold at least one level and never cross.
 */
final class SyntheticBook {
  /** Levels kept a side; the farthest leaves when there are more. */
  static final int MAX_LEVELS = 100;

  private final TreeMap<Long, Long> bids = new TreeMap<>();
  private final TreeMap<Long, Long> asks = new TreeMap<>();
  private final TreeMap<Long, Long> changedBids = new TreeMap<>();
  private final TreeMap<Long, Long> changedAsks = new TreeMap<>();
  private long updateId;
  private long lastDiffId;

  SyntheticBook(long firstUpdateId) {
    updateId = firstUpdateId;
    lastDiffId = firstUpdateId;
  }

  long bestBid() {
    return bids.lastKey();
  }

  long bestAsk() {
    return asks.firstKey();
  }

  long bestBidLots() {
    return bids.lastEntry().getValue();
  }

  long bestAskLots() {
    return asks.firstEntry().getValue();
  }

  int levels(boolean bid) {
    return bid ? bids.size() : asks.size();
  }

  /** The last change's id. */
  long updateId() {
    return updateId;
  }

  /** The last id of the depth message before. */
  long lastDiffId() {
    return lastDiffId;
  }

  long lots(boolean bid, long ticks) {
    return (bid ? bids : asks).getOrDefault(ticks, 0L);
  }

  /** Sets a level, 0 lots removing it; every call is one update id. */
  void set(boolean bid, long ticks, long lots) {
    TreeMap<Long, Long> side = bid ? bids : asks;
    if (lots == 0) {
      side.remove(ticks);
    } else {
      side.put(ticks, lots);
    }
    (bid ? changedBids : changedAsks).put(ticks, lots);
    updateId++;
    if (side.size() > MAX_LEVELS) {
      set(bid, bid ? side.firstKey() : side.lastKey(), 0);
    }
  }

  Map<Long, Long> bids() {
    return bids.descendingMap();
  }

  Map<Long, Long> asks() {
    return asks;
  }

  Map<Long, Long> changedBids() {
    return changedBids.descendingMap();
  }

  Map<Long, Long> changedAsks() {
    return changedAsks;
  }

  /** Starts the next depth message. */
  void diffSent() {
    lastDiffId = updateId;
    changedBids.clear();
    changedAsks.clear();
  }
}
