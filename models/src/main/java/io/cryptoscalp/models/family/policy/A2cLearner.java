package io.cryptoscalp.models.family.policy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.cryptoscalp.models.family.Hyperparameters;
import io.cryptoscalp.models.family.nets.Torch;
import java.util.Random;

/**
 * Advantage actor-critic, the synchronous form of A3C (Mnih et al., Asynchronous Methods for Deep
 * Reinforcement Learning, 2016): all agents take a few steps, then one step is learnt from them.
 */
final class A2cLearner extends ActorCritic {
  A2cLearner(Task task, Hyperparameters settings) {
    super(task, settings, settings.integer("steps", 1, 100_000));
  }

  @Override
  void learn(NDManager manager, Stretch stretch, Random random) {
    descend(
        manager,
        at -> {
          NDArray rows = at.rows(stretch.observations(), stretch.width());
          NDArray logs = net.answer(at.weights(), "actor", rows).logSoftmax(1);
          NDArray chosen =
              logChances(logs, at.rows(oneHot(stretch.actions()), TradingEnvironment.ACTIONS));
          NDArray gain = chosen.mul(at.column(normalised(stretch.advantages()))).mean();
          NDArray entropy = logs.exp().mul(logs).sum(new int[] {1}).mean().neg();
          NDArray error = net.answer(at.weights(), "value", rows).sub(at.column(stretch.returns()));
          NDArray value = error.mul(error).mean();
          return Torch.times(value, valueWeight).sub(gain).sub(Torch.times(entropy, entropyWeight));
        });
  }
}
