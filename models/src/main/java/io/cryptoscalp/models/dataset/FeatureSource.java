package io.cryptoscalp.models.dataset;

import java.util.List;
import java.util.function.Consumer;

/** Where stored features come from. */
public interface FeatureSource {
  /**
   * Names of a feature set in position order.
   *
   * @throws io.cryptoscalp.models.ModelException {@code DATASET_FEATURE_SET_UNKNOWN} when nothing
   *     is known of it
   */
  List<String> names(String featureSet);

  /**
   * Reads rows ordered by instrument, venue time and sequence, each once.
   *
   * @throws io.cryptoscalp.models.ModelException {@code DATASET_READ_FAILED}
   */
  void read(FeatureQuery query, Consumer<FeatureRow> rows);
}
