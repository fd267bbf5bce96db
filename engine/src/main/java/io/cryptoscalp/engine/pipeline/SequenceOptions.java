package io.cryptoscalp.engine.pipeline;

import io.cryptoscalp.engine.features.FeatureCatalogue;
import io.cryptoscalp.engine.features.StepHistory;
import io.cryptoscalp.engine.features.StepOptions;
import java.util.List;

/**
 * The vectors that an instrument keeps for models that look at sequences.
 *
 * @param steps shape of the sequences
 * @param features ids of the features of a step, in order of the columns, at least one
 */
public record SequenceOptions(StepOptions steps, List<String> features) {
  /** Copies the ids. */
  public SequenceOptions {
    features = List.copyOf(features);
    if (features.isEmpty()) {
      throw new IllegalArgumentException("OPTION_INVALID: features=");
    }
  }

  /**
   * An empty history.
   *
   * @throws IllegalArgumentException {@code OPTION_INVALID} when the catalogue lacks a feature
   */
  StepHistory history(FeatureCatalogue catalogue) {
    int[] positions = new int[features.size()];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = catalogue.indexOf(features.get(i));
      if (positions[i] < 0) {
        throw new IllegalArgumentException("OPTION_INVALID: sequence feature=" + features.get(i));
      }
    }
    return new StepHistory(steps, positions);
  }
}
