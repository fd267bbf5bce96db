package io.cryptoscalp.operators.instrument;

import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import io.cryptoscalp.operators.stream.ForeignCloses;
import io.cryptoscalp.operators.stream.RawFrame;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Inputs of one instrument that wait for the watermark: its own frames, which keep their order, and
 * closes of other instruments, which take their place among them by receive time, before own frames
 * of the same time. What comes out is the same in every run, however the two streams interleave.
 *
 * <p>An own frame that was received before the one ahead of it (the edge's clock was set back) is
 * due with that one. If they are more than a minute apart the stamp ahead is taken for the wrong
 * one, and all of them are due with the newer frame: one wrong stamp must not stop an instrument.
 */
final class HeldInputs {
  private static final long NS_PER_MS = 1_000_000;
  private static final long LEAP_NS = 60_000_000_000L;

  /** An input and when it is due. */
  static final class Held {
    private final RawFrame frame;
    private final long timestamp;
    private long dueNs;

    Held(RawFrame frame, long timestamp, long dueNs) {
      this.frame = frame;
      this.timestamp = timestamp;
      this.dueNs = dueNs;
    }

    RawFrame frame() {
      return frame;
    }

    /** Timestamp of the record that brought it. */
    long timestamp() {
      return timestamp;
    }
  }

  private final ArrayDeque<Held> frames = new ArrayDeque<>();
  private final PriorityQueue<Held> closes =
      new PriorityQueue<>((a, b) -> ForeignCloses.ORDER.compare(a.frame, b.frame));

  boolean isEmpty() {
    return frames.isEmpty() && closes.isEmpty();
  }

  void add(RawFrame frame, long timestamp) {
    long receivedNs = frame.receiveTimeNs();
    if (ForeignCloses.isClose(frame)) {
      closes.add(new Held(frame, timestamp, receivedNs));
      return;
    }
    Held last = frames.peekLast();
    if (last != null && receivedNs > 0 && last.dueNs - receivedNs > LEAP_NS) {
      lower(receivedNs);
    }
    frames.addLast(
        new Held(frame, timestamp, last == null ? receivedNs : Math.max(last.dueNs, receivedNs)));
  }

  private void lower(long toNs) {
    for (Iterator<Held> newest = frames.descendingIterator(); newest.hasNext(); ) {
      Held held = newest.next();
      if (held.dueNs <= toNs) {
        return;
      }
      held.dueNs = toNs;
    }
  }

  /** Removes the next input that is due at a watermark, null when none is. */
  @Nullable Held poll(long watermarkMs) {
    Held frame = frames.peek();
    Held close = closes.peek();
    boolean closeFirst = close != null && (frame == null || close.dueNs <= frame.dueNs);
    Held head = closeFirst ? close : frame;
    if (head == null || head.dueNs / NS_PER_MS > watermarkMs) {
      return null;
    }
    return closeFirst ? closes.poll() : frames.poll();
  }

  void write(StateWriter out) {
    out.writeInt(frames.size() + closes.size());
    for (Held held : frames) {
      write(held, out);
    }
    // In order, so that equal contents are equal bytes.
    closes.stream()
        .sorted((a, b) -> ForeignCloses.ORDER.compare(a.frame, b.frame))
        .forEach(held -> write(held, out));
  }

  private static void write(Held held, StateWriter out) {
    RawFrame frame = held.frame;
    FrameKind kind = frame.kind();
    out.writeString(frame.key());
    out.writeString(frame.venue().id());
    out.writeString(frame.symbol());
    out.writeString(frame.stream());
    out.writeBoolean(kind != null);
    out.writeLong(frame.receiveTimeNs());
    out.writeLong(frame.sentTimeNs());
    out.writeLong(frame.consumedTimeNs());
    out.writeInt(frame.partition());
    out.writeLong(frame.offset());
    out.writeBytes(frame.payload());
    out.writeLong(held.timestamp);
    out.writeLong(held.dueNs);
  }

  void read(StateReader in) {
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      String key = in.readText();
      Venue venue = Venue.ofId(in.readText());
      String symbol = in.readText();
      String stream = in.readText();
      FrameKind kind = in.readBoolean() ? FrameKind.ofStream(stream) : null;
      RawFrame frame =
          new RawFrame(
              key,
              venue,
              symbol,
              kind,
              stream,
              in.readLong(),
              in.readLong(),
              in.readLong(),
              in.readInt(),
              in.readLong(),
              in.readBytes());
      Held held = new Held(frame, in.readLong(), in.readLong());
      if (ForeignCloses.isClose(frame)) {
        closes.add(held);
      } else {
        frames.addLast(held);
      }
    }
  }
}
