package io.cryptoscalp.models.family.policy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.cryptoscalp.models.family.Hyperparameters;
import io.cryptoscalp.models.family.nets.Torch;
import io.cryptoscalp.models.family.nets.Weights;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Random;

/**
 * Deep Q-learning with replay (Mnih et al., Human-level control through deep reinforcement
 * learning, 2015), double estimates (van Hasselt et al. 2016) and the Huber loss. The policy of the
 * file is the softmax of the values: its likeliest action is the greedy one.
 */
final class DqnLearner extends PolicyLearner {
  private final Replay replay;
  private final Weights target;
  private final int batch;
  private final int rowsAStep;
  private final int targetRounds;
  private final int exploreRounds;
  private final double leastChance;

  DqnLearner(Task task, Hyperparameters settings) {
    super(task, settings, "q");
    int width = task.paths().get(0).vectors()[0].length + TradingEnvironment.OWN;
    this.replay = new Replay(settings.integer("replay", 1, 10_000_000), width);
    this.batch = settings.integer("batch", 1, 1_000_000);
    this.rowsAStep = settings.integer("rows_per_step", 1, 1_000_000);
    this.targetRounds = settings.integer("target_rounds", 1, 1_000_000);
    this.exploreRounds = settings.integer("explore_rounds", 1, 1_000_000);
    this.leastChance = settings.number("explore_least", 0, 1);
    this.target = weights.copy();
  }

  @Override
  String policyHead() {
    return "q";
  }

  @Override
  void round(NDManager manager, int round) {
    if (round % targetRounds == 0) {
      target.assign(weights);
    }
    double chance = Math.max(leastChance, 1 - (double) round / exploreRounds);
    Agents agents = agents(round);
    Random acting = random(2, round);
    Random learning = random(3, round);
    int count = agents.count();
    int width = agents.width();
    float[] now = new float[count * width];
    float[] next = new float[count * width];
    agents.observe(now);
    for (int t = 0; t < episodeRows; t++) {
      float[] q = values(manager, weights, now, width);
      int[] actions = new int[count];
      double[] rewards = new double[count];
      boolean[] ended = new boolean[count];
      for (int i = 0; i < count; i++) {
        actions[i] =
            acting.nextDouble() < chance
                ? acting.nextInt(TradingEnvironment.ACTIONS)
                : greedy(q, i * TradingEnvironment.ACTIONS);
        rewards[i] = task.rewardScale() * agents.step(i, actions[i]);
        ended[i] = agents.renewed(i);
      }
      agents.observe(next);
      for (int i = 0; i < count; i++) {
        replay.add(now, next, i * width, actions[i], (float) rewards[i], ended[i]);
      }
      System.arraycopy(next, 0, now, 0, now.length);
      if (replay.size() >= batch && t % rowsAStep == 0) {
        learn(manager, replay.draw(batch, learning));
      }
    }
  }

  /** The action of the highest value. */
  static int greedy(float[] q, int offset) {
    int best = 0;
    for (int a = 1; a < TradingEnvironment.ACTIONS; a++) {
      best = q[offset + a] > q[offset + best] ? a : best;
    }
    return best;
  }

  private float[] values(NDManager manager, Weights of, float[] observations, int width) {
    try (NDManager memory = manager.newSubManager()) {
      Weights.Placed placed = of.place(memory, false);
      NDArray rows = memory.create(observations, new Shape(observations.length / width, width));
      return net.answer(placed, "q", rows).toFloatArray();
    }
  }

  private void learn(NDManager manager, Replay.Batch drawn) {
    int width = replay.width();
    float[] chosenBy = values(manager, weights, drawn.after(), width);
    float[] judgedBy = values(manager, target, drawn.after(), width);
    float[] goals = new float[drawn.actions().length];
    for (int i = 0; i < goals.length; i++) {
      int offset = i * TradingEnvironment.ACTIONS;
      double next = drawn.ended()[i] ? 0 : judgedBy[offset + greedy(chosenBy, offset)];
      goals[i] = (float) (drawn.rewards()[i] + discount * next);
    }
    descend(
        manager,
        at -> {
          NDArray all = net.answer(at.weights(), "q", at.rows(drawn.before(), width));
          NDArray taken =
              all.mul(at.rows(ActorCritic.oneHot(drawn.actions()), TradingEnvironment.ACTIONS))
                  .sum(new int[] {1}, true);
          NDArray error = taken.sub(at.column(goals)).abs();
          NDArray inside = error.clip(0, 1); // Huber: half the square up to 1, then a line
          return Torch.times(inside.mul(inside), 0.5).add(error.sub(inside)).mean();
        });
  }

  @Override
  void write(DataOutputStream to) throws IOException {
    super.write(to);
    target.write(to);
    replay.write(to);
  }

  @Override
  void read(DataInputStream from) throws IOException {
    super.read(from);
    target.read(from);
    replay.read(from);
  }
}
