package io.cryptoscalp.models.onnx;

import java.util.List;

/**
 * Decision trees whose leaves add up to log odds. A row goes left at a node when its value is less
 * than the threshold, in single precision, as XGBoost compares.
 *
 * @param features columns of a row
 * @param base log odds before any tree
 * @param trees in the order in which they are added
 */
public record TreeEnsemble(int features, float base, List<Tree> trees) {
  /** Copies the list. */
  public TreeEnsemble {
    trees = List.copyOf(trees);
  }

  /**
   * One tree; node 0 is its root and every array has one entry a node.
   *
   * @param left child for smaller values; -1 at a leaf
   * @param right child for other values; -1 at a leaf
   * @param feature column that a node looks at
   * @param value threshold of a node; what a leaf adds
   * @param missingLeft where a missing value would go
   * @param cover weight of the training examples that reached a node: sum of their second
   *     derivatives
   */
  public record Tree(
      int[] left, int[] right, int[] feature, float[] value, boolean[] missingLeft, float[] cover) {

    /** A tree of so many nodes, to be filled. */
    static Tree ofNodes(int count) {
      return new Tree(
          new int[count],
          new int[count],
          new int[count],
          new float[count],
          new boolean[count],
          new float[count]);
    }

    /** Number of nodes, leaves included. */
    public int nodes() {
      return left.length;
    }

    /** Whether a node is a leaf. */
    public boolean isLeaf(int node) {
      return left[node] < 0;
    }

    /** What the leaf adds that a row reaches. */
    public float add(float[] row) {
      int node = 0;
      while (left[node] >= 0) {
        node = row[feature[node]] < value[node] ? left[node] : right[node];
      }
      return value[node];
    }
  }

  /** Log odds of a row, added in single precision in the order of the trees. */
  public float logOdds(float[] row) {
    float sum = base;
    for (Tree tree : trees) {
      sum += tree.add(row);
    }
    return sum;
  }

  /** Nodes of all trees. */
  public int nodes() {
    int nodes = 0;
    for (Tree tree : trees) {
      nodes += tree.nodes();
    }
    return nodes;
  }
}
