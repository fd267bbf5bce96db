package io.cryptoscalp.models.regime;

import io.cryptoscalp.engine.regime.hmm.HmmModel;
import io.cryptoscalp.engine.regime.hmm.InformationCriterion;
import io.cryptoscalp.models.ModelException;

/**
 * How the model of a market is fitted.
 *
 * @param least fewest states to try, at least 2
 * @param most most states to try, at most 6
 * @param criterion decides between them
 * @param seed of the random starts
 * @param restarts starts of each number of states, 1 to 1000
 */
public record RegimeFitOptions(
    int least, int most, InformationCriterion criterion, long seed, int restarts) {
  /** 2 to 6 states by BIC, 24 starts from seed 1. */
  public static final RegimeFitOptions DEFAULT =
      new RegimeFitOptions(2, HmmModel.MAX_STATES, InformationCriterion.BIC, 1, 24);

  /**
   * Checks the ranges.
   *
   * @throws ModelException {@code REGIME_OPTION_INVALID}
   */
  public RegimeFitOptions {
    if (least < HmmModel.MIN_STATES || most > HmmModel.MAX_STATES || least > most) {
      throw new ModelException("REGIME_OPTION_INVALID", "states=" + least + "-" + most);
    }
    if (restarts < 1 || restarts > 1000) {
      throw new ModelException("REGIME_OPTION_INVALID", "restarts=" + restarts);
    }
  }
}
