package io.cryptoscalp.models.family.trees;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.onnx.TreeEnsemble;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Reads the trees of a booster from its model in JSON, where every float is written so that it
 * reads back as itself. Format: XGBoost 3.0, "Introduction to Model IO".
 */
final class XGBoostJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private XGBoostJson() {}

  /**
   * The trees of a binary classifier.
   *
   * @param most trees to take, the first ones
   */
  static TreeEnsemble read(Booster booster, int features, int most) throws XGBoostError {
    JsonNode learner;
    try {
      learner = MAPPER.readTree(booster.toByteArray("json")).path("learner");
    } catch (IOException e) {
      throw new ModelException("TRAINING_FAILED", "reason=" + e.getMessage(), e);
    }
    List<TreeEnsemble.Tree> trees = new ArrayList<>();
    for (JsonNode tree : learner.path("gradient_booster").path("model").path("trees")) {
      if (trees.size() < most) {
        trees.add(tree(tree));
      }
    }
    String base = learner.path("learner_model_param").path("base_score").asText();
    return new TreeEnsemble(features, logOdds(Float.parseFloat(base)), trees);
  }

  /** Log odds of a probability as XGBoost's logistic objective computes them. */
  static float logOdds(float probability) {
    return (float) -StrictMath.log(1f / probability - 1f);
  }

  /** Numbers the nodes anew from the root, breadth first: pruned ones are still in the file. */
  private static TreeEnsemble.Tree tree(JsonNode tree) {
    JsonNode lefts = tree.path("left_children");
    JsonNode rights = tree.path("right_children");
    List<Integer> order = new ArrayList<>();
    order.add(0);
    for (int i = 0; i < order.size(); i++) {
      int node = order.get(i);
      if (lefts.get(node).asInt() >= 0) {
        order.add(lefts.get(node).asInt());
        order.add(rights.get(node).asInt());
      }
    }
    int count = order.size();
    int[] left = new int[count];
    int[] right = new int[count];
    int[] feature = new int[count];
    float[] value = new float[count];
    boolean[] missingLeft = new boolean[count];
    float[] cover = new float[count];
    int next = 1;
    for (int i = 0; i < count; i++) {
      int node = order.get(i);
      boolean leaf = lefts.get(node).asInt() < 0;
      left[i] = leaf ? -1 : next++;
      right[i] = leaf ? -1 : next++;
      feature[i] = leaf ? 0 : tree.path("split_indices").get(node).asInt();
      value[i] = Float.parseFloat(tree.path("split_conditions").get(node).asText());
      missingLeft[i] = !leaf && tree.path("default_left").get(node).asInt() != 0;
      cover[i] = Float.parseFloat(tree.path("sum_hessian").get(node).asText());
    }
    return new TreeEnsemble.Tree(left, right, feature, value, missingLeft, cover);
  }
}
