package io.cryptoscalp.engine.regime.window;

import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.Arrays;

/**
 * The last n values, in order of arrival and sorted: exact quantiles and ranks. A value costs two
 * searches and the move of at most n numbers in blocks; allocates nothing. Of one thread.
 */
public final class SortedWindow {
  private static final int VERSION = 1;

  private final double[] ring;
  private final double[] sorted;
  private int next;
  private int size;

  /**
   * Creates an empty window.
   *
   * @param length values it holds, at least 1
   */
  public SortedWindow(int length) {
    if (length < 1) {
      throw new IllegalArgumentException("WINDOW_INVALID: length=" + length);
    }
    ring = new double[length];
    sorted = new double[length];
  }

  /**
   * Adds a value; the oldest leaves a full window.
   *
   * @throws IllegalArgumentException coded {@code WINDOW_VALUE_INVALID} when it is NaN
   */
  public void add(double value) {
    if (Double.isNaN(value)) {
      throw new IllegalArgumentException("WINDOW_VALUE_INVALID: value=NaN");
    }
    // Zeros of both signs are one value to a comparison and two to a search.
    double positiveZero = value + 0.0;
    if (size == ring.length) {
      remove(ring[next]);
    }
    int to = place(positiveZero);
    System.arraycopy(sorted, to, sorted, to + 1, size - to);
    sorted[to] = positiveZero;
    size++;
    ring[next] = positiveZero;
    next = next + 1 == ring.length ? 0 : next + 1;
  }

  private void remove(double value) {
    int at = Arrays.binarySearch(sorted, 0, size, value);
    size--;
    System.arraycopy(sorted, at + 1, sorted, at, size - at);
  }

  private int place(double value) {
    int found = Arrays.binarySearch(sorted, 0, size, value);
    return found >= 0 ? found : -found - 1;
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
   * A quantile, linear between the two nearest ranks (Hyndman and Fan 1996, type 7); NaN when
   * empty.
   *
   * @param fraction 0 to 1
   */
  public double quantile(double fraction) {
    if (size == 0) {
      return Double.NaN;
    }
    double at = Math.max(0, Math.min(1, fraction)) * (size - 1);
    int below = (int) at;
    double rest = at - below;
    double low = sorted[below];
    return rest == 0 ? low : low + rest * (sorted[below + 1] - low);
  }

  /** The median, of an even number the mean of the middle two; NaN when empty. */
  public double median() {
    return quantile(0.5);
  }

  /**
   * The part of the values that is lower, equal ones counted half, 0 to 1 (the mid-rank); NaN for
   * NaN and when empty.
   */
  public double rank(double value) {
    if (size == 0 || Double.isNaN(value)) {
      return Double.NaN;
    }
    int below = lowerBound(value);
    int end = below;
    if (below < size && sorted[below] == value) {
      end = lowerBound(StrictMath.nextUp(value));
    }
    return 0.5 * (below + end) / size;
  }

  /** How many values are lower. */
  private int lowerBound(double value) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Forgets all values. */
  public void clear() {
    next = 0;
    size = 0;
  }

  /** Writes the values, the oldest first; the length is not part. */
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeInt(size);
    for (int i = 0; i < size; i++) {
      int at = next - size + i;
      out.writeDouble(ring[at < 0 ? at + ring.length : at]);
    }
  }

  /**
   * Reads what {@link #write} wrote, also of a shorter window.
   *
   * @throws StateException coded {@code STATE_MISMATCH} when it was written by a longer one
   */
  public void read(StateReader in) {
    in.readVersion(VERSION, "sorted-window");
    int stored = in.readInt();
    if (stored < 0 || stored > ring.length) {
      throw new StateException(
          "STATE_MISMATCH: state=sorted-window stored=" + stored + " most=" + ring.length);
    }
    for (int i = 0; i < stored; i++) {
      ring[i] = in.readDouble();
    }
    size = stored;
    next = stored == ring.length ? 0 : stored;
    System.arraycopy(ring, 0, sorted, 0, stored);
    Arrays.sort(sorted, 0, stored);
  }
}
