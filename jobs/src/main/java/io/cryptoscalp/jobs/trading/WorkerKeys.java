package io.cryptoscalp.jobs.trading;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keys of the trading job as workers understand them, whose working directory is another one. */
public final class WorkerKeys {
  private static final String FEATURES = "features";
  private static final String INSTRUMENTS = "instruments.file";

  private WorkerKeys() {}

  /**
   * What files of this machine say goes along, and paths that the workers share are absolute.
   *
   * @throws io.cryptoscalp.jobs.ConfigException when a file cannot be read
   */
  public static Map<String, String> of(Map<String, String> keys) {
    TreeMap<String, String> own = new TreeMap<>(keys);
    expandFeatures(own);
    own.computeIfPresent(
        INSTRUMENTS,
        (key, file) -> file.isBlank() ? file : Path.of(file).toAbsolutePath().toString());
    return own;
  }

  /** Puts the ids of feature sets in place of the files that hold them. */
  public static void expandFeatures(Map<String, String> keys) {
    keys.computeIfPresent(
        FEATURES,
        (key, terms) -> String.join(",", FeatureTerms.expand(List.of(terms.split("\\s*,\\s*")))));
  }
}
