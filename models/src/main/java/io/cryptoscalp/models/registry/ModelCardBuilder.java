package io.cryptoscalp.models.registry;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Gathers the fields of a {@link ModelCard}; what is not told stays empty. */
public final class ModelCardBuilder {
  private final String model;
  private final String version;
  private final String sha256;
  private String featureSet = "";
  private List<String> featureNames = List.of();
  private long horizonNs;
  private String dataHash = "";
  private final SortedMap<String, String> hyperparameters = new TreeMap<>();
  private final SortedMap<String, Double> metrics = new TreeMap<>();
  private List<String> warnings = List.of();
  private String codeVersion = "";
  private String licence = "Apache-2.0";
  private String createdAt = "";
  private String family = "";
  private String task = "";
  private int opset;
  private List<TensorSpec> inputs = List.of();
  private List<TensorSpec> outputs = List.of();
  private final SortedMap<String, Long> rowCounts = new TreeMap<>();
  private final SortedMap<String, Double> classBalance = new TreeMap<>();
  private Lineage lineage = Lineage.UNKNOWN;
  private final SortedMap<String, SortedMap<String, Double>> splits = new TreeMap<>();

  ModelCardBuilder(String model, String version, String sha256) {
    this.model = model;
    this.version = version;
    this.sha256 = sha256;
  }

  /** The catalogue or set that the names refer to, and the names in the order of the columns. */
  public ModelCardBuilder features(String set, List<String> names) {
    featureSet = set;
    featureNames = List.copyOf(names);
    return this;
  }

  /** How far ahead it looks, ns. */
  public ModelCardBuilder horizonNs(long ns) {
    horizonNs = ns;
    return this;
  }

  /** Digest of the training set. */
  public ModelCardBuilder dataHash(String hash) {
    dataHash = hash;
    return this;
  }

  /** Adds settings of the run. */
  public ModelCardBuilder hyperparameters(Map<String, String> settings) {
    hyperparameters.putAll(settings);
    return this;
  }

  /** Adds measured figures of the whole. */
  public ModelCardBuilder metrics(Map<String, Double> figures) {
    metrics.putAll(figures);
    return this;
  }

  /**
   * Tells of one part of the data.
   *
   * @param part {@code train}, {@code validation} or {@code test}
   * @param rows its rows
   * @param figures measured on it, by name
   */
  public ModelCardBuilder split(String part, long rows, Map<String, Double> figures) {
    rowCounts.put(part, rows);
    splits.put(part, new TreeMap<>(figures));
    return this;
  }

  /** Share of the rows by label, 0 to 1. */
  public ModelCardBuilder classBalance(Map<String, Double> shares) {
    classBalance.putAll(shares);
    return this;
  }

  /** What the run found suspicious. */
  public ModelCardBuilder warnings(List<String> found) {
    warnings = List.copyOf(found);
    return this;
  }

  /** Version of the code, licence of the file and the time of making. */
  public ModelCardBuilder made(String code, String licenceOfFile, Instant at) {
    codeVersion = code;
    licence = licenceOfFile;
    createdAt = at.toString();
    return this;
  }

  /** Kind of model, {@code xgboost}, and what it answers, {@code direction}. */
  public ModelCardBuilder kind(String familyName, String taskName) {
    family = familyName;
    task = taskName;
    return this;
  }

  /** The graph's operator set, inputs and outputs. */
  public ModelCardBuilder graph(int operators, List<TensorSpec> takes, List<TensorSpec> gives) {
    opset = operators;
    inputs = List.copyOf(takes);
    outputs = List.copyOf(gives);
    return this;
  }

  /** Where the version comes from. */
  public ModelCardBuilder lineage(Lineage from) {
    lineage = from;
    return this;
  }

  /** The card. */
  public ModelCard build() {
    return new ModelCard(
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
        family,
        task,
        opset,
        inputs,
        outputs,
        rowCounts,
        classBalance,
        lineage,
        splits);
  }
}
