package io.cryptoscalp.models.registry;

import io.cryptoscalp.models.ModelException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a reader must know of a model version before trusting it (Mitchell et al., Model Cards for
 * Model Reporting, 2019).
 *
 * @param model model name, {@code baseline}
 * @param version version name, unique within the model
 * @param sha256 digest of the ONNX file
 * @param featureSet catalogue version the names refer to
 * @param featureNames inputs in the order of the model's columns
 * @param horizonNs how far ahead the probability looks, ns
 * @param dataHash digest of the training set
 * @param hyperparameters every setting of the run
 * @param metrics measured figures, by name
 * @param warnings what the run found suspicious; empty when nothing
 * @param codeVersion version of the code that trained it
 * @param licence licence of the model file
 * @param createdAt ISO-8601 instant, given by the caller
 * @param family kind of model, {@code logistic}; empty in cards that do not say
 * @param task what it answers, {@code direction}, {@code regime}; empty as above
 * @param opset ONNX operator set of the file; 0 where there is none
 * @param inputs what the graph takes, in order
 * @param outputs what it gives, in order
 * @param rowCounts rows by part: {@code train}, {@code validation}, {@code test}
 * @param classBalance share of the rows by label, 0 to 1
 * @param lineage where the version comes from
 * @param splits measured figures by part, then by name
 */
public record ModelCard(
    String model,
    String version,
    String sha256,
    String featureSet,
    List<String> featureNames,
    long horizonNs,
    String dataHash,
    SortedMap<String, String> hyperparameters,
    SortedMap<String, Double> metrics,
    List<String> warnings,
    String codeVersion,
    String licence,
    String createdAt,
    String family,
    String task,
    int opset,
    List<TensorSpec> inputs,
    List<TensorSpec> outputs,
    SortedMap<String, Long> rowCounts,
    SortedMap<String, Double> classBalance,
    Lineage lineage,
    SortedMap<String, SortedMap<String, Double>> splits) {

  /** Code of the warning that a model is not better than the base rate on held-out rows. */
  public static final String NO_SKILL = "NO_SKILL";

  /** Copies the collections; what a card of an earlier release leaves out is empty. */
  public ModelCard {
    if (model == null || version == null || sha256 == null || featureSet == null) {
      throw new ModelException("MODEL_CARD_INVALID", "model=" + model + " version=" + version);
    }
    featureNames = List.copyOf(featureNames);
    hyperparameters = new TreeMap<>(hyperparameters);
    metrics = new TreeMap<>(metrics);
    warnings = List.copyOf(warnings);
    family = family == null ? "" : family;
    task = task == null ? "" : task;
    inputs = inputs == null ? List.of() : List.copyOf(inputs);
    outputs = outputs == null ? List.of() : List.copyOf(outputs);
    rowCounts = rowCounts == null ? new TreeMap<>() : new TreeMap<>(rowCounts);
    classBalance = classBalance == null ? new TreeMap<>() : new TreeMap<>(classBalance);
    lineage = lineage == null ? Lineage.UNKNOWN : lineage;
    SortedMap<String, SortedMap<String, Double>> parts = new TreeMap<>();
    if (splits != null) {
      splits.forEach((part, figures) -> parts.put(part, new TreeMap<>(figures)));
    }
    splits = parts;
  }

  /** A card that says no more than every card must. */
  public ModelCard(
      String model,
      String version,
      String sha256,
      String featureSet,
      List<String> featureNames,
      long horizonNs,
      String dataHash,
      SortedMap<String, String> hyperparameters,
      SortedMap<String, Double> metrics,
      List<String> warnings,
      String codeVersion,
      String licence,
      String createdAt) {
    this(
        model,
        version,
        sha256,
        featureSet,
        featureNames,
        horizonNs,
        dataHash,
        hyperparameters,
        metrics,
        warnings,
        codeVersion,
        licence,
        createdAt,
        "",
        "",
        0,
        List.of(),
        List.of(),
        new TreeMap<>(),
        new TreeMap<>(),
        Lineage.UNKNOWN,
        new TreeMap<>());
  }

  /**
   * Begins the card of a version.
   *
   * @param model model name
   * @param version version name
   * @param sha256 digest of the model's file
   */
  public static ModelCardBuilder builder(String model, String version, String sha256) {
    return new ModelCardBuilder(model, version, sha256);
  }

  /** The warning that the model has no skill, with its figures; null when it has some. */
  public @Nullable String lackOfSkill() {
    for (String warning : warnings) {
      if (warning.startsWith(NO_SKILL)) {
        return warning;
      }
    }
    return null;
  }

  /** The card as a page for people. */
  String toMarkdown() {
    return CardPage.of(this);
  }
}
