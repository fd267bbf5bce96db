package io.cryptoscalp.models.family.policy;

import io.cryptoscalp.models.family.Hyperparameters;
import io.cryptoscalp.models.family.TrainingRun;
import java.util.List;

/** Double deep Q-learning (van Hasselt et al. 2016). */
public final class DqnFamily implements PolicyFamily {
  @Override
  public String id() {
    return "dqn";
  }

  @Override
  public String description() {
    return "double deep Q-learning (van Hasselt et al. 2016)";
  }

  @Override
  public Hyperparameters defaults() {
    return PolicyTraining.settings(
        "batch",
        256,
        "replay",
        32_768,
        "rows_per_step",
        4,
        "target_rounds",
        4,
        "explore_rounds",
        30,
        "explore_least",
        0.05);
  }

  @Override
  public TrainedPolicy train(
      List<MarketPath> train,
      List<MarketPath> validation,
      TradingTerms terms,
      Hyperparameters settings,
      TrainingRun run) {
    return PolicyTraining.train(
        id(), task -> new DqnLearner(task, settings), train, validation, terms, settings, run);
  }
}
