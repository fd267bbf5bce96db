package io.cryptoscalp.bench.input;

import io.cryptoscalp.gateway.publish.MarketMessage;
import io.cryptoscalp.gateway.publish.MessageSource;
import io.cryptoscalp.gateway.replay.Recording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A recording over and over: each repetition continues the ids and times of the one before, so that
 * nothing in it is a duplicate, late or a trade gap. At a seam the book of an instrument has one
 * gap and is synchronised again by the recorded snapshot, as after a reconnect.
 */
public final class RecordedLoop implements MessageSource {
  private static final long GRID_NS = 100_000_000L;

  private final List<ShiftedMessage> messages = new ArrayList<>();
  private final Map<String, Span> spans = new HashMap<>();
  private final long periodNs;
  private int next;
  private long repetition;

  /** Least and greatest ids of an instrument. */
  private static final class Span {
    private final long[] least = {Long.MAX_VALUE, Long.MAX_VALUE};
    private final long[] greatest = {Long.MIN_VALUE, Long.MIN_VALUE};

    void add(ShiftedMessage message) {
      for (int i = 0; i < message.size(); i++) {
        int kind = message.kind(i);
        if (kind != ShiftedMessage.TIME) {
          least[kind] = Math.min(least[kind], message.value(i));
          greatest[kind] = Math.max(greatest[kind], message.value(i));
        }
      }
    }

    long length(int kind) {
      return least[kind] > greatest[kind] ? 0 : greatest[kind] - least[kind] + 1;
    }
  }

  /**
   * Reads a recording into memory.
   *
   * @param folder as {@link Recording#open} takes it
   * @throws IOException when it cannot be read
   */
  public RecordedLoop(Path folder) throws IOException {
    List<String> reports = new ArrayList<>();
    try (Recording recording = Recording.open(folder, null, reports::add)) {
      for (MarketMessage message = recording.next(); message != null; message = recording.next()) {
        ShiftedMessage shifted = new ShiftedMessage(message);
        messages.add(shifted);
        spans.computeIfAbsent(key(message), key -> new Span()).add(shifted);
      }
    }
    if (messages.isEmpty()) {
      throw new IOException("no message in " + folder);
    }
    long first = messages.get(0).message().receiveTimeNs();
    long last = messages.get(messages.size() - 1).message().receiveTimeNs();
    // On the grid of the heartbeats, so that every repetition has the same ones.
    periodNs = ((last - first) / GRID_NS + 1) * GRID_NS;
  }

  private static String key(MarketMessage message) {
    return message.venue().id() + ":" + message.symbol();
  }

  /** Messages of one repetition. */
  public int size() {
    return messages.size();
  }

  /** Recorded time of one repetition, ns. */
  public long periodNs() {
    return periodNs;
  }

  @Override
  public MarketMessage next() {
    if (next == messages.size()) {
      next = 0;
      repetition++;
    }
    ShiftedMessage message = messages.get(next++);
    if (repetition == 0) {
      return message.message();
    }
    Span span = spans.get(key(message.message()));
    if (span == null) {
      throw new IllegalStateException("no ids of " + key(message.message()));
    }
    return message.at(
        repetition * span.length(ShiftedMessage.BOOK_ID),
        repetition * span.length(ShiftedMessage.TRADE_ID),
        repetition * periodNs);
  }

  @Override
  public void close() {}
}
