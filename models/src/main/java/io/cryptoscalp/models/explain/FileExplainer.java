package io.cryptoscalp.models.explain;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.onnx.LogisticOnnx;
import io.cryptoscalp.models.onnx.OnnxGraphReader;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Explains a row exactly from a model's file alone, months after the trainer is gone: the files of
 * trees carry their covers, those of linear models the means of their training rows.
 */
public abstract sealed class FileExplainer permits TreeFileExplainer, LinearFileExplainer {
  private final List<String> features;
  private final Explanation.Method method;

  FileExplainer(List<String> features, Explanation.Method method) {
    this.features = List.copyOf(features);
    this.method = method;
  }

  /**
   * Metadata key of the mean standardised value of every column in training, by commas. A linear
   * file that does not say, as those of earlier releases, is sampled as it was then, so that stored
   * explanations come out again.
   */
  public static final String BACKGROUND = "cryptoscalp.shap_background";

  /**
   * Reads a file.
   *
   * @throws ModelException {@code EXPLANATION_UNSUPPORTED} when the file is neither a tree ensemble
   *     nor a linear model of this project, {@code MODEL_UNREADABLE}
   */
  public static FileExplainer of(byte[] onnx) {
    ModelProto file;
    try {
      file = ModelProto.parseFrom(onnx);
    } catch (InvalidProtocolBufferException e) {
      throw new ModelException("MODEL_UNREADABLE", "reason=" + e.getMessage(), e);
    }
    SortedMap<String, String> metadata = new TreeMap<>();
    for (StringStringEntryProto entry : file.getMetadataPropsList()) {
      metadata.put(entry.getKey(), entry.getValue());
    }
    String names = metadata.getOrDefault(LogisticOnnx.FEATURE_NAMES, "");
    List<String> features = List.of(names.split(",", -1));
    GraphProto graph = file.getGraph();
    OnnxGraphReader reader = new OnnxGraphReader(graph);
    if (reader.has("TreeEnsembleRegressor")) {
      return new TreeFileExplainer(features, reader);
    }
    String background = metadata.get(BACKGROUND);
    if (background != null && reader.has("Gemm")) {
      return new LinearFileExplainer(features, reader, background);
    }
    throw new ModelException("EXPLANATION_UNSUPPORTED", "graph=" + graph.getName());
  }

  /** How it explains. */
  public final Explanation.Method method() {
    return method;
  }

  /** The columns that it explains, in order. */
  public final List<String> features() {
    return features;
  }

  /**
   * Explains a row.
   *
   * @param modelVersion version to name
   * @param row one value a feature, finite
   */
  public final Explanation explain(String modelVersion, float[] row) {
    if (row.length != features.size()) {
      throw new ModelException(
          "EXPLANATION_INVALID", "expected=" + features.size() + " got=" + row.length);
    }
    return Explanation.of(modelVersion, method, features, contributions(row));
  }

  /** One value a feature, then the base, in calibrated log odds. */
  abstract double[] contributions(float[] row);
}
