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
 * little mass: low where few points lay. Their depth of 15 is cut to {@value #DEPTH}.
 *
 * <p>Unlike theirs the trees are spread evenly: the centres of the work ranges are a Latin
 * hypercube over the ensemble, and a tree halves each dimension once on every way down, in an order
 * of its own. A score is a sum, in which a tree that does not split where a point is strange adds
 * as much as for any point; drawn freely, whole ensembles miss a dimension.
 *
 * <p>Points lie in [0, 1] in each dimension. The trees follow from the seed alone and are not
 * state; the counts are.
 */
final class HalfSpaceTrees {
  static final int TREES = 25;
  static final int DEPTH = 5;

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
    double[][] centres = new double[dimensions][];
    for (int d = 0; d < dimensions; d++) {
      centres[d] = strata(random);
    }
    double[] low = new double[dimensions];
    double[] high = new double[dimensions];
    for (int tree = 0; tree < TREES; tree++) {
      for (int d = 0; d < dimensions; d++) {
        // The work range of the paper: around a random centre, beyond [0, 1] on one side at least.
        double centre = centres[d][tree];
        double reach = 2 * Math.max(centre, 1 - centre);
        low[d] = centre - reach;
        high[d] = centre + reach;
      }
      build(tree, 0, 0, random.order(dimensions), low, high);
    }
  }

  /** One value from each of {@link #TREES} equal parts of [0, 1], in random order. */
  private static double[] strata(Mix random) {
    int[] order = random.order(TREES);
    double[] values = new double[TREES];
    for (int i = 0; i < TREES; i++) {
      values[i] = (order[i] + random.uniform()) / TREES;
    }
    return values;
  }

  private void build(int tree, int node, int depth, int[] order, double[] low, double[] high) {
    if (node >= INNER) {
      return;
    }
    int d = order[depth % order.length];
    double middle = (low[d] + high[d]) / 2;
    dimension[tree * INNER + node] = d;
    split[tree * INNER + node] = middle;
    double kept = high[d];
    high[d] = middle;
    build(tree, 2 * node + 1, depth + 1, order, low, high);
    high[d] = kept;
    kept = low[d];
    low[d] = middle;
    build(tree, 2 * node + 2, depth + 1, order, low, high);
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

  /** Reads past what other numbers of trees wrote. */
  static void skip(StateReader in) {
    in.readInt();
    in.readBoolean();
    in.readBytes();
    in.readBytes();
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

    /** A random permutation of 0 to {@code length - 1}. */
    int[] order(int length) {
      int[] order = new int[length];
      for (int i = 0; i < length; i++) {
        int j = below(i + 1);
        order[i] = order[j];
        order[j] = i;
      }
      return order;
    }
  }
}
