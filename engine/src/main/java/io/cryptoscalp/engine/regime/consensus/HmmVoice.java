package io.cryptoscalp.engine.regime.consensus;

import io.cryptoscalp.engine.regime.markov.MarkovModel;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Fitted hidden Markov models that are asked along with the other detectors.
 *
 * @param models by instrument id, {@value #ANY} for those without one of their own; each observes
 *     intervals of a multiple of the tracker's bars
 * @param weight their share in the opinion on trend and volatility, 0 to 1 exclusive
 */
public record HmmVoice(SortedMap<String, MarkovModel> models, double weight) {
  /** Weight when nothing else is said. */
  public static final double WEIGHT = 0.3;

  /** Stands for all instruments without a model of their own. */
  public static final String ANY = "*";

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException coded {@code HMM_VOICE_INVALID}
   */
  public HmmVoice {
    if (!(weight >= 0 && weight < 1)) {
      throw new IllegalArgumentException("HMM_VOICE_INVALID: weight=" + weight);
    }
    models = Collections.unmodifiableSortedMap(new TreeMap<>(models));
  }

  /** One model for all instruments. */
  public static HmmVoice of(MarkovModel model, double weight) {
    return new HmmVoice(new TreeMap<>(Collections.singletonMap(ANY, model)), weight);
  }

  /** The model of an instrument, null when it has none. */
  public @Nullable MarkovModel model(String instrument) {
    MarkovModel own = models.get(instrument);
    return own == null ? models.get(ANY) : own;
  }
}
