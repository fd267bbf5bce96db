package io.cryptoscalp.models.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a {@link TreeEnsemble} as {@code TreeEnsembleRegressor} of ai.onnx.ml 3 with branches
 * {@code BRANCH_LT} and single precision thresholds, so that a row on a threshold takes the side it
 * took in training. {@code nodes_hitrates} carry the covers: exact Shapley values can be computed
 * from the file alone.
 */
public final class TreeEnsembleOnnx {
  private static final String OPERATOR = "TreeEnsembleRegressor";

  private TreeEnsembleOnnx() {}

  /**
   * Adds the trees to a graph.
   *
   * @param x float [N, features]
   * @return name of the log odds, float [N, 1]
   */
  public static String add(OnnxGraph graph, TreeEnsemble ensemble, String x) {
    Columns columns = new Columns(ensemble.nodes());
    for (int t = 0; t < ensemble.trees().size(); t++) {
      TreeEnsemble.Tree tree = ensemble.trees().get(t);
      for (int node = 0; node < tree.nodes(); node++) {
        columns.node(t, node, tree);
      }
    }
    Map<String, Object> attributes = columns.attributes();
    attributes.put("base_values", new float[] {ensemble.base()});
    attributes.put("n_targets", 1L);
    attributes.put("aggregate_function", "SUM");
    attributes.put("post_transform", "NONE");
    return graph.mlNode(OPERATOR, attributes, x);
  }

  /**
   * The trees of a graph that {@link #add} wrote into, as they were.
   *
   * @param features columns of a row
   * @throws io.cryptoscalp.models.ModelException {@code MODEL_UNREADABLE}
   */
  public static TreeEnsemble read(OnnxGraphReader graph, int features) {
    AttributeProto of = graph.attribute(OPERATOR, "nodes_treeids");
    AttributeProto modes = graph.attribute(OPERATOR, "nodes_modes");
    AttributeProto leaves = graph.attribute(OPERATOR, "target_weights");
    List<TreeEnsemble.Tree> trees = new ArrayList<>();
    int leaf = 0;
    for (int from = 0; from < of.getIntsCount(); ) {
      int to = from;
      while (to < of.getIntsCount() && of.getInts(to) == of.getInts(from)) {
        to++;
      }
      TreeEnsemble.Tree tree = TreeEnsemble.Tree.ofNodes(to - from);
      for (int i = from; i < to; i++) {
        boolean isLeaf = modes.getStrings(i).toStringUtf8().equals("LEAF");
        tree.cover()[i - from] = graph.attribute(OPERATOR, "nodes_hitrates").getFloats(i);
        tree.left()[i - from] = isLeaf ? -1 : number(graph, "nodes_truenodeids", i);
        tree.right()[i - from] = isLeaf ? -1 : number(graph, "nodes_falsenodeids", i);
        tree.feature()[i - from] = number(graph, "nodes_featureids", i);
        tree.missingLeft()[i - from] = number(graph, "nodes_missing_value_tracks_true", i) != 0;
        tree.value()[i - from] =
            isLeaf
                ? leaves.getFloats(leaf++)
                : graph.attribute(OPERATOR, "nodes_values").getFloats(i);
      }
      trees.add(tree);
      from = to;
    }
    return new TreeEnsemble(features, graph.attribute(OPERATOR, "base_values").getFloats(0), trees);
  }

  private static int number(OnnxGraphReader graph, String name, int index) {
    return Math.toIntExact(graph.attribute(OPERATOR, name).getInts(index));
  }

  /** The node's attributes: parallel lists over the nodes of all trees, and over all leaves. */
  private static final class Columns {
    private final long[] tree;
    private final long[] id;
    private final long[] feature;
    private final String[] mode;
    private final float[] value;
    private final long[] left;
    private final long[] right;
    private final long[] missingLeft;
    private final float[] cover;
    private final long[] leafTree;
    private final long[] leafNode;
    private final float[] leafValue;
    private int nodes;
    private int leaves;

    Columns(int count) {
      tree = new long[count];
      id = new long[count];
      feature = new long[count];
      mode = new String[count];
      value = new float[count];
      left = new long[count];
      right = new long[count];
      missingLeft = new long[count];
      cover = new float[count];
      leafTree = new long[count];
      leafNode = new long[count];
      leafValue = new float[count];
    }

    void node(int of, int node, TreeEnsemble.Tree from) {
      boolean leaf = from.isLeaf(node);
      tree[nodes] = of;
      id[nodes] = node;
      mode[nodes] = leaf ? "LEAF" : "BRANCH_LT";
      cover[nodes] = from.cover()[node];
      if (leaf) {
        leafTree[leaves] = of;
        leafNode[leaves] = node;
        leafValue[leaves++] = from.value()[node];
      } else {
        feature[nodes] = from.feature()[node];
        value[nodes] = from.value()[node];
        left[nodes] = from.left()[node];
        right[nodes] = from.right()[node];
        missingLeft[nodes] = from.missingLeft()[node] ? 1 : 0;
      }
      nodes++;
    }

    Map<String, Object> attributes() {
      Map<String, Object> attributes = new HashMap<>(); // the graph sorts them
      attributes.put("nodes_treeids", tree);
      attributes.put("nodes_nodeids", id);
      attributes.put("nodes_featureids", feature);
      attributes.put("nodes_modes", mode);
      attributes.put("nodes_values", value);
      attributes.put("nodes_truenodeids", left);
      attributes.put("nodes_falsenodeids", right);
      attributes.put("nodes_missing_value_tracks_true", missingLeft);
      attributes.put("nodes_hitrates", cover);
      attributes.put("target_treeids", Arrays.copyOf(leafTree, leaves));
      attributes.put("target_nodeids", Arrays.copyOf(leafNode, leaves));
      attributes.put("target_ids", new long[leaves]);
      attributes.put("target_weights", Arrays.copyOf(leafValue, leaves));
      return attributes;
    }
  }
}
