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
    String createdAt) {

  /** Code of the warning that a model is not better than the base rate on held-out rows. */
  public static final String NO_SKILL = "NO_SKILL";

  /** Copies the collections. */
  public ModelCard {
    if (model == null || version == null || sha256 == null || featureSet == null) {
      throw new ModelException("MODEL_CARD_INVALID", "model=" + model + " version=" + version);
    }
    featureNames = List.copyOf(featureNames);
    hyperparameters = new TreeMap<>(hyperparameters);
    metrics = new TreeMap<>(metrics);
    warnings = List.copyOf(warnings);
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
    StringBuilder page = new StringBuilder(2048);
    page.append("# Model ").append(model).append(' ').append(version).append("\n\n");
    page.append("Probability that the mid price is higher after ")
        .append(horizonNs / 1_000_000)
        .append(" ms, given that it moves.\n\n");
    table(page, "Identity");
    row(page, "created at", createdAt);
    row(page, "ONNX SHA-256", sha256);
    row(page, "training data SHA-256", dataHash);
    row(page, "feature set", featureSet);
    row(page, "code version", codeVersion);
    row(page, "licence", licence);
    table(page, "Metrics");
    metrics.forEach((name, value) -> row(page, name, String.valueOf(value)));
    table(page, "Hyperparameters");
    hyperparameters.forEach((name, value) -> row(page, name, value));
    page.append("\n## Warnings\n\n");
    if (warnings.isEmpty()) {
      page.append("None.\n");
    }
    warnings.forEach(warning -> page.append("- ").append(warning).append('\n'));
    page.append("\n## Inputs, in order\n\n");
    featureNames.forEach(name -> page.append("1. ").append(name).append('\n'));
    return page.toString();
  }

  private static void table(StringBuilder page, String title) {
    page.append("\n## ").append(title).append("\n\n| what | value |\n| --- | --- |\n");
  }

  private static void row(StringBuilder page, String name, String value) {
    page.append("| ").append(name).append(" | ").append(value).append(" |\n");
  }
}
