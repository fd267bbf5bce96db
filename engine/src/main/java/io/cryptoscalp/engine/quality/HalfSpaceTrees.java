package io.cryptoscalp.engine.quality;

import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.Arrays;

/**
 * Streaming half-space trees (Tan, Ting and Liu, "Fast anomaly detection for streaming data", IJCAI
 * 2011): an ensemble of random full binary trees that halve a random work range of a random
 * dimension at each node and count the points that pass. A point is scored by the counts of the
 * window before, {@code sum over trees of mass * 2^depth} at the first node that is a leaf or holds
 * little mass: low where few points lay. Their trees of depth 15 are cut to {@value #DEPTH} and the
 * ensemble of 25 to {@value #TREES}: five dimensions need no more, and the state stays small.
 *
 * <p>Points lie in [0, 1] in each dimension. The trees follow from the seed alone and are not
 * state; the counts are.
 */
final class HalfSpaceTrees {
  static final int TREES = 15;
  static final int DEPTH = 6;

  /** Points between two exchanges of the reference counts; the paper's value. */
  static final int WINDOW = 250;

  /** A node with less mass ends the descent: a tenth of the window, as in the paper. */
  private static final int SMALL = WINDOW / 10;

  private static final int NODES = (1 << (DEPTH + 1)) - 1;
  private static final int INNER = (1 << DEPTH) - 1;

  private final int[] dimension = new int[TREES * INNER];
  private final double[] split = new double[TREES * INNER];
  private int[] reference = new int[TREES * NODES];
  private int[] latest = new int[TREES * NODES];
  private int count;
  private boolean warm;

  /**
   * Builds the trees.
   *
   * @param dimensions length of the points
   * @param seed decides all trees
   */
  HalfSpaceTrees(int dimensions, long seed) {
    Mix random = new Mix(seed);
    double[] low = new double[dimensions];
    double[] high = new double[dimensions];
    for (int tree = 0; tree < TREES; tree++) {
      for (int d = 0; d < dimensions; d++) {
        // The work range of the paper: around a random centre, beyond [0, 1] on one side at least.
        double centre = random.uniform();
        double reach = 2 * Math.max(centre, 1 - centre);
        low[d] = centre - reach;
        high[d] = centre + reach;
      }
      build(tree, 0, low, high, random);
    }
  }

  private void build(int tree, int node, double[] low, double[] high, Mix random) {
    if (node >= INNER) {
      return;
    }
    int d = random.below(low.length);
    double middle = (low[d] + high[d]) / 2;
    dimension[tree * INNER + node] = d;
    split[tree * INNER + node] = middle;
    double kept = high[d];
    high[d] = middle;
    build(tree, 2 * node + 1, low, high, random);
    high[d] = kept;
    kept = low[d];
    low[d] = middle;
    build(tree, 2 * node + 2, low, high, random);
    low[d] = kept;
  }

  /**
   * Scores a point against the window before and counts it in the present one.
   *
   * @return from 0, nothing like it was seen, up to {@link #TREES} times {@link #WINDOW} times
   *     2^{@value #DEPTH}; NaN during the first window
   */
  double update(double[] point) {
    double score = 0;
    for (int tree = 0; tree < TREES; tree++) {
      score += update(tree, point);
    }
    boolean scored = warm;
    if (++count == WINDOW) {
      int[] old = reference;
      reference = latest;
      latest = old;
      Arrays.fill(latest, 0);
      count = 0;
      warm = true;
    }
    return scored ? score : Double.NaN;
  }

  private double update(int tree, double[] point) {
    int masses = tree * NODES;
    int splits = tree * INNER;
    int node = 0;
    double score = -1;
    for (int depth = 0; ; depth++) {
      latest[masses + node]++;
      int mass = reference[masses + node];
      if (score < 0 && (depth == DEPTH || mass <= SMALL)) {
        score = (double) mass * (1 << depth);
      }
      if (depth == DEPTH) {
        return score;
      }
      int at = splits + node;
      node = 2 * node + (point[dimension[at]] < split[at] ? 1 : 2);
    }
  }

  void write(StateWriter out) {
    out.writeInt(count);
    out.writeBoolean(warm);
    out.writeBytes(pack(reference));
    out.writeBytes(pack(latest));
  }

  void read(StateReader in) {
    count = in.readInt();
    warm = in.readBoolean();
    unpack(in.readBytes(), reference);
    unpack(in.readBytes(), latest);
  }

  /** A mass is at most the window's length, which fits a byte. */
  private static byte[] pack(int[] masses) {
    byte[] packed = new byte[masses.length];
    for (int i = 0; i < masses.length; i++) {
      packed[i] = (byte) masses[i];
    }
    return packed;
  }

  private static void unpack(byte[] packed, int[] masses) {
    if (packed.length != masses.length) {
      throw new StateException("STATE_MISMATCH: state=half-space-trees stored=" + packed.length);
    }
    for (int i = 0; i < masses.length; i++) {
      masses[i] = packed[i] & 0xff;
    }
  }

  /** SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), so that no JDK changes the trees. */
  private static final class Mix {
    private long state;

    Mix(long seed) {
      state = seed;
    }

    long next() {
      state += 0x9e3779b97f4a7c15L;
      long z = state;
      z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
      z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
      return z ^ (z >>> 31);
    }

    double uniform() {
      return (next() >>> 11) * 0x1.0p-53;
    }

    int below(int bound) {
      return (int) (uniform() * bound);
    }
  }
}
