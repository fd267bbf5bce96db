package io.cryptoscalp.engine.neighbours;

import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.Arrays;

/**
 * The newest vectors of all instruments and the graph between them: as soon as a step is over,
 * every instrument that has neighbours is told of them as they were at the step. Vectors come in
 * one order for all instruments; the first of a later time ends a step. Not thread-safe.
 */
public final class NeighbourBoard {
  private static final int VERSION = 1;
  private static final String NAME = "neighbour-board";

  private final NeighbourOptions options;
  private final String columns;
  private final int width;
  private final NeighbourGraph graph;
  private final int[] slots;
  private float[][] rows = new float[0][]; // by slot
  private long[] timesNs = new long[0];

  /** Is told of neighbours. */
  public interface Listener {
    /** An instrument's neighbours as of a step that is over. */
    void neighbours(String instrument, Neighbours neighbours);
  }

  /**
   * Creates a board that has seen nothing.
   *
   * @param columns names of the vectors' columns by commas, part of the state's contract
   * @param width their number
   */
  public NeighbourBoard(NeighbourOptions options, String columns, int width) {
    this.options = options;
    this.columns = columns;
    this.width = width;
    graph = new NeighbourGraph(options);
    slots = new int[options.count()];
  }

  /**
   * Takes an instrument's newest vector; steps before its time are closed first.
   *
   * @param timeNs event time, ns; a vector older than the instrument's last is ignored
   * @param price quote units or any fixed multiple of them
   * @param row one value a column, NaN where invalid; kept, not to be modified
   */
  public void update(String instrument, long timeNs, double price, float[] row, Listener to) {
    boolean closed = false;
    while (graph.close(timeNs - 1)) {
      closed = true;
    }
    if (closed) {
      tell(to);
    }
    int slot = graph.update(instrument, timeNs, price);
    if (slot >= rows.length) {
      grow();
    }
    if (rows[slot].length == 0 || timeNs >= timesNs[slot]) {
      rows[slot] = row;
      timesNs[slot] = timeNs;
    }
  }

  private void grow() {
    int from = rows.length;
    rows = Arrays.copyOf(rows, graph.size());
    timesNs = Arrays.copyOf(timesNs, graph.size());
    Arrays.fill(rows, from, rows.length, new float[0]);
  }

  private void tell(Listener to) {
    for (int slot = 0; slot < graph.size(); slot++) {
      float[] edges = new float[options.count() * NeighbourGraph.EDGE];
      int count = graph.neighbours(slot, slots, edges, 0);
      if (count > 0) {
        float[] values = new float[options.count() * width];
        Arrays.fill(values, Float.NaN);
        for (int k = 0; k < count; k++) {
          put(slots[k], k, values, edges);
        }
        to.neighbours(graph.instrument(slot), new Neighbours(graph.closedNs(), values, edges));
      }
    }
  }

  private void put(int slot, int k, float[] values, float[] edges) {
    float[] row = rows[slot];
    if (row.length == width && graph.closedNs() - timesNs[slot] < options.maxAgeNs()) {
      System.arraycopy(row, 0, values, k * width, width);
    } else {
      Arrays.fill(edges, k * NeighbourGraph.EDGE, (k + 1) * NeighbourGraph.EDGE, 0);
    }
  }

  /** Writes graph and vectors. */
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeString(columns);
    out.writeInt(width);
    graph.write(out);
    out.writeInt(rows.length);
    for (int slot = 0; slot < rows.length; slot++) {
      out.writeString(graph.instrument(slot));
      out.writeLong(timesNs[slot]);
      out.writeInt(rows[slot].length);
      for (float value : rows[slot]) {
        out.writeInt(Float.floatToRawIntBits(value));
      }
    }
  }

  /**
   * Reads what {@link #write} wrote into a board that has seen nothing. Vectors of other columns
   * are read and left, and soon replaced.
   */
  public void read(StateReader in) {
    in.readVersion(VERSION, NAME);
    boolean same = in.readText().equals(columns);
    same &= in.readInt() == width;
    graph.read(in);
    grow();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      int slot = graph.slot(in.readText());
      long timeNs = in.readLong();
      int length = in.readInt();
      if (length < 0 || length > in.remaining()) {
        throw new StateException("STATE_CORRUPT: state=" + NAME + " length=" + length);
      }
      float[] row = new float[length];
      for (int c = 0; c < length; c++) {
        row[c] = Float.intBitsToFloat(in.readInt());
      }
      if (same && slot >= 0) {
        rows[slot] = row;
        timesNs[slot] = timeNs;
      }
    }
  }
}
