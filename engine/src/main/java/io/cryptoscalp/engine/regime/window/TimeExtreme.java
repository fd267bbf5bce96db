package io.cryptoscalp.engine.regime.window;

import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.Arrays;

/**
 * The highest or lowest value of the last stretch of time, with its moment: a monotonic queue
 * (Lemire 2006, "Streaming maximum-minimum filter using no more than three comparisons per
 * element", arXiv:cs/0610046) over slots of time.
 *
 * <p>Time is cut into slots of 1/{@value #SLOTS} of the window, and the window is the present slot
 * and the {@value #SLOTS} - 1 before it, so it is up to one slot shorter than named. Of one slot at
 * most one value is kept: memory is bounded however many values come. O(1) amortised; allocates
 * nothing. Of one thread.
 */
public final class TimeExtreme {
  /** Slots of a window. */
  public static final int SLOTS = 256;

  private static final int VERSION = 1;

  private final long slotNs;
  private final boolean highest;
  private final long[] times = new long[SLOTS];
  private final double[] values = new double[SLOTS];
  private int first;
  private int size;

  private TimeExtreme(long windowNs, boolean highest) {
    if (windowNs < SLOTS) {
      throw new IllegalArgumentException("WINDOW_INVALID: nanoseconds=" + windowNs);
    }
    this.slotNs = windowNs / SLOTS;
    this.highest = highest;
  }

  /** The highest of a window of at least {@value #SLOTS} ns. */
  public static TimeExtreme highest(long windowNs) {
    return new TimeExtreme(windowNs, true);
  }

  /** The lowest of a window of at least {@value #SLOTS} ns. */
  public static TimeExtreme lowest(long windowNs) {
    return new TimeExtreme(windowNs, false);
  }

  /**
   * Adds a value; of equal ones the newest counts.
   *
   * @param timeNs not before the value before
   */
  public void add(long timeNs, double value) {
    long slot = slot(timeNs);
    while (size > 0 && slot(times[first]) <= slot - SLOTS) {
      first = (first + 1) & (SLOTS - 1);
      size--;
    }
    while (size > 0 && !beats(values[index(size - 1)], value)) {
      size--;
    }
    // What stands in the same slot leaves at the same time: beside a better one, a worse is lost.
    if (size == 0 || slot(times[index(size - 1)]) != slot) {
      int at = index(size++);
      times[at] = timeNs;
      values[at] = value;
    }
  }

  private long slot(long timeNs) {
    return Math.floorDiv(timeNs, slotNs);
  }

  private int index(int nth) {
    return (first + nth) & (SLOTS - 1);
  }

  private boolean beats(double one, double other) {
    return highest ? one > other : one < other;
  }

  /** True before the first value and after {@link #clear}. */
  public boolean isEmpty() {
    return size == 0;
  }

  /** The extreme as of the newest value; NaN when empty. */
  public double value() {
    return size == 0 ? Double.NaN : values[first];
  }

  /** When it was, ns; that of the newest of equal ones. {@link Long#MIN_VALUE} when empty. */
  public long timeNs() {
    return size == 0 ? Long.MIN_VALUE : times[first];
  }

  /**
   * The extreme of the slot of a moment and of all later ones within the window; NaN when nothing
   * came since.
   */
  public double since(long timeNs) {
    long slot = slot(timeNs);
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (slot(times[index(middle)]) < slot) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == size ? Double.NaN : values[index(low)];
  }

  /** Forgets all values. */
  public void clear() {
    first = 0;
    size = 0;
  }

  /** Writes what is kept, at most {@value #SLOTS} values; the window's length is not part. */
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeInt(size);
    for (int i = 0; i < size; i++) {
      out.writeLong(times[index(i)]);
      out.writeDouble(values[index(i)]);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws StateException coded {@code STATE_MISMATCH} when it holds more than a window can
   */
  public void read(StateReader in) {
    in.readVersion(VERSION, "time-extreme");
    int stored = in.readInt();
    if (stored < 0 || stored > SLOTS) {
      throw new StateException("STATE_MISMATCH: state=time-extreme stored=" + stored);
    }
    Arrays.fill(times, 0);
    first = 0;
    size = stored;
    for (int i = 0; i < stored; i++) {
      times[i] = in.readLong();
      values[i] = in.readDouble();
    }
  }
}
