package io.cryptoscalp.models.scoring;

import io.cryptoscalp.models.ModelException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The features that the running pipeline writes: the id of the catalogue version and its names by
 * position in {@code FeatureSnapshot.values}.
 *
 * @param featureSet catalogue version
 * @param names names in position order
 * @param onlineScaling options of the online scaler whose vectors come with the values; empty for
 *     none
 * @param steps the vectors that it keeps for sequences
 */
public record FeatureLayout(
    String featureSet, List<String> names, String onlineScaling, Steps steps)
    implements Serializable {
  /**
   * The vectors that come with a snapshot beside its own.
   *
   * @param count vectors of a sequence, the snapshot's own among them; 0 for none
   * @param stepNs event time between two, ns
   * @param names features of a step in order of the columns
   */
  public record Steps(int count, long stepNs, List<String> names) implements Serializable {
    /** A pipeline that keeps no sequences. */
    public static final Steps NONE = new Steps(0, 0, List.of());

    /** Copies the names. */
    public Steps {
      names = List.copyOf(names);
    }
  }

  /** A pipeline that keeps no sequences. */
  public FeatureLayout(String featureSet, List<String> names, String onlineScaling) {
    this(featureSet, names, onlineScaling, Steps.NONE);
  }

  /** A pipeline that scales nothing and keeps no sequences. */
  public FeatureLayout(String featureSet, List<String> names) {
    this(featureSet, names, "");
  }

  /** Copies the names. */
  public FeatureLayout {
    names = List.copyOf(names);
  }

  /**
   * Where a model's columns lie in the pipeline's values. A model may use any subset, in any order.
   *
   * @throws ModelException {@code MODEL_FEATURES_MISMATCH} when the sets differ or a name is not in
   *     the catalogue
   */
  int[] positions(String modelSet, List<String> modelNames) {
    if (!featureSet.equals(modelSet)) {
      throw new ModelException(
          "MODEL_FEATURES_MISMATCH",
          "field=featureSet expected=" + featureSet + " got=" + modelSet);
    }
    Map<String, Integer> byName = byName(names);
    int[] positions = new int[modelNames.size()];
    for (int i = 0; i < positions.length; i++) {
      Integer position = byName.get(modelNames.get(i));
      if (position == null) {
        throw new ModelException(
            "MODEL_FEATURES_MISMATCH",
            "field=featureNames index="
                + i
                + " got="
                + modelNames.get(i)
                + " featureSet="
                + featureSet);
      }
      positions[i] = position;
    }
    return positions;
  }

  private static Map<String, Integer> byName(List<String> names) {
    Map<String, Integer> byName = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      byName.put(names.get(i), i);
    }
    return byName;
  }

  /**
   * Where a model's columns lie in a step. A model may use the newest of the steps, and any subset
   * of their features in any order.
   *
   * @throws ModelException {@code MODEL_SEQUENCE_MISMATCH} when fewer steps are kept, at another
   *     distance, or without one of the features
   */
  int[] stepPositions(int modelSteps, long modelStepNs, List<String> modelNames) {
    if (modelSteps > steps.count) {
      throw sequence("steps", steps.count, modelSteps);
    }
    if (modelStepNs != steps.stepNs) {
      throw sequence("stepNs", steps.stepNs, modelStepNs);
    }
    Map<String, Integer> byName = byName(steps.names);
    int[] positions = new int[modelNames.size()];
    for (int i = 0; i < positions.length; i++) {
      Integer position = byName.get(modelNames.get(i));
      if (position == null) {
        throw new ModelException(
            "MODEL_SEQUENCE_MISMATCH",
            "field=featureNames index=" + i + " got=" + modelNames.get(i));
      }
      positions[i] = position;
    }
    return positions;
  }

  private static ModelException sequence(String field, long expected, long got) {
    return new ModelException(
        "MODEL_SEQUENCE_MISMATCH", "field=" + field + " expected=" + expected + " got=" + got);
  }
}
