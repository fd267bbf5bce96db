package io.cryptoscalp.operators.neighbours;

import io.cryptoscalp.engine.neighbours.NeighbourBoard;
import io.cryptoscalp.engine.neighbours.NeighbourOptions;
import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import io.cryptoscalp.operators.state.StateCodec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** The board and the vectors that wait for the watermark. */
final class NeighbourBoardState {
  private static final int VERSION = 1;

  /** A vector and the timestamp of the record that brought it. */
  record Held(long timestampMs, NeighbourVector vector) {}

  /** The same in every run, whichever instrument's vectors came first. */
  private static final Comparator<Held> ORDER =
      Comparator.comparingLong(Held::timestampMs)
          .thenComparingLong(held -> held.vector().eventTimeNs())
          .thenComparing(held -> held.vector().instrument())
          .thenComparingLong(held -> held.vector().sequence());

  private final NeighbourBoard board;
  private final PriorityQueue<Held> held = new PriorityQueue<>(ORDER);

  private NeighbourBoardState(NeighbourBoard board) {
    this.board = board;
  }

  NeighbourBoard board() {
    return board;
  }

  void hold(NeighbourVector vector, long timestampMs) {
    held.add(new Held(timestampMs, vector));
  }

  /** The next vector up to a timestamp. */
  @Nullable Held poll(long upToMs) {
    Held next = held.peek();
    return next == null || next.timestampMs() > upToMs ? null : held.poll();
  }

  /**
   * Its codec.
   *
   * @param names features of the vectors in order of their columns
   */
  record Codec(NeighbourOptions options, List<String> names)
      implements StateCodec<NeighbourBoardState> {
    @Override
    public NeighbourBoardState create(String key) {
      return new NeighbourBoardState(
          new NeighbourBoard(options, String.join(",", names), names.size()));
    }

    @Override
    public void write(NeighbourBoardState state, StateWriter out) {
      out.writeByte(VERSION);
      state.board.write(out);
      List<Held> waiting = new ArrayList<>(state.held);
      waiting.sort(ORDER);
      out.writeInt(waiting.size());
      for (Held one : waiting) {
        NeighbourVector vector = one.vector();
        out.writeLong(one.timestampMs());
        out.writeString(vector.instrument());
        out.writeLong(vector.eventTimeNs());
        out.writeLong(vector.sequence());
        out.writeDouble(vector.price());
        out.writeInt(vector.columns().length);
        for (float value : vector.columns()) {
          out.writeInt(Float.floatToRawIntBits(value));
        }
      }
    }

    @Override
    public NeighbourBoardState read(String key, StateReader in) {
      in.readVersion(VERSION, "neighbours");
      NeighbourBoardState state = create(key);
      state.board.read(in);
      int count = in.readInt();
      for (int i = 0; i < count; i++) {
        long timestampMs = in.readLong();
        String instrument = in.readText();
        long eventTimeNs = in.readLong();
        long sequence = in.readLong();
        double price = in.readDouble();
        int length = in.readInt();
        if (length < 0 || length > in.remaining()) {
          throw new StateException("STATE_CORRUPT: state=neighbours length=" + length);
        }
        float[] columns = new float[length];
        for (int c = 0; c < length; c++) {
          columns[c] = Float.intBitsToFloat(in.readInt());
        }
        state.hold(
            new NeighbourVector(instrument, eventTimeNs, sequence, price, columns), timestampMs);
      }
      return state;
    }
  }
}
