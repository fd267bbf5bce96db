package io.cryptoscalp.jobs.trading;

import io.cryptoscalp.engine.features.FeatureCatalogue;
import io.cryptoscalp.engine.features.FeatureOptions;
import io.cryptoscalp.engine.features.StepOptions;
import io.cryptoscalp.engine.features.catalogue.FeatureDefinition;
import io.cryptoscalp.engine.pipeline.SequenceOptions;
import io.cryptoscalp.jobs.ConfigException;
import io.cryptoscalp.jobs.ConfigReader;
import io.cryptoscalp.models.scoring.FeatureLayout;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keys of the sequences that instruments keep for models: {@code sequence.steps} is the vectors of
 * a sequence, the current one among them (0: none are kept, else 2 to 1024); {@code sequence.step}
 * the event time between two (1s); {@code sequence.max-gap} the longest event time without a vector
 * that a sequence may bridge (10s); {@code sequence.features} the features of a step in the terms
 * of the key {@code features}, by default all that the job computes.
 *
 * @param steps vectors of a sequence; 0 for none
 * @param stepNs event time between two, ns
 * @param maxGapNs longest gap, ns
 * @param features ids in catalogue order; empty where none are kept
 */
record SequenceKeys(int steps, long stepNs, long maxGapNs, List<String> features)
    implements Serializable {
  private static final String STEPS = "sequence.steps";
  private static final String FEATURES = "sequence.features";

  /**
   * Reads them.
   *
   * @param computed terms of the features that the job computes
   * @throws ConfigException when a value does not fit
   */
  static SequenceKeys read(ConfigReader in, List<String> computed) {
    int steps = (int) in.number(STEPS, 0, 0, StepOptions.MOST_STEPS);
    long stepNs = in.durationNs("sequence.step", "1s");
    long maxGapNs = in.durationNs("sequence.max-gap", "10s");
    List<String> terms = FeatureTerms.expand(in.list(FEATURES, ""));
    if (steps == 0) {
      return new SequenceKeys(0, stepNs, maxGapNs, List.of());
    }
    FeatureCatalogue catalogue = catalogue(computed);
    List<String> ids = ids(FEATURES, terms.isEmpty() ? computed : terms);
    for (String id : ids) {
      if (catalogue.indexOf(id) < 0) {
        throw new ConfigException(
            "CONFIG_INVALID: key=" + FEATURES + " value=" + id + " expected=one of key=features");
      }
    }
    try {
      var unused = new StepOptions(steps, stepNs, maxGapNs);
    } catch (IllegalArgumentException e) {
      throw new ConfigException("CONFIG_INVALID: key=sequence.* cause=" + e.getMessage());
    }
    return new SequenceKeys(steps, stepNs, maxGapNs, ids);
  }

  /** Ids of the features that terms select, in catalogue order; {@code key} is named in errors. */
  static List<String> ids(String key, List<String> terms) {
    List<String> ids = new ArrayList<>();
    try {
      for (FeatureDefinition definition : catalogue(terms).definitions()) {
        ids.add(definition.id());
      }
    } catch (IllegalArgumentException e) {
      throw new ConfigException("CONFIG_INVALID: key=" + key + " cause=" + e.getMessage());
    }
    return List.copyOf(ids);
  }

  static FeatureCatalogue catalogue(List<String> terms) {
    return FeatureCatalogue.of(FeatureOptions.defaults().withSelect(terms));
  }

  /** For the instrument stage; null for none. */
  @Nullable SequenceOptions options() {
    return steps == 0
        ? null
        : new SequenceOptions(new StepOptions(steps, stepNs, maxGapNs), features);
  }

  /** For the scoring stage. */
  FeatureLayout.Steps layout() {
    return steps == 0 ? FeatureLayout.Steps.NONE : new FeatureLayout.Steps(steps, stepNs, features);
  }
}
