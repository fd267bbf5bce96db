package io.cryptoscalp.models.family.policy;

import io.cryptoscalp.models.family.Hyperparameters;
import io.cryptoscalp.models.family.TrainingRun;
import java.util.List;

/** Proximal policy optimisation (Schulman et al. 2017). */
public final class PpoFamily implements PolicyFamily {
  @Override
  public String id() {
    return "ppo";
  }

  @Override
  public String description() {
    return "proximal policy optimisation (Schulman et al. 2017)";
  }

  @Override
  public Hyperparameters defaults() {
    return PolicyTraining.settings(
        "epochs",
        4,
        "batch",
        512,
        "clip",
        0.2,
        "smoothing",
        0.95,
        "entropy",
        0.05,
        "value_weight",
        0.5);
  }

  @Override
  public TrainedPolicy train(
      List<MarketPath> train,
      List<MarketPath> validation,
      TradingTerms terms,
      Hyperparameters settings,
      TrainingRun run) {
    return PolicyTraining.train(
        id(), task -> new PpoLearner(task, settings), train, validation, terms, settings, run);
  }
}
