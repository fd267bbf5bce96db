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
 */
public record FeatureLayout(String featureSet, List<String> names, String onlineScaling)
    implements Serializable {
  /** A pipeline that scales nothing. */
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
    Map<String, Integer> byName = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      byName.put(names.get(i), i);
    }
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
}
