package io.cryptoscalp.models.evaluation;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.dataset.DatasetSplits;
import io.cryptoscalp.models.dataset.TradingCosts;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How families are judged.
 *
 * @param folds test parts of the walk-forward, at least 1
 * @param initialShare share of the examples before the first test part, 0 to 1
 * @param validationShare newest share of what comes before a test part that is its validation part
 * @param embargoNs distance kept between parts beside the purge, ns
 * @param costs of a trade
 * @param clusterNs stretch of time whose examples count as one for standard errors, ns
 */
public record EvaluationOptions(
    int folds,
    double initialShare,
    double validationShare,
    long embargoNs,
    TradingCosts costs,
    long clusterNs) {
  /** Four folds after half of the time, a fifth for validation, clusters of four hours. */
  public static final EvaluationOptions DEFAULT =
      new EvaluationOptions(
          4, 0.5, 0.2, 3_600_000_000_000L, TradingCosts.DEFAULT, 4 * 3_600_000_000_000L);

  /**
   * Checks the ranges.
   *
   * @throws ModelException {@code EVALUATION_OPTION_INVALID}
   */
  public EvaluationOptions {
    if (folds < 1
        || !(initialShare > 0 && initialShare < 1)
        || !(validationShare > 0 && validationShare < 1)
        || embargoNs < 0
        || clusterNs <= 0) {
      throw new ModelException(
          "EVALUATION_OPTION_INVALID",
          "folds="
              + folds
              + " initial="
              + initialShare
              + " validation="
              + validationShare
              + " embargoNs="
              + embargoNs
              + " clusterNs="
              + clusterNs);
    }
  }

  /** The parts of each fold, in order of time. */
  public List<DatasetSplits.Split> splits(Dataset data) {
    return DatasetSplits.walkForward(data, folds, initialShare, validationShare, true, embargoNs);
  }

  /** The settings by name. */
  public SortedMap<String, String> byName() {
    SortedMap<String, String> names = new TreeMap<>();
    names.put("folds", Integer.toString(folds));
    names.put("initial_share", Double.toString(initialShare));
    names.put("validation_share", Double.toString(validationShare));
    names.put("embargo_ns", Long.toString(embargoNs));
    names.put("cluster_ns", Long.toString(clusterNs));
    names.put("taker_fee", Double.toString(costs.takerFee()));
    names.put("slippage", Double.toString(costs.slippage()));
    names.put("spread", Double.toString(costs.spread()));
    return names;
  }
}
