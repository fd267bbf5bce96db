package io.cryptoscalp.models.dataset;

import io.cryptoscalp.models.ModelException;
import java.util.List;
import java.util.function.Consumer;

/**
 * The rows of a stored feature set, cut to some of its features under an id of their own: the
 * vectors that a job computes which computes those features alone. What a feature is does not
 * depend on what else is computed.
 */
public final class SubsetFeatureSource implements FeatureSource {
  private final FeatureSource parent;
  private final String parentSet;
  private final String setId;
  private final List<String> features;

  /**
   * Some features of a set.
   *
   * @param parent where the rows are
   * @param parentSet the set that they were stored under
   * @param setId id of the features
   * @param features their ids in the order of vectors
   */
  public SubsetFeatureSource(
      FeatureSource parent, String parentSet, String setId, List<String> features) {
    this.parent = parent;
    this.parentSet = parentSet;
    this.setId = setId;
    this.features = List.copyOf(features);
  }

  @Override
  public List<String> names(String featureSet) {
    checkSet(featureSet);
    return features;
  }

  /**
   * {@inheritDoc}
   *
   * @throws ModelException {@code DATASET_FEATURE_UNKNOWN} when the stored set lacks a feature
   */
  @Override
  public void read(FeatureQuery query, Consumer<FeatureRow> rows) {
    checkSet(query.featureSet());
    int[] positions = positions(parent.names(parentSet));
    parent.read(
        new FeatureQuery(parentSet, query.instruments(), query.fromNs(), query.toNs()),
        row -> rows.accept(cut(row, positions)));
  }

  private void checkSet(String featureSet) {
    if (!featureSet.equals(setId)) {
      throw new ModelException("DATASET_FEATURE_SET_UNKNOWN", "featureSet=" + featureSet);
    }
  }

  private int[] positions(List<String> stored) {
    int[] positions = new int[features.size()];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = stored.indexOf(features.get(i));
      if (positions[i] < 0) {
        throw new ModelException(
            "DATASET_FEATURE_UNKNOWN", "featureSet=" + parentSet + " feature=" + features.get(i));
      }
    }
    return positions;
  }

  private static FeatureRow cut(FeatureRow row, int[] positions) {
    double[] values = new double[positions.length];
    long[] valid = new long[(positions.length + 63) >>> 6];
    for (int i = 0; i < positions.length; i++) {
      if (row.isValid(positions[i])) {
        values[i] = row.values()[positions[i]];
        valid[i >>> 6] |= 1L << (i & 63);
      }
    }
    return row.withFeatures(values, valid);
  }
}
