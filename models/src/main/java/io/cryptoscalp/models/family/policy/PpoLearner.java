package io.cryptoscalp.models.family.policy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.cryptoscalp.models.family.Hyperparameters;
import io.cryptoscalp.models.family.Seeds;
import io.cryptoscalp.models.family.nets.Torch;
import java.util.Arrays;
import java.util.Random;

/** Proximal policy optimisation with a clipped ratio (Schulman et al. 2017, equation 7). */
final class PpoLearner extends ActorCritic {
  private final double clip;
  private final int epochs;
  private final int batch;

  PpoLearner(Task task, Hyperparameters settings) {
    super(task, settings, settings.integer("episode_rows", 2, 1_000_000));
    this.clip = settings.number("clip", 1e-3, 10);
    this.epochs = settings.integer("epochs", 1, 100);
    this.batch = settings.integer("batch", 1, 1_000_000);
  }

  @Override
  void learn(NDManager manager, Stretch stretch, Random random) {
    int[] order = Seeds.inOrder(stretch.size());
    for (int epoch = 0; epoch < epochs; epoch++) {
      Seeds.shuffle(order, random);
      for (int from = 0; from < order.length; from += batch) {
        int to = Math.min(order.length, from + batch);
        step(manager, pick(stretch, Arrays.copyOfRange(order, from, to)));
      }
    }
  }

  private void step(NDManager manager, Stretch part) {
    descend(
        manager,
        at -> {
          NDArray rows = at.rows(part.observations(), part.width());
          NDArray logs = net.answer(at.weights(), "actor", rows).logSoftmax(1);
          NDArray chosen =
              logChances(logs, at.rows(oneHot(part.actions()), TradingEnvironment.ACTIONS));
          NDArray advantages = at.column(normalised(part.advantages()));
          NDArray ratio = chosen.sub(at.column(part.logChances())).exp();
          NDArray plain = ratio.mul(advantages);
          NDArray clipped = ratio.clip(1 - clip, 1 + clip).mul(advantages);
          NDArray gain = plain.minimum(clipped).mean();
          NDArray entropy = logs.exp().mul(logs).sum(new int[] {1}).mean().neg();
          NDArray error = net.answer(at.weights(), "value", rows).sub(at.column(part.returns()));
          NDArray value = error.mul(error).mean();
          return Torch.times(value, valueWeight).sub(gain).sub(Torch.times(entropy, entropyWeight));
        });
  }

  private static Stretch pick(Stretch from, int[] rows) {
    int width = from.width();
    float[] observations = new float[rows.length * width];
    int[] actions = new int[rows.length];
    float[] logs = new float[rows.length];
    float[] advantages = new float[rows.length];
    float[] returns = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(from.observations(), rows[i] * width, observations, i * width, width);
      actions[i] = from.actions()[rows[i]];
      logs[i] = from.logChances()[rows[i]];
      advantages[i] = from.advantages()[rows[i]];
      returns[i] = from.returns()[rows[i]];
    }
    return new Stretch(observations, width, actions, logs, advantages, returns);
  }
}
