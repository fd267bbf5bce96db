package io.cryptoscalp.engine.regime.window;

import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * The last n values with their mean, from a running sum that is computed afresh every n values: at
 * most 2 n additions of rounding, whatever came before. It is also computed afresh when it has
 * shrunk so far that rounding of what left would show: the mean of zeros is 0. O(1) amortised;
 * allocates nothing. Of one thread.
 */
public final class MeanWindow {
  private static final int VERSION = 1;

  /** A sum that shrinks below this part of its peak is computed afresh. */
  private static final double SHRUNK = 1e-6;

  private final double[] ring;
  private int next;
  private int size;
  private double sum;
  private double peak;

  /**
   * Creates an empty window.
   *
   * @param length values it holds, at least 1
   */
  public MeanWindow(int length) {
    if (length < 1) {
      throw new IllegalArgumentException("WINDOW_INVALID: length=" + length);
    }
    ring = new double[length];
  }

  /** Adds a finite value; the oldest leaves a full window. */
  public void add(double value) {
    if (size == ring.length) {
      sum -= ring[next];
    } else {
      size++;
    }
    ring[next] = value;
    sum += value;
    next++;
    peak = Math.max(peak, Math.abs(sum));
    if (next == ring.length) {
      next = 0;
      refresh();
    } else if (Math.abs(sum) < SHRUNK * peak) {
      refresh();
    }
  }

  private void refresh() {
    sum = 0;
    for (int i = 0; i < size; i++) {
      sum += ring[i];
    }
    peak = Math.abs(sum);
  }

  /** Values held, at most the length. */
  public int size() {
    return size;
  }

  /** True when the window is full. */
  public boolean isFull() {
    return size == ring.length;
  }

  /**
   * A value of the window.
   *
   * @param age 0 for the newest, below {@link #size()}
   */
  public double recent(int age) {
    int at = next - 1 - age;
    return ring[at < 0 ? at + ring.length : at];
  }

  /** Their mean; NaN when empty. */
  public double mean() {
    return size == 0 ? Double.NaN : sum / size;
  }

  /** Writes the values in their places and the sum. */
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeDoubles(ring, size);
    out.writeInt(next);
    out.writeDouble(sum);
    out.writeDouble(peak);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws StateException coded {@code STATE_MISMATCH} when the lengths differ
   */
  public void read(StateReader in) {
    in.readVersion(VERSION, "mean-window");
    double[] stored = in.readDoubles();
    int place = in.readInt();
    boolean full = stored.length == ring.length;
    if (stored.length > ring.length
        || (full ? place < 0 || place >= ring.length : place != stored.length)) {
      throw new StateException(
          "STATE_MISMATCH: state=mean-window stored=" + stored.length + " next=" + place);
    }
    System.arraycopy(stored, 0, ring, 0, stored.length);
    size = stored.length;
    next = place;
    sum = in.readDouble();
    peak = in.readDouble();
  }
}
