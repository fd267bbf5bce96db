package io.cryptoscalp.engine.scaling;

import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.Arrays;

/**
 * Quantiles of a stream in bounded memory: the KLL sketch (Karnin, Lang and Liberty, FOCS 2016).
 * Values of level h stand for 2^h values each; a full level is sorted and every second value moves
 * up. Exact below {@value #K} values; then the rank of a quantile is off by about 2% of the count
 * or less. The coin that picks odd or even values is a seeded generator stored with the state, so
 * equal streams give equal sketches.
 */
final class QuantileSketch {
  /** Capacity of the top level; memory is about three times as many values. */
  static final int K = 128;

  private static final double SHRINK = 2.0 / 3;
  private static final long SEED = 0x9e3779b97f4a7c15L;

  private double[][] levels = {new double[K]};
  private int[] sizes = new int[1];
  private int height = 1;
  private int stored;
  private int limit = K;
  private long count;
  private double min;
  private double max;
  private long coin = SEED;

  /** Adds a finite value. */
  void add(double value) {
    min = count == 0 ? value : Math.min(min, value);
    max = count == 0 ? value : Math.max(max, value);
    count++;
    push(0, value);
    if (stored >= limit) {
      compress();
    }
  }

  /** Weight of all values: how many there were, each halved as often as it was halved since. */
  long count() {
    return count;
  }

  private void push(int level, double value) {
    double[] values = levels[level];
    if (sizes[level] == values.length) {
      values = Arrays.copyOf(values, values.length + K / 2);
      levels[level] = values;
    }
    values[sizes[level]++] = value;
    stored++;
  }

  private static int capacity(int level, int height) {
    double capacity = K;
    for (int i = level; i < height - 1; i++) {
      capacity *= SHRINK;
    }
    return Math.max(2, (int) Math.ceil(capacity));
  }

  private void grow() {
    height++;
    levels = Arrays.copyOf(levels, height);
    levels[height - 1] = new double[K];
    sizes = Arrays.copyOf(sizes, height);
    limit = limit(height);
  }

  private static int limit(int height) {
    int sum = 0;
    for (int h = 0; h < height; h++) {
      sum += capacity(h, height);
    }
    return sum;
  }

  /**
   * Halves the lowest full level; there is one, because the levels' capacities sum to the limit.
   */
  private void compress() {
    int level = 0;
    while (sizes[level] < capacity(level, height)) {
      level++;
    }
    if (level == height - 1) {
      grow();
    }
    double[] values = levels[level];
    int size = sizes[level];
    Arrays.sort(values, 0, size);
    int kept = size & 1; // of an odd number one stays, so that weights always sum to the count
    sizes[level] = kept;
    stored -= size - kept;
    for (int i = kept + flip(); i < size; i += 2) {
      push(level + 1, values[i]);
    }
  }

  /**
   * Halves the weight of everything seen, so that a sketch halved every H values forgets with a
   * half-life of H: of the values that stand for one each, every second in order stays; each of the
   * others moves down a level, where it stands for half as many. Extremes are then those of what is
   * left. As with a compaction, ranks move by at most one value of the lowest level.
   */
  void halve() {
    double[] lowest = levels[0];
    Arrays.sort(lowest, 0, sizes[0]);
    int kept = 0;
    for (int i = flip(); i < sizes[0]; i += 2) {
      lowest[kept++] = lowest[i];
    }
    stored -= sizes[0] - kept;
    sizes[0] = kept;
    if (height > 1) {
      stored -= kept;
      for (int h = 1; h < height; h++) {
        levels[h - 1] = levels[h];
        sizes[h - 1] = sizes[h];
      }
      levels[height - 1] = lowest;
      sizes[height - 1] = 0;
      height--;
      limit = limit(height);
      for (int i = 0; i < kept; i++) {
        push(0, lowest[i]);
      }
      while (stored >= limit) {
        compress();
      }
    }
    recount();
  }

  private void recount() {
    count = 0;
    min = Double.POSITIVE_INFINITY;
    max = Double.NEGATIVE_INFINITY;
    for (int h = 0; h < height; h++) {
      count += (long) sizes[h] << h;
      for (int i = 0; i < sizes[h]; i++) {
        min = Math.min(min, levels[h][i]);
        max = Math.max(max, levels[h][i]);
      }
    }
  }

  private int flip() {
    coin ^= coin << 13;
    coin ^= coin >>> 7;
    coin ^= coin << 17;
    return (int) (coin >>> 63);
  }

  /**
   * Quantiles at equal steps of probability from 0 to 1: {@code out[i]} at {@code i / (out.length -
   * 1)}, interpolated between order statistics (type 7 of Hyndman and Fan, American Statistician
   * 50, 1996). The outermost are the exact extremes.
   *
   * @param out at least two slots
   * @param cursor scratch, at least {@link #height()} slots
   */
  void quantiles(double[] out, int[] cursor) {
    for (int h = 0; h < height; h++) {
      Arrays.sort(levels[h], 0, sizes[h]);
      cursor[h] = 0;
    }
    int last = out.length - 1;
    double before = min;
    double value = min;
    long start = 0; // ranks start to end - 1 hold value
    long end = 0;
    for (int i = 1; i < last; i++) {
      double position = (double) (count - 1) * i / last;
      long low = (long) position;
      while (end <= low) {
        before = value;
        int level = smallest(cursor);
        value = levels[level][cursor[level]++];
        start = end;
        end += 1L << level;
      }
      double lower = low >= start ? value : before;
      if (low + 1 >= end && low + 1 < count) {
        before = value;
        int level = smallest(cursor);
        value = levels[level][cursor[level]++];
        start = end;
        end += 1L << level;
      }
      out[i] = Math.min(lower + (position - low) * (value - lower), value);
    }
    out[0] = min;
    out[last] = max;
  }

  private int smallest(int[] cursor) {
    int best = -1;
    for (int h = 0; h < height; h++) {
      if (cursor[h] < sizes[h] && (best < 0 || levels[h][cursor[h]] < levels[best][cursor[best]])) {
        best = h;
      }
    }
    return best;
  }

  /** Number of levels. */
  int height() {
    return height;
  }

  void write(StateWriter out) {
    out.writeLong(count);
    out.writeDouble(min);
    out.writeDouble(max);
    out.writeLong(coin);
    out.writeByte(height);
    for (int h = 0; h < height; h++) {
      out.writeDoubles(levels[h], sizes[h]);
    }
  }

  void read(StateReader in) {
    count = in.readLong();
    min = in.readDouble();
    max = in.readDouble();
    coin = in.readLong();
    height = in.readByte();
    if (height < 1 || height > 62 || coin == 0) {
      throw new StateException("STATE_CORRUPT: state=scaler sketchHeight=" + height);
    }
    levels = new double[height][];
    sizes = new int[height];
    stored = 0;
    long weight = 0;
    for (int h = 0; h < height; h++) {
      levels[h] = in.readDoubles();
      sizes[h] = levels[h].length;
      stored += sizes[h];
      weight += (long) sizes[h] << h;
    }
    limit = limit(height);
    if (weight != count) {
      throw new StateException(
          "STATE_CORRUPT: state=scaler sketchWeight=" + weight + " count=" + count);
    }
  }
}
