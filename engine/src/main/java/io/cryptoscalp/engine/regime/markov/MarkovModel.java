package io.cryptoscalp.engine.regime.markov;

import io.cryptoscalp.engine.regime.MarketType;
import io.cryptoscalp.engine.regime.hmm.HmmModel;
import io.cryptoscalp.engine.regime.hmm.HmmStateProfile;
import java.util.List;

/**
 * A trained model with what it observes and what its states are like.
 *
 * @param name what it was trained on, such as {@code BTCUSDT-1h}
 * @param version of the trained file
 * @param spec what it observes
 * @param model the chain, in canonical order
 * @param states name and statistics of each state, in its order
 */
public record MarkovModel(
    String name,
    String version,
    ObservationSpec spec,
    HmmModel model,
    List<HmmStateProfile> states) {

  /**
   * Names the states of a chain.
   *
   * @throws IllegalArgumentException coded {@code HMM_DIMENSIONS_DIFFER} when the chain's
   *     observations have another length
   */
  public static MarkovModel of(String name, String version, ObservationSpec spec, HmmModel model) {
    return new MarkovModel(name, version, spec, model, HmmStateProfile.of(model));
  }

  /** Checks that the parts fit together. */
  public MarkovModel {
    if (model.dimensions() != spec.dimensions() || states.size() != model.states()) {
      throw new IllegalArgumentException(
          "HMM_DIMENSIONS_DIFFER: model=" + model.dimensions() + " data=" + spec.dimensions());
    }
    states = List.copyOf(states);
  }

  /**
   * The kind of market that a state stands for: high volatility when its deviation is 2.5 times the
   * whole chain's or more, or 1.25 times without drift; else bull or bear by its drift; else range
   * bound. The bounds are those of its name.
   */
  public MarketType type(int state) {
    HmmStateProfile profile = states.get(state);
    if (profile.relativeDeviation() >= 2.5) {
      return MarketType.HIGH_VOLATILITY;
    }
    if (profile.drift() >= 0.5) {
      return MarketType.BULL_TRENDING;
    }
    if (profile.drift() <= -0.5) {
      return MarketType.BEAR_TRENDING;
    }
    return profile.relativeDeviation() >= 1.25
        ? MarketType.HIGH_VOLATILITY
        : MarketType.RANGE_BOUND;
  }
}
