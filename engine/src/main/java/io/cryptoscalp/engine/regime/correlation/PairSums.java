package io.cryptoscalp.engine.regime.correlation;

import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.Arrays;

/**
 * Sums over a window of synchronous returns for every pair of instruments, each over the bars that
 * both have. A bar enters and one leaves in O(N^2); with each bar so many pairs are computed afresh
 * that every one is once a window, which bounds rounding at O(N^2 + window) a bar.
 */
final class PairSums {
  private static final int VERSION = 1;
  private static final int SUMS = 5;

  /** Squares below this part of the largest that came lately are rounding. */
  private static final double FLAT = 1e-10;

  private final int instruments;
  private final int window;
  private final int pairs;

  /** Returns of the window's bars, one bar after the other; NaN for a missing one. */
  private final double[] ring;

  private final int[] counts;

  /** Per pair: sum x, sum y, sum xy, sum xx, sum yy. */
  private final double[] sums;

  /** Largest squares of three stretches of a window each, the present one first. */
  private final double[] largest;

  private int next;
  private int size;
  private int fresh;

  PairSums(int instruments, int window) {
    this.instruments = instruments;
    this.window = window;
    pairs = instruments * (instruments + 1) / 2;
    ring = new double[window * instruments];
    counts = new int[pairs];
    sums = new double[SUMS * pairs];
    largest = new double[3 * instruments];
  }

  /** Takes the returns of one bar in, NaN for a missing one; the oldest leaves a full window. */
  void add(double[] returns) {
    int base = next * instruments;
    if (size == window) {
      apply(base, -1);
    } else {
      size++;
    }
    for (int i = 0; i < instruments; i++) {
      ring[base + i] = returns[i];
      if (!Double.isNaN(returns[i])) {
        largest[i] = Math.max(largest[i], returns[i] * returns[i]);
      }
    }
    apply(base, 1);
    next = next + 1 == window ? 0 : next + 1;
    if (next == 0) {
      System.arraycopy(largest, 0, largest, instruments, 2 * instruments);
      Arrays.fill(largest, 0, instruments, 0);
    }
    for (int done = 0; done * window < pairs; done++) {
      refresh(fresh);
      fresh = fresh + 1 == pairs ? 0 : fresh + 1;
    }
  }

  private void apply(int base, int sign) {
    int pair = 0;
    for (int i = 0; i < instruments; i++) {
      double x = ring[base + i];
      if (Double.isNaN(x)) {
        pair += instruments - i;
        continue;
      }
      for (int j = i; j < instruments; j++, pair++) {
        double y = ring[base + j];
        if (!Double.isNaN(y)) {
          put(pair, sign, x, y);
        }
      }
    }
  }

  private void put(int pair, int sign, double x, double y) {
    counts[pair] += sign;
    int at = SUMS * pair;
    sums[at] += sign * x;
    sums[at + 1] += sign * y;
    sums[at + 2] += sign * x * y;
    sums[at + 3] += sign * x * x;
    sums[at + 4] += sign * y * y;
  }

  private void refresh(int pair) {
    int i = 0;
    int first = 0;
    while (pair >= first + instruments - i) {
      first += instruments - i;
      i++;
    }
    int j = i + pair - first;
    counts[pair] = 0;
    Arrays.fill(sums, SUMS * pair, SUMS * (pair + 1), 0);
    for (int row = 0; row < size; row++) {
      double x = ring[row * instruments + i];
      double y = ring[row * instruments + j];
      if (!Double.isNaN(x) && !Double.isNaN(y)) {
        put(pair, 1, x, y);
      }
    }
  }

  private int pair(int i, int j) {
    return i * instruments - i * (i - 1) / 2 + j - i;
  }

  /**
   * Correlation of two instruments over the bars they have in common, -1 to 1; NaN when these are
   * fewer than asked for or one does not move in them.
   *
   * @param i below or equal to j
   */
  double correlation(int i, int j, int fewest) {
    int pair = pair(i, j);
    int n = counts[pair];
    if (n < fewest) {
      return Double.NaN;
    }
    int at = SUMS * pair;
    double squaresX = sums[at + 3] - sums[at] * sums[at] / n;
    double squaresY = sums[at + 4] - sums[at + 1] * sums[at + 1] / n;
    if (!(squaresX > FLAT * largest(i)) || !(squaresY > FLAT * largest(j))) {
      return Double.NaN;
    }
    double together = sums[at + 2] - sums[at] * sums[at + 1] / n;
    return Math.max(-1, Math.min(1, together / Math.sqrt(squaresX) / Math.sqrt(squaresY)));
  }

  private double largest(int i) {
    double most = Math.max(largest[i], largest[i + instruments]);
    return Math.max(most, largest[i + 2 * instruments]);
  }

  void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeInt(instruments);
    out.writeInt(size);
    out.writeInt(next);
    out.writeInt(fresh);
    out.writeDoubles(ring, size * instruments);
    for (int count : counts) {
      out.writeInt(count);
    }
    out.writeDoubles(sums, sums.length);
    out.writeDoubles(largest, largest.length);
  }

  void read(StateReader in) {
    in.readVersion(VERSION, "pair-sums");
    int stored = in.readInt();
    size = in.readInt();
    next = in.readInt();
    fresh = in.readInt();
    boolean fits = stored == instruments && size >= 0 && size <= window && fresh >= 0;
    if (!fits || fresh >= pairs || next != (size == window ? next : size) || next >= window) {
      throw new StateException(
          "STATE_MISMATCH: state=pair-sums instruments=" + stored + " size=" + size);
    }
    fill(in.readDoubles(), ring, size * instruments);
    for (int pair = 0; pair < pairs; pair++) {
      counts[pair] = in.readInt();
    }
    fill(in.readDoubles(), sums, sums.length);
    fill(in.readDoubles(), largest, largest.length);
  }

  private static void fill(double[] stored, double[] to, int length) {
    if (stored.length != length) {
      throw new StateException(
          "STATE_MISMATCH: state=pair-sums stored=" + stored.length + " expected=" + length);
    }
    System.arraycopy(stored, 0, to, 0, length);
  }
}
