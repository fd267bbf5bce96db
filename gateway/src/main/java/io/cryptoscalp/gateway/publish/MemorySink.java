package io.cryptoscalp.gateway.publish;

import java.util.ArrayList;
import java.util.List;

/**
 * Keeps everything in memory, in the order of sending: for tests of sources and jobs that need no
 * broker. A heartbeat is an entry with an empty payload. Not thread-safe.
 */
public final class MemorySink implements MessageSink {
  /**
   * One thing sent.
   *
   * @param message the message, null for a heartbeat
   * @param receiveTimeNs receive time of the message, or time of the heartbeat
   */
  public record Entry(
      @org.jspecify.annotations.Nullable MarketMessage message, long receiveTimeNs) {}

  private final List<Entry> entries = new ArrayList<>();

  @Override
  public void send(MarketMessage message) {
    entries.add(new Entry(message, message.receiveTimeNs()));
  }

  @Override
  public void heartbeat(long receiveTimeNs) {
    entries.add(new Entry(null, receiveTimeNs));
  }

  @Override
  public Mark mark() {
    return () -> true;
  }

  @Override
  public void flush() {
    // Nothing is under way.
  }

  @Override
  public void close() {
    // Nothing is held but memory.
  }

  /** Everything sent so far. */
  public List<Entry> entries() {
    return entries;
  }

  /** The messages alone. */
  public List<MarketMessage> messages() {
    List<MarketMessage> messages = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.message() != null) {
        messages.add(entry.message());
      }
    }
    return messages;
  }
}
