package io.cryptoscalp.models.scoring;

import io.cryptoscalp.engine.neighbours.NeighbourOptions;
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
 * @param neighbours what it tells of other instruments
 */
public record FeatureLayout(
    String featureSet, List<String> names, String onlineScaling, Steps steps, Neighbours neighbours)
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

  /**
   * The other instruments that come with a snapshot.
   *
   * @param options how they are found, as {@link NeighbourOptions#text} says it; empty where nobody
   *     looks for them
   * @param names features of their vectors in order of the columns
   */
  public record Neighbours(String options, List<String> names) implements Serializable {
    /** A pipeline that looks for none. */
    public static final Neighbours NONE = new Neighbours("", List.of());

    /** Copies the names. */
    public Neighbours {
      names = List.copyOf(names);
    }

    /** How many there are at most. */
    int count() {
      return options.isEmpty() ? 0 : NeighbourOptions.parse(options).count();
    }
  }

  /** A pipeline that looks for no neighbours. */
  public FeatureLayout(String featureSet, List<String> names, String onlineScaling, Steps steps) {
    this(featureSet, names, onlineScaling, steps, Neighbours.NONE);
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

  /**
   * Where a model's columns lie in the vector of a neighbour. A model may look at fewer neighbours
   * (the strongest) and any subset of the features in any order; it must be told of those that are
   * found as those it was trained on.
   *
   * @param modelOptions how they were found in training
   * @param count how many the model looks at
   * @throws ModelException {@code MODEL_NEIGHBOURS_MISMATCH}
   */
  int[] neighbourPositions(String modelOptions, int count, List<String> modelNames) {
    if (!same(modelOptions, neighbours.options) || count > neighbours.count()) {
      throw neighbours("options", neighbours.options, modelOptions);
    }
    Map<String, Integer> byName = byName(neighbours.names);
    int[] positions = new int[modelNames.size()];
    for (int i = 0; i < positions.length; i++) {
      Integer position = byName.get(modelNames.get(i));
      if (position == null) {
        throw neighbours("featureNames", neighbours.names.toString(), modelNames.get(i));
      }
      positions[i] = position;
    }
    return positions;
  }

  /** Whether neighbours are found alike, but for how many are kept. */
  private static boolean same(String model, String pipeline) {
    if (model.isEmpty() || pipeline.isEmpty()) {
      return false;
    }
    try {
      NeighbourOptions of = NeighbourOptions.parse(model);
      NeighbourOptions kept = NeighbourOptions.parse(pipeline);
      return of.window() == kept.window()
          && of.lags() == kept.lags()
          && of.stepNs() == kept.stepNs()
          && of.maxAgeNs() == kept.maxAgeNs();
    } catch (IllegalArgumentException e) {
      return false; // the file says something else
    }
  }

  private static ModelException neighbours(String field, String expected, String got) {
    return new ModelException(
        "MODEL_NEIGHBOURS_MISMATCH", "field=" + field + " expected=" + expected + " got=" + got);
  }

  private static ModelException sequence(String field, long expected, long got) {
    return new ModelException(
        "MODEL_SEQUENCE_MISMATCH", "field=" + field + " expected=" + expected + " got=" + got);
  }
}
