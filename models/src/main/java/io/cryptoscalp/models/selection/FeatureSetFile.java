package io.cryptoscalp.models.selection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cryptoscalp.models.ModelException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/**
 * A versioned feature set as it is kept in a file: which features, in which order, how they were
 * chosen and from what. Equal selections give equal bytes.
 *
 * @param format version of this layout, 1
 * @param setId {@code v1-} and the FNV-1a hash of the ordered ids: the id of a catalogue of exactly
 *     these features
 * @param parentSet the catalogue they were chosen from
 * @param features ordered ids
 * @param parameters how they were chosen
 * @param rows labelled rows
 * @param fromNs first feature time
 * @param toNs last feature time
 * @param dataHash SHA-256 of the labelled rows
 * @param stability of the folds' selections; null when it is not defined
 * @param full figures of the full set on held-out rows
 * @param chosen figures of the selections on held-out rows
 * @param accuracyLoss accuracy given up against the full set
 * @param warnings suspicions, coded
 */
public record FeatureSetFile(
    int format,
    String setId,
    String parentSet,
    List<String> features,
    SelectionOptions parameters,
    int rows,
    long fromNs,
    long toNs,
    String dataHash,
    @org.jspecify.annotations.Nullable Double stability,
    Selection.Figures full,
    Selection.Figures chosen,
    double accuracyLoss,
    List<String> warnings) {
  private static final int FORMAT = 1;
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .defaultPrettyPrinter(
              new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")))
          .build();

  /** The file of a selection. */
  public static FeatureSetFile of(Selection selection) {
    double stability = selection.stability();
    return new FeatureSetFile(
        FORMAT,
        setId(selection.selected()),
        selection.parentSet(),
        selection.selected(),
        selection.options(),
        selection.rows(),
        selection.fromNs(),
        selection.toNs(),
        selection.dataHash(),
        Double.isNaN(stability) ? null : stability,
        selection.full(),
        selection.chosen(),
        selection.accuracyLoss(),
        selection.warnings());
  }

  /** The id of an ordered set of features, as the engine's catalogue forms it. */
  public static String setId(List<String> ids) {
    long hash = 0xcbf29ce484222325L;
    for (String id : ids) {
      for (byte b : (id + "\n").getBytes(StandardCharsets.UTF_8)) {
        hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
      }
    }
    return "v1-" + String.format(Locale.ROOT, "%016x", hash);
  }

  /** UTF-8 JSON, indented, with a newline at its end. */
  public byte[] json() {
    try {
      String text = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(this);
      return (text + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record can always be written", e);
    }
  }

  /**
   * Reads a file.
   *
   * @throws ModelException {@code FEATURE_SET_INVALID} when it is no such file, its format is not
   *     known, ids repeat, or the ids do not give its set id
   */
  public static FeatureSetFile read(byte[] json) {
    FeatureSetFile file;
    try {
      JsonNode tree = MAPPER.readTree(json);
      if (!tree.isObject() || tree.path("format").asInt() != FORMAT) {
        throw new ModelException("FEATURE_SET_INVALID", "format=" + tree.path("format"));
      }
      file = MAPPER.treeToValue(tree, FeatureSetFile.class);
    } catch (IOException e) {
      throw new ModelException("FEATURE_SET_INVALID", "reason=" + e.getMessage(), e);
    }
    List<String> ids = file.features();
    if (ids == null || ids.isEmpty() || new HashSet<>(ids).size() != ids.size()) {
      throw new ModelException("FEATURE_SET_INVALID", "features=" + ids);
    }
    if (!setId(ids).equals(file.setId())) {
      throw new ModelException(
          "FEATURE_SET_INVALID", "setId=" + file.setId() + " ofItsFeatures=" + setId(ids));
    }
    return file;
  }
}
