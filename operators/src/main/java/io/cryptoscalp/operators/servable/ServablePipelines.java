package io.cryptoscalp.operators.servable;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.registry.ModelTrust;
import io.cryptoscalp.models.scaling.InputScaling;
import io.cryptoscalp.models.scoring.RowScorer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.ml.param.Param;
import org.apache.flink.ml.servable.builder.PipelineModelServable;
import org.apache.flink.ml.util.FileUtils;

/**
 * Pipelines of servables as folders in Flink ML's own layout: {@code metadata} of the pipeline, and
 * for each stage {@code stages/N/metadata} with its class and parameters and one file in {@code
 * stages/N/data}. {@link PipelineModelServable#load} reads them wherever the classes of this
 * project are on the class path.
 */
public final class ServablePipelines {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** The class whose loader reads the folder in Flink ML's own jobs. */
  private static final String PIPELINE = "org.apache.flink.ml.builder.PipelineModel";

  private ServablePipelines() {}

  /**
   * Writes a version of a registry as a pipeline: its scaler, where it has one, and its model. Raw
   * vectors go in, column {@code features}; sequences and regimes as {@link OnnxServable} says.
   *
   * @param version checked as for scoring
   * @param trust keys whose signatures count
   * @param folder must be absent or empty
   * @throws ModelException the codes of {@link RowScorer#open}; {@code SERVABLE_UNSUPPORTED} for a
   *     scaled model of sequences, {@code SERVABLE_EXISTS}
   */
  public static void export(ModelFolder version, ModelTrust trust, Path folder) throws IOException {
    List<SavedServable<?>> stages = new ArrayList<>();
    try (RowScorer checked = RowScorer.open(version.path().toString(), "", trust)) {
      InputScaling scaling = checked.scaling();
      boolean scaled = scaling.kind() == InputScaling.Kind.FROZEN;
      if (scaled && checked.shape().steps() > 0) {
        throw new ModelException(
            "SERVABLE_UNSUPPORTED", "model=" + version.path() + " scaler=frozen input=sequence");
      }
      if (scaled) {
        stages.add(
            new ScalerServable()
                .set(ScalerServable.VALID_COL, "")
                .set(ScalerServable.SINGLE_PRECISION, true)
                .set(ScalerServable.SHA256, scaling.detail())
                .setModelData(new ByteArrayInputStream(version.scaler())));
      }
      OnnxServable model = new OnnxServable().set(OnnxServable.SHA256, checked.sha256());
      if (scaled) {
        model.set(OnnxServable.FEATURES_COL, "scaled").set(OnnxServable.VALID_COL, "scaledValid");
      }
      stages.add(model);
      try (OnnxServable loaded = model.setModelData(new ByteArrayInputStream(version.onnx()))) {
        save(stages, folder);
      }
    }
  }

  /**
   * Writes a pipeline; the folder's own {@code metadata} comes last, so that half a folder is none.
   *
   * @param stages in the order that they transform, with their models set
   * @param folder must be absent or empty
   * @throws ModelException {@code SERVABLE_EXISTS}
   */
  static void save(List<SavedServable<?>> stages, Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (var entries = Files.list(folder)) {
        if (entries.findAny().isPresent()) {
          throw new ModelException("SERVABLE_EXISTS", "folder=" + folder);
        }
      }
    }
    for (int i = 0; i < stages.size(); i++) {
      SavedServable<?> stage = stages.get(i);
      Path own = Path.of(FileUtils.getPathForPipelineStage(i, stages.size(), folder.toString()));
      Files.createDirectories(own.resolve("data"));
      Files.write(own.resolve("data").resolve(stage.dataName()), stage.data());
      write(own, metadata(stage.getClass().getName(), encoded(stage.getParamMap())));
    }
    write(folder, metadata(PIPELINE, MAPPER.createObjectNode()).put("numStages", stages.size()));
  }

  private static ObjectNode metadata(String className, ObjectNode params) {
    // the loader does not read the time; without the wall clock equal pipelines are equal bytes
    ObjectNode node = MAPPER.createObjectNode().put("className", className).put("timestamp", 0);
    node.set("paramMap", params);
    return node;
  }

  private static ObjectNode encoded(Map<Param<?>, Object> params) throws IOException {
    Map<String, Object> byName = new TreeMap<>();
    for (Map.Entry<Param<?>, Object> each : params.entrySet()) {
      byName.put(each.getKey().name, encode(each.getKey(), each.getValue()));
    }
    return MAPPER.valueToTree(byName);
  }

  @SuppressWarnings("unchecked") // a map of parameters holds values of their types
  private static <T> Object encode(Param<T> param, Object value) throws IOException {
    return param.jsonEncode((T) value);
  }

  private static void write(Path folder, ObjectNode metadata) throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve("metadata"), MAPPER.writeValueAsBytes(metadata));
  }

  /**
   * As {@link PipelineModelServable#load}, with a code for what is wrong.
   *
   * @throws ModelException {@code MODEL_CHECKSUM_MISMATCH} and the other codes of the stages, or
   *     {@code SERVABLE_UNREADABLE}
   */
  public static PipelineModelServable load(String path) {
    try {
      return PipelineModelServable.load(path);
    } catch (IOException | RuntimeException e) {
      for (Throwable at = e; at != null; at = at.getCause()) {
        if (at instanceof ModelException coded) {
          throw coded;
        }
      }
      Throwable cause = e.getCause() instanceof InvocationTargetException call ? call : e;
      throw new ModelException("SERVABLE_UNREADABLE", "folder=" + path + " reason=" + cause, e);
    }
  }
}
