package io.cryptoscalp.operators.backtest;

import io.cryptoscalp.engine.event.MarketEvents;
import io.cryptoscalp.engine.matching.MarketFeed;
import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The markets that trials of a shard run on at their simulated venues, shared by those whose feed
 * is delayed in the same way. Empty where no trial has a venue.
 */
public final class TrialMarkets {
  private static final long NS_PER_MS = 1_000_000;

  private final TreeMap<String, MarketFeed> feeds = new TreeMap<>();
  private long holdMs;

  /**
   * The markets by the way their feed is delayed.
   *
   * @param delay says it in words: the same words are the same markets
   * @param create makes them when they are asked for the first time
   */
  public MarketFeed feed(String delay, Supplier<MarketFeed> create) {
    MarketFeed feed = feeds.get(delay);
    if (feed == null) {
      feed = create.get();
      feeds.put(delay, feed);
      holdMs = Math.max(holdMs, (feed.longestNs() + NS_PER_MS - 1) / NS_PER_MS);
    }
    return feed;
  }

  /** How far the clock of trials stays behind what has arrived, ms of receive time. */
  long holdMs() {
    return holdMs;
  }

  void add(MarketEvents message) {
    for (MarketFeed feed : feeds.values()) {
      feed.add(message);
    }
  }

  /** {@link MarketFeed#movedBackNs}, the most of the markets of an instrument. */
  SortedMap<String, Long> movedBackNs() {
    TreeMap<String, Long> most = new TreeMap<>();
    for (MarketFeed feed : feeds.values()) {
      feed.movedBackNs().forEach((id, ns) -> most.merge(id, ns, Math::max));
    }
    return most;
  }

  void release(long untilNs) {
    for (MarketFeed feed : feeds.values()) {
      feed.release(untilNs);
    }
  }

  void write(StateWriter out) {
    out.writeInt(feeds.size());
    for (MarketFeed feed : feeds.values()) {
      feed.write(out);
    }
  }

  /** Reads what {@link #write} wrote, when the same trials have asked for the same markets. */
  void read(StateReader in) {
    int count = in.readInt();
    if (count != feeds.size()) {
      throw new StateException(
          "STATE_OTHER_TRIALS: storedFeeds=" + count + " configured=" + feeds.size());
    }
    for (MarketFeed feed : feeds.values()) {
      feed.read(in);
    }
  }
}
