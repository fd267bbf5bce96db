package io.cryptoscalp.models.family.policy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.cryptoscalp.models.family.Hyperparameters;
import io.cryptoscalp.models.family.Seeds;
import io.cryptoscalp.models.family.nets.Adam;
import io.cryptoscalp.models.family.nets.GradientStep;
import io.cryptoscalp.models.family.nets.Scaling;
import io.cryptoscalp.models.family.nets.Torch;
import io.cryptoscalp.models.family.nets.Weights;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * What the ways of learning share. Everything between rounds is in {@link #write}: agents begin new
 * episodes in every round, and chance comes from the seed and the round's number, so that a resumed
 * run learns the same.
 */
abstract class PolicyLearner {
  /** What a learner is given. */
  record Task(
      String family,
      List<MarketPath> paths,
      TradingTerms terms,
      Scaling scaling,
      double rewardScale,
      long seed) {}

  final Task task;
  final Weights weights;
  final PolicyNet net;
  final int agentCount;
  final int episodeRows;
  final double discount;
  private final Adam adam;

  /** Creates it with fresh weights. */
  PolicyLearner(Task task, Hyperparameters settings, String... heads) {
    this.task = task;
    this.net = new PolicyNet(settings.integer("hidden", 1, 1024));
    this.agentCount = settings.integer("agents", 1, 1024);
    this.episodeRows = settings.integer("episode_rows", 2, 1_000_000);
    this.discount = settings.number("discount", 0, 1);
    int inputs = task.paths.get(0).vectors()[0].length + TradingEnvironment.OWN;
    this.weights = net.initial(inputs, random(0, 0), heads);
    this.adam =
        new Adam(
            weights,
            settings.number("learning_rate", 1e-8, 1),
            0,
            settings.number("gradient_norm", 1e-6, 1e6));
  }

  /** The head whose softmax is the policy. */
  abstract String policyHead();

  /** Gathers experience and learns from it. */
  abstract void round(NDManager manager, int round);

  /** A source of chance for one purpose in one round. */
  final Random random(int purpose, int round) {
    return Seeds.random(task.seed, purpose + 5L * round);
  }

  /** Agents at the beginning of new episodes. */
  final Agents agents(int round) {
    return new Agents(
        task.paths, task.terms, task.scaling, agentCount, episodeRows, random(1, round));
  }

  /** One step of the optimiser down a loss. */
  final void descend(NDManager manager, Function<Descent, NDArray> loss) {
    var unused =
        GradientStep.descend(
            "family=" + task.family,
            manager,
            weights,
            adam,
            placed -> loss.apply(new Descent(placed.manager(), placed)));
  }

  /** Memory and weights of one step. */
  record Descent(NDManager memory, Weights.Placed weights) {
    NDArray rows(float[] values, int width) {
      return Torch.array(memory, values, new Shape(values.length / width, width));
    }

    NDArray column(float[] values) {
      return Torch.array(memory, values, new Shape(values.length, 1));
    }
  }

  /** Draws an action from the softmax of logits. */
  static int draw(float[] logits, int offset, Random random) {
    double[] chances = softmax(logits, offset);
    double left = random.nextDouble();
    for (int a = 0; a < chances.length - 1; a++) {
      left -= chances[a];
      if (left < 0) {
        return a;
      }
    }
    return chances.length - 1;
  }

  /** Probabilities from logits. */
  static double[] softmax(float[] logits, int offset) {
    double most = Double.NEGATIVE_INFINITY;
    for (int a = 0; a < TradingEnvironment.ACTIONS; a++) {
      most = Math.max(most, logits[offset + a]);
    }
    double[] chances = new double[TradingEnvironment.ACTIONS];
    double sum = 0;
    for (int a = 0; a < chances.length; a++) {
      chances[a] = StrictMath.exp(logits[offset + a] - most);
      sum += chances[a];
    }
    for (int a = 0; a < chances.length; a++) {
      chances[a] /= sum;
    }
    return chances;
  }

  void write(DataOutputStream to) throws IOException {
    weights.write(to);
    adam.write(to);
  }

  void read(DataInputStream from) throws IOException {
    weights.read(from);
    adam.read(from);
  }
}
