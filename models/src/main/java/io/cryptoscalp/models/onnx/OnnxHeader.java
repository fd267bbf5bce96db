package io.cryptoscalp.models.onnx;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a model file says of itself in its metadata, so that its digest covers it.
 *
 * @param family id of the family
 * @param task what the output means
 * @param featureSet catalogue version that the names refer to
 * @param featureNames columns in order
 * @param steps vectors in a sequence; 1 where the model reads none
 * @param stepNs distance between the steps of a sequence, ns; 0 when every snapshot is a step
 * @param horizonNs how far ahead the answer looks, ns
 * @param extra further entries by key, each starting with {@code cryptoscalp.}
 */
public record OnnxHeader(
    String family,
    Task task,
    String featureSet,
    List<String> featureNames,
    int steps,
    long stepNs,
    long horizonNs,
    SortedMap<String, String> extra) {

  /** What a model answers. */
  public enum Task {
    /** {@code probability_up} float [N]. */
    DIRECTION,
    /** {@code quantiles} float [N, H, Q] of returns over H horizons, as fractions. */
    QUANTILES,
    /** {@code action_probabilities} float [N, A]. */
    POLICY,
    /** {@code class_probabilities} float [N, K]. */
    PATTERN
  }

  /** Name of the input of one vector a row. */
  public static final String FEATURES = "features";

  /** Name of the input of a sequence a row. */
  public static final String SEQUENCE = "sequence";

  /** Name of the input of regime probabilities. */
  public static final String REGIME = "regime";

  /** Name of the input of the neighbours' vectors. */
  public static final String NEIGHBOURS = "neighbours";

  /** Name of the input of the edges to the neighbours. */
  public static final String EDGES = "edges";

  /**
   * Metadata key of how neighbours are found: window, lags, count, step and greatest age in ns, by
   * commas; see {@link io.cryptoscalp.engine.neighbours.NeighbourOptions}.
   */
  public static final String NEIGHBOUR_OPTIONS = "cryptoscalp.neighbours";

  /** Name of the input of a policy's own position. */
  public static final String POSITION = "position";

  /** Name of the input of a picture. */
  public static final String IMAGE = "image";

  /** Metadata key of the family. */
  public static final String FAMILY = "cryptoscalp.family";

  /** Metadata key of the task. */
  public static final String TASK = "cryptoscalp.task";

  /** Metadata key of the number of steps. */
  public static final String STEPS = "cryptoscalp.steps";

  /** Metadata key of the distance between steps, ns. */
  public static final String STEP_NS = "cryptoscalp.step_ns";

  /** Metadata key of what a policy was charged beyond the touch while it learnt, bps. */
  public static final String SLIPPAGE_BPS = "cryptoscalp.policy_slippage_bps";

  /** Copies the collections. */
  public OnnxHeader {
    featureNames = List.copyOf(featureNames);
    extra = Collections.unmodifiableSortedMap(new TreeMap<>(extra));
  }

  /** All entries by key. */
  public SortedMap<String, String> entries() {
    SortedMap<String, String> entries = new TreeMap<>(extra);
    entries.put(FAMILY, family);
    entries.put(TASK, task.name());
    entries.put(STEPS, Integer.toString(steps));
    entries.put(STEP_NS, Long.toString(stepNs));
    entries.put(LogisticOnnx.FEATURE_SET, featureSet);
    entries.put(LogisticOnnx.FEATURE_NAMES, String.join(",", featureNames));
    entries.put(LogisticOnnx.HORIZON_NS, Long.toString(horizonNs));
    return entries;
  }
}
