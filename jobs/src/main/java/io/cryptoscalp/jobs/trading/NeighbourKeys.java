package io.cryptoscalp.jobs.trading;

import io.cryptoscalp.engine.features.FeatureCatalogue;
import io.cryptoscalp.engine.neighbours.NeighbourOptions;
import io.cryptoscalp.jobs.ConfigException;
import io.cryptoscalp.jobs.ConfigReader;
import io.cryptoscalp.models.scoring.FeatureLayout;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keys of the other instruments that instruments are told of, for graph models: {@code
 * neighbours.count} is the most of them (0: nobody is told, else up to 32); {@code
 * neighbours.window} the returns that correlations are taken over (120); {@code neighbours.lags}
 * the steps by which one may lead another (5); {@code neighbours.step} the event time between two
 * prices (1m); {@code neighbours.max-age} the age from which a price or vector counts no longer
 * (two steps); {@code neighbours.features} what is told of each in the terms of the key {@code
 * features}, by default all that the job computes.
 *
 * @param options as {@link NeighbourOptions#text} writes them; empty where nobody is told
 * @param features ids in catalogue order; empty where nobody is told
 */
record NeighbourKeys(String options, List<String> features) implements Serializable {
  private static final String FEATURES = "neighbours.features";

  /**
   * Reads them.
   *
   * @param computed terms of the features that the job computes
   * @throws ConfigException when a value does not fit
   */
  static NeighbourKeys read(ConfigReader in, List<String> computed) {
    int count = (int) in.number("neighbours.count", 0, 0, NeighbourOptions.MOST_NEIGHBOURS);
    int window = (int) in.number("neighbours.window", 120, 0, Integer.MAX_VALUE);
    int lags = (int) in.number("neighbours.lags", 5, 0, Integer.MAX_VALUE);
    long stepNs = in.durationNs("neighbours.step", "1m");
    long maxAgeNs = in.durationNs("neighbours.max-age", "0s");
    List<String> terms = FeatureTerms.expand(in.list(FEATURES, ""));
    if (count == 0) {
      return new NeighbourKeys("", List.of());
    }
    FeatureCatalogue catalogue = SequenceKeys.catalogue(computed);
    List<String> ids = SequenceKeys.ids(FEATURES, terms.isEmpty() ? computed : terms);
    for (String id : ids) {
      if (catalogue.indexOf(id) < 0) {
        throw new ConfigException(
            "CONFIG_INVALID: key=" + FEATURES + " value=" + id + " expected=one of key=features");
      }
    }
    try {
      long age = maxAgeNs == 0 ? 2 * stepNs : maxAgeNs;
      NeighbourOptions options = new NeighbourOptions(window, lags, count, stepNs, age);
      return new NeighbourKeys(options.text(), ids);
    } catch (IllegalArgumentException e) {
      throw new ConfigException("CONFIG_INVALID: key=neighbours.* cause=" + e.getMessage());
    }
  }

  /** How neighbours are found; null where nobody is told. */
  @Nullable NeighbourOptions found() {
    return options.isEmpty() ? null : NeighbourOptions.parse(options);
  }

  /** For the scoring stage. */
  FeatureLayout.Neighbours layout() {
    return options.isEmpty()
        ? FeatureLayout.Neighbours.NONE
        : new FeatureLayout.Neighbours(options, features);
  }
}
