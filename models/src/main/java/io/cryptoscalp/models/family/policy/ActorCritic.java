package io.cryptoscalp.models.family.policy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.cryptoscalp.models.family.Hyperparameters;
import io.cryptoscalp.models.family.nets.Weights;
import java.util.Random;

/** Learners with an actor and a critic: a stretch of steps is gathered, then learnt from. */
abstract class ActorCritic extends PolicyLearner {
  final double smoothing;
  final double entropyWeight;
  final double valueWeight;
  private final int steps;

  /**
   * Creates it.
   *
   * @param steps rows between updates; the episode is walked through in such stretches
   */
  ActorCritic(Task task, Hyperparameters settings, int steps) {
    super(task, settings, "actor", "value");
    this.smoothing = settings.number("smoothing", 0, 1);
    this.entropyWeight = settings.number("entropy", 0, 10);
    this.valueWeight = settings.number("value_weight", 0, 100);
    this.steps = steps;
  }

  @Override
  final String policyHead() {
    return "actor";
  }

  /**
   * What all agents met in one stretch, one agent after the other.
   *
   * @param observations rows by width
   * @param actions taken
   * @param logChances of the actions when they were taken
   * @param advantages by the critic of that time
   * @param returns advantage plus the critic's value
   */
  record Stretch(
      float[] observations,
      int width,
      int[] actions,
      float[] logChances,
      float[] advantages,
      float[] returns) {
    int size() {
      return actions.length;
    }
  }

  /** Learns from a stretch. */
  abstract void learn(NDManager manager, Stretch stretch, Random random);

  @Override
  final void round(NDManager manager, int round) {
    Agents agents = agents(round);
    Random acting = random(2, round);
    Random learning = random(3, round);
    for (int done = 0; done < episodeRows; done += steps) {
      learn(manager, gather(manager, agents, acting), learning);
    }
  }

  private Stretch gather(NDManager manager, Agents agents, Random random) {
    int count = agents.count();
    int width = agents.width();
    float[] observations = new float[count * steps * width];
    int[] actions = new int[count * steps];
    float[] logChances = new float[count * steps];
    double[][] rewards = new double[count][steps];
    double[][] values = new double[count][steps + 1];
    boolean[][] ended = new boolean[count][steps];
    float[] now = new float[count * width];
    for (int t = 0; t <= steps; t++) {
      agents.observe(now);
      Judged judged = judge(manager, now, width);
      for (int i = 0; i < count; i++) {
        values[i][t] = judged.values[i];
        if (t == steps) {
          continue;
        }
        int at = i * steps + t;
        int offset = i * TradingEnvironment.ACTIONS;
        int action = draw(judged.logits, offset, random);
        System.arraycopy(now, i * width, observations, at * width, width);
        actions[at] = action;
        logChances[at] = (float) StrictMath.log(softmax(judged.logits, offset)[action]);
        rewards[i][t] = task.rewardScale() * agents.step(i, action);
        ended[i][t] = agents.renewed(i);
      }
    }
    float[] advantages = new float[count * steps];
    float[] returns = new float[count * steps];
    for (int i = 0; i < count; i++) {
      double[] own = Advantages.of(rewards[i], values[i], ended[i], discount, smoothing);
      for (int t = 0; t < steps; t++) {
        advantages[i * steps + t] = (float) own[t];
        returns[i * steps + t] = (float) (own[t] + values[i][t]);
      }
    }
    return new Stretch(observations, width, actions, logChances, advantages, returns);
  }

  private record Judged(float[] logits, float[] values) {}

  private Judged judge(NDManager manager, float[] observations, int width) {
    try (NDManager memory = manager.newSubManager()) {
      Weights.Placed placed = weights.place(memory, false);
      NDArray rows = memory.create(observations, new Shape(observations.length / width, width));
      return new Judged(
          net.answer(placed, "actor", rows).toFloatArray(),
          net.answer(placed, "value", rows).toFloatArray());
    }
  }

  /** Log probabilities of the actions, [N, 1], and the policy's mean entropy. */
  static NDArray logChances(NDArray logProbabilities, NDArray actions) {
    return logProbabilities.mul(actions).sum(new int[] {1}, true);
  }

  /** Actions as rows of one 1 and two 0. */
  static float[] oneHot(int[] actions) {
    float[] rows = new float[actions.length * TradingEnvironment.ACTIONS];
    for (int i = 0; i < actions.length; i++) {
      rows[i * TradingEnvironment.ACTIONS + actions[i]] = 1;
    }
    return rows;
  }

  /** Mean 0 and deviation 1; left as they are when they do not vary. */
  static float[] normalised(float[] values) {
    double mean = 0;
    for (float value : values) {
      mean += value;
    }
    mean /= values.length;
    double squares = 0;
    for (float value : values) {
      squares += (value - mean) * (value - mean);
    }
    double deviation = Math.sqrt(squares / values.length);
    float[] scaled = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      scaled[i] = (float) ((values[i] - mean) / (deviation + 1e-8));
    }
    return scaled;
  }
}
