package io.cryptoscalp.jobs.trading;

import io.cryptoscalp.engine.regime.consensus.HmmVoice;
import io.cryptoscalp.engine.regime.markov.MarkovModel;
import io.cryptoscalp.jobs.ConfigException;
import io.cryptoscalp.jobs.ConfigReader;
import io.cryptoscalp.models.regime.RegimeModels;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which fitted models the regime of an instrument asks. {@code regime.model} is a list of {@code
 * INSTRUMENT=PATH} and at most one {@code PATH} for all others, each the folder of a version in the
 * registry or its file, on the workers; empty (default) for none. {@code regime.model.weight} is
 * the models' share in the opinion on trend and volatility, 0 to 0.99 (0.3).
 *
 * @param paths by instrument id, {@code *} for all others
 * @param weight share in the opinion
 */
public record RegimeModelKeys(Map<String, String> paths, double weight) implements Serializable {
  private static final String MODEL = "regime.model";

  static RegimeModelKeys read(ConfigReader in) {
    List<String> terms = in.list(MODEL, "");
    SortedMap<String, String> paths = new TreeMap<>();
    for (String term : terms) {
      int equals = term.indexOf('=');
      String instrument = equals < 0 ? HmmVoice.ANY : term.substring(0, equals).strip();
      String path = term.substring(equals + 1).strip();
      if (instrument.isEmpty() || path.isEmpty() || paths.put(instrument, path) != null) {
        throw new ConfigException(
            "CONFIG_INVALID: key="
                + MODEL
                + " value="
                + term
                + " expected=INSTRUMENT=PATH or one PATH, each instrument once");
      }
    }
    return new RegimeModelKeys(paths, in.real("regime.model.weight", HmmVoice.WEIGHT, 0, 0.99));
  }

  /**
   * Loads the models.
   *
   * @return null when there are none
   * @throws io.cryptoscalp.models.ModelException as {@link RegimeModels#load}
   */
  @Nullable HmmVoice load() {
    if (paths.isEmpty()) {
      return null;
    }
    SortedMap<String, MarkovModel> models = new TreeMap<>();
    paths.forEach((instrument, path) -> models.put(instrument, RegimeModels.load(Path.of(path))));
    return new HmmVoice(models, weight);
  }
}
