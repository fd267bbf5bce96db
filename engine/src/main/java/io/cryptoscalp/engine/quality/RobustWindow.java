package io.cryptoscalp.engine.quality;

import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.Arrays;

/**
 * Median and median absolute deviation of the last values, exact, and the robust z-score built on
 * them: {@code (x - median) / (1.4826 MAD)}, the constant making the scale that of a normal
 * distribution (Hampel 1974; Iglewicz and Hoaglin 1993, ch. 3). Half of the window may be wrong
 * without moving either.
 *
 * <p>Values stand in a ring and, sorted, beside it. An insertion moves at most the window's length
 * in one block copy; the deviation is computed when asked for and kept until {@value #REFRESH} more
 * values have come, so that a value costs some tens of ns.
 */
final class RobustWindow {
  /** Makes the median absolute deviation of a normal distribution its standard deviation. */
  static final double NORMAL = 1.4826;

  private static final int REFRESH = 8;

  private final double[] ring;
  private final double[] sorted;
  private int next;
  private int size;
  private int stale = REFRESH;
  private double deviation;

  /** Creates an empty window of the last {@code length} values. */
  RobustWindow(int length) {
    ring = new double[length];
    sorted = new double[length];
  }

  /** Adds a finite value; the oldest leaves a full window. */
  void add(double value) {
    int hole = size;
    if (size == ring.length) {
      hole = Arrays.binarySearch(sorted, 0, size, ring[next]);
    } else {
      size++;
    }
    int to = Arrays.binarySearch(sorted, 0, hole, value);
    if (to >= 0 || -to - 1 < hole) {
      to = to >= 0 ? to : -to - 1;
      System.arraycopy(sorted, to, sorted, to + 1, hole - to);
    } else {
      to = after(hole, value);
      System.arraycopy(sorted, hole + 1, sorted, hole, to - hole);
    }
    sorted[to] = value;
    ring[next] = value;
    next = next + 1 == ring.length ? 0 : next + 1;
    stale++;
  }

  /** Where the value comes to stand when what lies right of the hole moves one place left. */
  private int after(int hole, double value) {
    int found = hole + 1 >= size ? -(hole + 1) - 1 : search(hole + 1, value);
    return (found >= 0 ? found : -found - 1) - 1;
  }

  private int search(int from, double value) {
    return Arrays.binarySearch(sorted, from, size, value);
  }

  /** Values held, at most the length. */
  int size() {
    return size;
  }

  /** True when the window is full. */
  boolean isFull() {
    return size == ring.length;
  }

  /**
   * A value of the window.
   *
   * @param age 0 for the newest, below {@link #size()}
   */
  double recent(int age) {
    int at = next - 1 - age;
    return ring[at < 0 ? at + ring.length : at];
  }

  /** Lower median; 0 of an empty window. */
  double median() {
    return size == 0 ? 0 : sorted[(size - 1) >> 1];
  }

  /** Largest value; 0 of an empty window. */
  double max() {
    return size == 0 ? 0 : sorted[size - 1];
  }

  /** Median absolute deviation times {@link #NORMAL}, at most {@value #REFRESH} values old. */
  double scale() {
    if (stale >= REFRESH) {
      deviation = NORMAL * medianDeviation();
      stale = 0;
    }
    return deviation;
  }

  /** The k-th smallest distance from the median: the two sides are merged from the middle. */
  private double medianDeviation() {
    if (size == 0) {
      return 0;
    }
    int middle = (size - 1) >> 1;
    double median = sorted[middle];
    int left = middle;
    int right = middle + 1;
    double last = 0;
    for (int taken = 0; taken <= middle; taken++) {
      double below = left >= 0 ? median - sorted[left] : Double.POSITIVE_INFINITY;
      double above = right < size ? sorted[right] - median : Double.POSITIVE_INFINITY;
      if (below <= above) {
        last = below;
        left--;
      } else {
        last = above;
        right++;
      }
    }
    return last;
  }

  /**
   * Robust z-score of a value that is not in the window.
   *
   * @param floor smallest scale, positive: a quiet window must not make every value an outlier
   */
  double score(double value, double floor) {
    return (value - median()) / Math.max(floor, scale());
  }

  /** Forgets all values. */
  void clear() {
    next = 0;
    size = 0;
    stale = REFRESH;
    deviation = 0;
  }

  void write(StateWriter out) {
    out.writeDoubles(ring, size);
    out.writeInt(next);
    out.writeInt(stale);
    out.writeDouble(deviation);
  }

  void read(StateReader in) {
    double[] values = in.readDoubles();
    next = in.readInt();
    if (values.length > ring.length || next < 0 || next >= ring.length) {
      throw new StateException(
          "STATE_MISMATCH: state=robust-window stored=" + values.length + " next=" + next);
    }
    size = values.length;
    System.arraycopy(values, 0, ring, 0, size);
    System.arraycopy(values, 0, sorted, 0, size);
    Arrays.sort(sorted, 0, size);
    stale = in.readInt();
    deviation = in.readDouble();
  }
}
