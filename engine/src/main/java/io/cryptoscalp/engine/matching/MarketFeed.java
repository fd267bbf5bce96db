package io.cryptoscalp.engine.matching;

import io.cryptoscalp.engine.event.MarketEvents;
import io.cryptoscalp.engine.instrument.InstrumentLookup;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The markets that the simulated venues of many trials run on while messages come in: of each
 * instrument, what happened since the slowest trial's clock. Messages are given in the order of
 * their arrival; a trial may go to a time when all that arrived up to {@link #longestNs} after it
 * has been given, and {@link #release} follows when all trials have.
 */
public final class MarketFeed {
  private static final int VERSION = 1;

  private final InstrumentLookup instruments;
  private final @Nullable LatencyModel model;
  private final long longestNs;
  private final TreeMap<String, MarketWindow> windows = new TreeMap<>();

  /**
   * Creates it before the first message.
   *
   * @param instruments finds an instrument by id
   * @param model whose entry delays are the feed's latency; null to take the venue's own times from
   *     the messages
   * @param longestNs longest latency of the feed, positive ns; a message that took longer is taken
   *     as having happened so long before it arrived
   */
  public MarketFeed(InstrumentLookup instruments, @Nullable LatencyModel model, long longestNs) {
    this.instruments = instruments;
    this.model = model;
    this.longestNs = longestNs;
  }

  /** Longest latency of the feed, ns. */
  public long longestNs() {
    return longestNs;
  }

  /** The market of an instrument, to make an executor of. */
  public MarketColumns market(String instrument) {
    return window(instrument);
  }

  private MarketWindow window(String id) {
    MarketWindow window = windows.get(id);
    if (window == null) {
      window = new MarketWindow(instruments.get(id), new FeedClock(model, longestNs));
      windows.put(id, window);
    }
    return window;
  }

  /** Takes a message of an instrument that a trial trades; others are not kept. */
  public void add(MarketEvents message) {
    MarketWindow window = windows.get(message.instrument());
    if (window != null) {
      window.add(message);
    }
  }

  /** Forgets what happened up to a time, ns; every venue passes it. */
  public void release(long untilNs) {
    for (MarketWindow window : windows.values()) {
      window.release(untilNs);
    }
  }

  /**
   * By how much venue times of each instrument have been moved back, ns, because messages arrived
   * before they happened; 0 where the recorder's clock did not lag.
   */
  public SortedMap<String, Long> movedBackNs() {
    TreeMap<String, Long> moved = new TreeMap<>();
    windows.forEach((id, window) -> moved.put(id, window.movedBackNs()));
    return moved;
  }

  /** Events held now. */
  public int size() {
    int size = 0;
    for (MarketWindow window : windows.values()) {
      size += window.end;
    }
    return size;
  }

  /** Writes the events held. */
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeInt(windows.size());
    for (Map.Entry<String, MarketWindow> entry : windows.entrySet()) {
      out.writeString(entry.getKey());
      entry.getValue().write(out);
    }
  }

  /** Reads what {@link #write} wrote, before the executors on it read theirs. */
  public void read(StateReader in) {
    in.readVersion(VERSION, "market-feed");
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      window(in.readText()).read(in);
    }
  }
}
