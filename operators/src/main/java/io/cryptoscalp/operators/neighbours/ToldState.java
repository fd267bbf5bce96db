package io.cryptoscalp.operators.neighbours;

import io.cryptoscalp.engine.event.StreamEvent;
import io.cryptoscalp.engine.neighbours.Neighbours;
import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import io.cryptoscalp.operators.state.StateCodec;
import io.cryptoscalp.operators.stream.NeighbourCodec;
import io.cryptoscalp.operators.stream.StreamEventCodec;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;

/**
 * What one instrument was told last, and what waits for the watermark: its own events, which keep
 * their order, and news, which take their place before own events of the same timestamp.
 */
final class ToldState {
  private static final int VERSION = 1;

  /** An own event and its timestamp. */
  record Held(long timestampMs, StreamEvent event) {}

  /** News and their timestamp. */
  private record Told(long timestampMs, Neighbours neighbours) {}

  private static final Comparator<Told> ORDER =
      Comparator.comparingLong(Told::timestampMs)
          .thenComparingLong(told -> told.neighbours().stepNs());

  private final ArrayDeque<Held> events = new ArrayDeque<>();
  private final PriorityQueue<Told> news = new PriorityQueue<>(ORDER);
  private @Nullable Neighbours latest;

  @Nullable Neighbours latest() {
    return latest;
  }

  void told(Neighbours neighbours) {
    if (latest == null || neighbours.stepNs() > latest.stepNs()) {
      latest = neighbours;
    }
  }

  void hold(StreamEvent event, long timestampMs) {
    events.add(new Held(timestampMs, event));
  }

  void hold(Neighbours neighbours, long timestampMs) {
    news.add(new Told(timestampMs, neighbours));
  }

  boolean isEmpty() {
    return events.isEmpty() && news.isEmpty();
  }

  /** The next own event up to a timestamp, what it should know having been told. */
  @Nullable Held poll(long upToMs) {
    Held next = events.peek();
    Told first = news.peek();
    while (first != null
        && first.timestampMs() <= upToMs
        && (next == null || first.timestampMs() <= next.timestampMs())) {
      told(first.neighbours());
      news.remove();
      first = news.peek();
    }
    return next == null || next.timestampMs() > upToMs ? null : events.poll();
  }

  /** Its codec. */
  static final class Codec implements StateCodec<ToldState> {
    private final StreamEventCodec codec = new StreamEventCodec();
    private final DataOutputSerializer bytes = new DataOutputSerializer(1024);

    @Override
    public ToldState create(String key) {
      return new ToldState();
    }

    @Override
    public void write(ToldState state, StateWriter out) {
      try {
        out.writeByte(VERSION);
        out.writeBoolean(state.latest != null);
        if (state.latest != null) {
          write(state.latest, out);
        }
        out.writeInt(state.events.size());
        for (Held held : state.events) {
          out.writeLong(held.timestampMs());
          bytes.clear();
          codec.write(held.event(), bytes);
          out.writeBytes(bytes.getCopyOfBuffer());
        }
        List<Told> waiting = new ArrayList<>(state.news);
        waiting.sort(ORDER);
        out.writeInt(waiting.size());
        for (Told told : waiting) {
          out.writeLong(told.timestampMs());
          write(told.neighbours(), out);
        }
      } catch (IOException e) {
        throw new IllegalStateException("memory does not fail", e);
      }
    }

    private void write(Neighbours neighbours, StateWriter out) throws IOException {
      bytes.clear();
      NeighbourCodec.write(neighbours, bytes);
      out.writeBytes(bytes.getCopyOfBuffer());
    }

    @Override
    public ToldState read(String key, StateReader in) {
      in.readVersion(VERSION, "told");
      ToldState state = new ToldState();
      try {
        if (in.readBoolean()) {
          state.latest = NeighbourCodec.read(new DataInputDeserializer(in.readBytes()));
        }
        int events = in.readInt();
        for (int i = 0; i < events; i++) {
          long timestampMs = in.readLong();
          state.hold(codec.read(new DataInputDeserializer(in.readBytes())), timestampMs);
        }
        int news = in.readInt();
        for (int i = 0; i < news; i++) {
          long timestampMs = in.readLong();
          state.hold(NeighbourCodec.read(new DataInputDeserializer(in.readBytes())), timestampMs);
        }
      } catch (IOException e) {
        throw new StateException("STATE_CORRUPT: state=told reason=" + e.getMessage());
      }
      return state;
    }
  }
}
