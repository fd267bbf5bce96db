package io.cryptoscalp.models.family.policy;

import io.cryptoscalp.models.family.Hyperparameters;
import io.cryptoscalp.models.family.TrainingRun;
import java.util.List;

/** Advantage actor-critic, the synchronous A3C (Mnih et al. 2016). */
public final class A2cFamily implements PolicyFamily {
  @Override
  public String id() {
    return "a2c";
  }

  @Override
  public String description() {
    return "advantage actor-critic, the synchronous A3C (Mnih et al. 2016)";
  }

  @Override
  public Hyperparameters defaults() {
    return PolicyTraining.settings(
        "rounds", 300, "steps", 8, "smoothing", 0.95, "entropy", 0.05, "value_weight", 0.5);
  }

  @Override
  public TrainedPolicy train(
      List<MarketPath> train,
      List<MarketPath> validation,
      TradingTerms terms,
      Hyperparameters settings,
      TrainingRun run) {
    return PolicyTraining.train(
        id(), task -> new A2cLearner(task, settings), train, validation, terms, settings, run);
  }
}
