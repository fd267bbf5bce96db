package io.cryptoscalp.models.family.policy;

import io.cryptoscalp.models.family.Hyperparameters;
import io.cryptoscalp.models.family.TrainingRun;
import java.util.List;

/** One way to learn a policy; the same paths, settings and seed give the same policy. */
public interface PolicyFamily {
  /** Stable name: {@code ppo}, {@code a2c}, {@code dqn}. */
  String id();

  /** One line for people: what it is and where it was published. */
  String description();

  /** Every setting with its default. */
  Hyperparameters defaults();

  /**
   * Learns a policy.
   *
   * @param train paths to trade while learning
   * @param validation later paths, which choose the round whose policy is kept
   * @param terms costs and reward
   * @param settings values for all keys of {@link #defaults()}
   * @param run seed, threads, progress and where to keep checkpoints
   * @throws io.cryptoscalp.models.ModelException {@code TRAINING_TOO_FEW_ROWS}, {@code
   *     TRAINING_OPTION_INVALID} or {@code TRAINING_FAILED}
   */
  TrainedPolicy train(
      List<MarketPath> train,
      List<MarketPath> validation,
      TradingTerms terms,
      Hyperparameters settings,
      TrainingRun run);
}
