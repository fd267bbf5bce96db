package io.cryptoscalp.models.explain;

import io.cryptoscalp.models.onnx.TreeEnsemble;

/**
 * Exact Shapley values of trees, where a feature that is not known follows both branches by the
 * cover of training examples (Lundberg, Erion and Lee, Consistent Individualized Feature
 * Attribution for Tree Ensembles, 2018, algorithm 2). In double precision; not thread-safe.
 */
final class TreeShap {
  private final TreeEnsemble ensemble;
  private final double base;
  private final int[] feature;
  private final double[] zero;
  private final double[] one;
  private final double[] weight;
  private float[] row = new float[0];
  private double[] phi = new double[0];

  TreeShap(TreeEnsemble ensemble) {
    this.ensemble = ensemble;
    int depth = 0;
    double mean = ensemble.base();
    for (TreeEnsemble.Tree tree : ensemble.trees()) {
      depth = Math.max(depth, depth(tree, 0));
      mean += mean(tree, 0);
    }
    base = mean;
    int size = (depth + 2) * (depth + 3) / 2 + 1; // a path of its own for each depth
    feature = new int[size];
    zero = new double[size];
    one = new double[size];
    weight = new double[size];
  }

  private static int depth(TreeEnsemble.Tree tree, int node) {
    return tree.isLeaf(node)
        ? 1
        : 1 + Math.max(depth(tree, tree.left()[node]), depth(tree, tree.right()[node]));
  }

  private static double mean(TreeEnsemble.Tree tree, int node) {
    if (tree.isLeaf(node)) {
      return tree.value()[node];
    }
    int left = tree.left()[node];
    int right = tree.right()[node];
    return share(tree, left, node) * mean(tree, left)
        + share(tree, right, node) * mean(tree, right);
  }

  private static double share(TreeEnsemble.Tree tree, int child, int parent) {
    return tree.cover()[parent] > 0 ? (double) tree.cover()[child] / tree.cover()[parent] : 0;
  }

  /** One value a feature, then the base; they add up to the log odds of the trees. */
  double[] of(float[] values) {
    row = values;
    phi = new double[ensemble.features() + 1];
    for (TreeEnsemble.Tree tree : ensemble.trees()) {
      walk(tree, 0, 0, 0, 1, 1, -1);
    }
    phi[ensemble.features()] = base;
    return phi;
  }

  /** Extends the path before {@code at} by a node's condition and goes on from the node. */
  private void walk(
      TreeEnsemble.Tree tree,
      int node,
      int depth,
      int before,
      double zeroShare,
      double oneShare,
      int by) {
    int at = before + depth;
    System.arraycopy(feature, before, feature, at, depth);
    System.arraycopy(zero, before, zero, at, depth);
    System.arraycopy(one, before, one, at, depth);
    System.arraycopy(weight, before, weight, at, depth);
    extend(at, depth, zeroShare, oneShare, by);
    if (tree.isLeaf(node)) {
      for (int i = 1; i <= depth; i++) {
        double share = unwoundSum(at, depth, i);
        phi[feature[at + i]] += share * (one[at + i] - zero[at + i]) * tree.value()[node];
      }
      return;
    }
    int column = tree.feature()[node];
    boolean goesLeft = row[column] < tree.value()[node];
    int hot = goesLeft ? tree.left()[node] : tree.right()[node];
    int cold = goesLeft ? tree.right()[node] : tree.left()[node];
    double zeroBefore = 1;
    double oneBefore = 1;
    int known = 0;
    while (known <= depth && feature[at + known] != column) {
      known++;
    }
    int length = depth;
    if (known <= depth) { // asked before on this path: that condition is replaced
      zeroBefore = zero[at + known];
      oneBefore = one[at + known];
      unwind(at, depth, known);
      length--;
    }
    walk(tree, hot, length + 1, at, share(tree, hot, node) * zeroBefore, oneBefore, column);
    walk(tree, cold, length + 1, at, share(tree, cold, node) * zeroBefore, 0, column);
  }

  private void extend(int at, int depth, double zeroShare, double oneShare, int by) {
    feature[at + depth] = by;
    zero[at + depth] = zeroShare;
    one[at + depth] = oneShare;
    weight[at + depth] = depth == 0 ? 1 : 0;
    for (int i = depth - 1; i >= 0; i--) {
      weight[at + i + 1] += oneShare * weight[at + i] * (i + 1) / (depth + 1);
      weight[at + i] = zeroShare * weight[at + i] * (depth - i) / (depth + 1);
    }
  }

  private void unwind(int at, int depth, int index) {
    double oneShare = one[at + index];
    double zeroShare = zero[at + index];
    double next = weight[at + depth];
    for (int i = depth - 1; i >= 0; i--) {
      if (oneShare != 0) {
        double kept = weight[at + i];
        weight[at + i] = next * (depth + 1) / ((i + 1) * oneShare);
        next = kept - weight[at + i] * zeroShare * (depth - i) / (depth + 1);
      } else {
        weight[at + i] = weight[at + i] * (depth + 1) / (zeroShare * (depth - i));
      }
    }
    for (int i = index; i < depth; i++) {
      feature[at + i] = feature[at + i + 1];
      zero[at + i] = zero[at + i + 1];
      one[at + i] = one[at + i + 1];
    }
  }

  private double unwoundSum(int at, int depth, int index) {
    double oneShare = one[at + index];
    double zeroShare = zero[at + index];
    double next = weight[at + depth];
    double total = 0;
    for (int i = depth - 1; i >= 0; i--) {
      if (oneShare != 0) {
        double part = next / ((i + 1) * oneShare);
        total += part;
        next = weight[at + i] - part * zeroShare * (depth - i);
      } else if (zeroShare != 0) {
        total += weight[at + i] / (zeroShare * (depth - i));
      }
    }
    return total * (depth + 1);
  }
}
