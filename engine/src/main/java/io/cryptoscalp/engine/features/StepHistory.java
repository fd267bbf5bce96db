package io.cryptoscalp.engine.features;

import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The vectors of one instrument at the last boundaries of event time, for models that look at
 * sequences. Boundaries are the whole multiples of {@link StepOptions#stepNs()}; the row of a
 * boundary is the last vector at or before it, so that a boundary without news repeats the one
 * before. A sequence is the rows of the {@code steps - 1} boundaries before the current vector's
 * time, oldest first, and the current vector itself. Of candles whose closes are boundaries every
 * candle is thus a step.
 *
 * <p>A gap longer than {@link StepOptions#maxGapNs()} forgets everything. A vector that is older
 * than the one before counts at the time of that one. Values are single precision; invalid ones are
 * NaN, which no model may be given. An update allocates nothing; {@link #history()} allocates once
 * a step. Not thread-safe.
 */
public final class StepHistory {
  private static final int VERSION = 1;
  private static final String NAME = "step-history";

  private final StepOptions options;
  private final int[] positions;
  private final int capacity;
  private final float[] ring; // rows of complete boundaries
  private final float[] latest; // the newest vector, row of its boundary once that is past
  private int rows;
  private int next; // where the row of the next boundary goes
  private boolean started;
  private long latestNs;
  private float @Nullable [] shared;

  /**
   * Creates an empty history.
   *
   * @param options shape of the sequences
   * @param positions which values of the vectors are kept, in the order of the columns
   */
  public StepHistory(StepOptions options, int[] positions) {
    this.options = options;
    this.positions = positions.clone();
    this.capacity = options.steps() - 1;
    this.ring = new float[capacity * positions.length];
    this.latest = new float[positions.length];
  }

  /**
   * Takes the current vector.
   *
   * @param timeNs venue time, ns
   * @param values the pipeline's values
   * @param valid bit i of word i/64 is set when value i is usable
   */
  public void update(long timeNs, double[] values, long[] valid) {
    advance(timeNs);
    for (int i = 0; i < latest.length; i++) {
      int position = positions[i];
      boolean usable = (valid[position >>> 6] >>> (position & 63) & 1L) != 0;
      latest[i] = usable ? (float) values[position] : Float.NaN;
    }
  }

  /**
   * Takes the current vector when it has the history's columns already.
   *
   * @param timeNs venue time, ns
   * @param columns one value a column, NaN where invalid
   */
  public void update(long timeNs, float[] columns) {
    advance(timeNs);
    System.arraycopy(columns, 0, latest, 0, latest.length);
  }

  /** Closes the boundaries before this time. */
  private void advance(long timeNs) {
    if (started && timeNs <= latestNs) {
      return;
    }
    if (started && timeNs - latestNs > options.maxGapNs()) {
      rows = 0;
      next = 0;
      shared = null;
    } else if (started) {
      long passed = boundary(timeNs) - boundary(latestNs);
      for (long i = Math.min(passed, capacity); i > 0; i--) {
        System.arraycopy(latest, 0, ring, next * latest.length, latest.length);
        next = next + 1 == capacity ? 0 : next + 1;
        rows = Math.min(rows + 1, capacity);
        shared = null;
      }
    }
    started = true;
    latestNs = timeNs;
  }

  /** The first boundary at or after a time, counted in steps. */
  private long boundary(long timeNs) {
    return -Math.floorDiv(-timeNs, options.stepNs());
  }

  /** True when every boundary of a sequence has a row. */
  public boolean isFull() {
    return rows == capacity;
  }

  /** Vectors of a sequence. */
  public int steps() {
    return options.steps();
  }

  /** Columns of a vector. */
  public int columns() {
    return latest.length;
  }

  /**
   * The rows before the current vector, oldest first, {@code (steps - 1) x columns}; null until
   * there are enough. The array is made once a step and shared: it must not be modified.
   */
  public float @Nullable [] history() {
    if (shared == null && isFull()) {
      shared = new float[ring.length];
      rotate(ring, shared);
    }
    return shared;
  }

  private void rotate(float[] from, float[] to) {
    int split = next * latest.length; // the oldest row lies where the next one goes
    System.arraycopy(from, split, to, 0, from.length - split);
    System.arraycopy(from, 0, to, from.length - split, split);
  }

  /**
   * Writes the sequence, oldest step first, the current vector last.
   *
   * @param target at least {@code steps x columns} long
   * @return false, with nothing written, until there are enough rows
   */
  public boolean copyTo(float[] target) {
    if (!isFull()) {
      return false;
    }
    rotate(ring, target);
    System.arraycopy(latest, 0, target, ring.length, latest.length);
    return true;
  }

  /** Writes the history; a row that repeats the one before costs one byte. */
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeInt(options.steps());
    out.writeLong(options.stepNs());
    out.writeInt(positions.length);
    for (int position : positions) {
      out.writeInt(position);
    }
    out.writeBoolean(started);
    if (!started) {
      return;
    }
    out.writeLong(latestNs);
    out.writeInt(rows);
    int first = Math.floorMod(next - rows, capacity);
    for (int i = 0; i < rows; i++) {
      int at = (first + i) % capacity * latest.length;
      int before = (first + i + capacity - 1) % capacity * latest.length;
      boolean repeats = i > 0 && equal(at, before);
      out.writeBoolean(repeats);
      for (int c = 0; c < latest.length && !repeats; c++) {
        out.writeInt(Float.floatToRawIntBits(ring[at + c]));
      }
    }
    for (float value : latest) {
      out.writeInt(Float.floatToRawIntBits(value));
    }
  }

  private boolean equal(int a, int b) {
    for (int c = 0; c < latest.length; c++) {
      if (Float.floatToRawIntBits(ring[a + c]) != Float.floatToRawIntBits(ring[b + c])) {
        return false;
      }
    }
    return true;
  }

  /**
   * Reads what {@link #write} wrote. A history of other steps or columns is read and left: this one
   * then fills afresh, since rows of another shape are of no use and soon replaced.
   */
  public void read(StateReader in) {
    restore(this, in);
  }

  /** Reads what {@link #write} wrote, for nobody where null. */
  public static void restore(@Nullable StepHistory into, StateReader in) {
    in.readVersion(VERSION, NAME);
    int steps = in.readInt();
    long stepNs = in.readLong();
    int columns = in.readInt();
    if (steps < 2 || steps > StepOptions.MOST_STEPS || stepNs <= 0) {
      throw new StateException(
          "STATE_CORRUPT: state=" + NAME + " steps=" + steps + " stepNs=" + stepNs);
    }
    if (columns < 0 || columns > in.remaining()) {
      throw new StateException("STATE_CORRUPT: state=" + NAME + " columns=" + columns);
    }
    int[] positions = new int[columns];
    for (int i = 0; i < columns; i++) {
      positions[i] = in.readInt();
    }
    boolean same =
        into != null
            && steps == into.options.steps()
            && stepNs == into.options.stepNs()
            && Arrays.equals(positions, into.positions);
    if (into != null && same) {
      into.readRows(in);
    } else {
      new StepHistory(new StepOptions(steps, stepNs, stepNs), positions).readRows(in);
    }
  }

  private void readRows(StateReader in) {
    started = in.readBoolean();
    rows = 0;
    next = 0;
    shared = null;
    if (!started) {
      return;
    }
    latestNs = in.readLong();
    int count = in.readInt();
    if (count < 0 || count > capacity) {
      throw new StateException(
          "STATE_CORRUPT: state=" + NAME + " rows=" + count + " most=" + capacity);
    }
    for (int i = 0; i < count; i++) {
      int at = i * latest.length;
      if (in.readBoolean()) {
        System.arraycopy(ring, at - latest.length, ring, at, latest.length);
      } else {
        for (int c = 0; c < latest.length; c++) {
          ring[at + c] = Float.intBitsToFloat(in.readInt());
        }
      }
    }
    rows = count;
    next = count % capacity;
    for (int c = 0; c < latest.length; c++) {
      latest[c] = Float.intBitsToFloat(in.readInt());
    }
  }
}
