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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/**
 * A versioned feature set as it is kept in a file: which features, in which order, how they were
 * chosen and from what. Equal selections give equal bytes.
 *
 * @param format version of this layout, 2
 * @param setId {@code v1-} and the FNV-1a hash of the ordered ids: the id of a catalogue of exactly
 *     these features
 * @param parentSet the catalogue they were chosen from
 * @param features ids in the order of that catalogue, which is the order of vectors
 * @param ranking the same ids, best first
 * @param parameters how they were chosen
 * @param rows labelled rows
 * @param fromNs first feature time
 * @param toNs last feature time
 * @param dataHash SHA-256 of the labelled rows
 * @param stability of the folds' selections; null when it is not defined
 * @param full figures of the full set on held-out rows
 * @param chosen figures of the selections on held-out rows
 * @param accuracyLoss accuracy given up against the full set
 * @param linearFull figures of logistic regression on all features that are no copies
 * @param linearChosen figures of logistic regression on the selections
 * @param linearAccuracyLoss accuracy given up against the full set by logistic regression
 * @param warnings suspicions, coded
 */
public record FeatureSetFile(
    int format,
    String setId,
    String parentSet,
    List<String> features,
    List<String> ranking,
    SelectionOptions parameters,
    int rows,
    long fromNs,
    long toNs,
    String dataHash,
    @org.jspecify.annotations.Nullable Double stability,
    Selection.Figures full,
    Selection.Figures chosen,
    double accuracyLoss,
    Selection.Figures linearFull,
    Selection.Figures linearChosen,
    double linearAccuracyLoss,
    List<String> warnings) {
  private static final int FORMAT = 2;
  private static final String FILE = "feature-set.json";
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
    List<String> ordered = new ArrayList<>();
    for (Selection.Score score : selection.features()) {
      if (selection.selected().contains(score.id())) {
        ordered.add(score.id());
      }
    }
    return new FeatureSetFile(
        FORMAT,
        setId(ordered),
        selection.parentSet(),
        ordered,
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
        selection.linearFull(),
        selection.linearChosen(),
        selection.linearAccuracyLoss(),
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
   * @param path the file, or the folder that {@code features select} wrote
   * @throws ModelException {@code FEATURE_SET_UNREADABLE} when there is none, {@code
   *     FEATURE_SET_INVALID} as for {@link #read}
   */
  public static FeatureSetFile load(Path path) {
    Path file = Files.isDirectory(path) ? path.resolve(FILE) : path;
    try {
      return read(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new ModelException(
          "FEATURE_SET_UNREADABLE", "file=" + file + " reason=" + e.getClass().getSimpleName(), e);
    }
  }

  /**
   * Reads a file's bytes.
   *
   * @throws ModelException {@code FEATURE_SET_INVALID} when it is no such file, its format is not
   *     known, ids repeat, the ranking has other ids, or the ids do not give its set id
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
    List<String> ranking = file.ranking();
    if (ranking == null
        || ranking.size() != ids.size()
        || !new HashSet<>(ranking).equals(new HashSet<>(ids))) {
      throw new ModelException("FEATURE_SET_INVALID", "ranking=" + ranking);
    }
    if (!setId(ids).equals(file.setId())) {
      throw new ModelException(
          "FEATURE_SET_INVALID", "setId=" + file.setId() + " ofItsFeatures=" + setId(ids));
    }
    return file;
  }
}
