package io.cryptoscalp.jobs.training;

import io.cryptoscalp.models.dataset.DatasetOptions;
import io.cryptoscalp.models.dataset.PrimaryRule;
import java.util.ArrayList;
import java.util.List;

/**
 * A dataset that is wanted.
 *
 * @param inputs where the history is; each is a task of its own
 * @param featureSet id of the features' catalogue
 * @param names the catalogue's features that are candidates, all inputs have them
 * @param fromNs first venue time, ns
 * @param toNs venue time to stop before, ns
 * @param options how examples are made
 */
public record TrainingRequest(
    List<FeatureInput> inputs,
    String featureSet,
    List<String> names,
    long fromNs,
    long toNs,
    DatasetOptions options) {
  /** Copies the lists. */
  public TrainingRequest {
    inputs = List.copyOf(inputs);
    names = List.copyOf(names);
  }

  /** The features that tasks send: those wanted and the one whose sign is the primary side. */
  List<String> columns() {
    List<String> columns =
        new ArrayList<>(options.features().isEmpty() ? names : options.features());
    PrimaryRule primary = options.label().primary();
    if (primary.kind() == PrimaryRule.Kind.FEATURE && !columns.contains(primary.feature())) {
      columns.add(primary.feature());
    }
    return columns;
  }
}
