package io.cryptoscalp.models.explain;

import io.cryptoscalp.models.onnx.OnnxGraphReader;
import io.cryptoscalp.models.onnx.TreeEnsembleOnnx;
import java.util.List;

/** Explains trees. */
final class TreeFileExplainer extends FileExplainer {
  private final TreeShap shap;
  private final double slope;
  private final double offset;

  TreeFileExplainer(List<String> features, OnnxGraphReader graph) {
    super(features, Explanation.Method.TREE_SHAP);
    shap = new TreeShap(TreeEnsembleOnnx.read(graph, features.size()));
    slope = graph.constant("Mul", 1)[0];
    offset = graph.constant("Add", 1)[0];
  }

  @Override
  double[] contributions(float[] row) {
    double[] contributions = shap.of(row);
    for (int i = 0; i < contributions.length; i++) {
      contributions[i] *= slope;
    }
    contributions[row.length] += offset;
    return contributions;
  }
}
