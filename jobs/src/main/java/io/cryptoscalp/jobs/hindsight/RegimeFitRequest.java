package io.cryptoscalp.jobs.hindsight;

import io.cryptoscalp.engine.regime.hmm.InformationCriterion;
import io.cryptoscalp.engine.regime.markov.ObservationSpec;
import io.cryptoscalp.models.regime.RegimeFitOptions;
import java.io.Serializable;

/**
 * What a fit of one instrument asks for.
 *
 * @param input its candles
 * @param intervalNs length of an observation's interval, ns; 0 for the candles' own
 * @param volatility whether the volatility is observed besides the return
 * @param volatilityBars intervals the volatility is averaged over
 * @param least fewest states
 * @param most most states
 * @param criterion decides between them
 * @param seed of the random starts
 * @param restarts starts of each number of states
 */
public record RegimeFitRequest(
    CandleInput input,
    long intervalNs,
    boolean volatility,
    int volatilityBars,
    int least,
    int most,
    InformationCriterion criterion,
    long seed,
    int restarts)
    implements Serializable {

  /**
   * What is observed of candles of a length.
   *
   * @throws IllegalArgumentException coded {@code REGIME_OBSERVATION_INVALID}
   */
  public ObservationSpec spec(long candleNs) {
    return new ObservationSpec(intervalNs == 0 ? candleNs : intervalNs, volatility, volatilityBars);
  }

  /** How the model is fitted. */
  public RegimeFitOptions options() {
    return new RegimeFitOptions(least, most, criterion, seed, restarts);
  }
}
