package io.cryptoscalp.models.family.policy;

import ai.djl.ndarray.NDManager;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.Sha256;
import io.cryptoscalp.models.family.Checkpoint;
import io.cryptoscalp.models.family.Hyperparameters;
import io.cryptoscalp.models.family.TrainingRun;
import io.cryptoscalp.models.family.nets.Scaling;
import io.cryptoscalp.models.family.nets.Torch;
import io.cryptoscalp.models.family.nets.Weights;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Rounds of learning until the validation paths gain no more: after every few rounds the greedy
 * policy trades them, and the weights of the best mean reward are kept.
 */
final class PolicyTraining {
  /** Settings that all ways of learning have, with defaults. */
  static Hyperparameters settings(Object... own) {
    Object[] shared = {
      "hidden",
      64,
      "agents",
      16,
      "episode_rows",
      256,
      "discount",
      0.98,
      "learning_rate",
      1e-3,
      "gradient_norm",
      0.5,
      "clip_inputs",
      8,
      "rounds",
      60,
      "evaluate_rounds",
      5,
      "patience",
      6
    };
    Object[] all = new Object[shared.length + own.length];
    System.arraycopy(shared, 0, all, 0, shared.length);
    System.arraycopy(own, 0, all, shared.length, own.length);
    return Hyperparameters.of(all);
  }

  private final String family;
  private final PolicyLearner learner;
  private final Scaling scaling;
  private final List<MarketPath> validation;
  private final TradingTerms terms;
  private final Hyperparameters settings;
  private final Weights best;
  private int done;
  private int bestRound;
  private double bestReward = Double.NEGATIVE_INFINITY;

  private PolicyTraining(
      String family,
      PolicyLearner learner,
      Scaling scaling,
      List<MarketPath> validation,
      TradingTerms terms,
      Hyperparameters settings) {
    this.family = family;
    this.learner = learner;
    this.scaling = scaling;
    this.validation = validation;
    this.terms = terms;
    this.settings = settings;
    this.best = learner.weights.copy();
  }

  static TrainedPolicy train(
      String family,
      Function<PolicyLearner.Task, PolicyLearner> maker,
      List<MarketPath> train,
      List<MarketPath> validation,
      TradingTerms terms,
      Hyperparameters settings,
      TrainingRun run) {
    if (train.isEmpty() || validation.isEmpty()) {
      throw new ModelException(
          "TRAINING_TOO_FEW_ROWS",
          "family=" + family + " paths=" + train.size() + " validation=" + validation.size());
    }
    Scaling scaling = scaling(train, settings.number("clip_inputs", 0.1, 1e6));
    PolicyLearner.Task task =
        new PolicyLearner.Task(family, train, terms, scaling, 1 / typicalMove(train), run.seed());
    PolicyTraining training =
        new PolicyTraining(family, maker.apply(task), scaling, validation, terms, settings);
    return training.run(
        run, Checkpoint.of(family, digest(train, validation, terms), settings, run));
  }

  private static Scaling scaling(List<MarketPath> paths, double clip) {
    List<float[]> rows = new ArrayList<>();
    for (MarketPath path : paths) {
      rows.addAll(Arrays.asList(path.vectors()));
    }
    return Scaling.fit(rows, rows.get(0).length, clip);
  }

  /** Mean absolute move of the mid from row to row, bps: what rewards are measured by. */
  private static double typicalMove(List<MarketPath> paths) {
    double sum = 0;
    long count = 0;
    for (MarketPath path : paths) {
      for (int i = 1; i < path.rows(); i++) {
        sum += Math.abs(path.mids()[i] / path.mids()[i - 1] - 1);
        count++;
      }
    }
    return Math.max(1e-3, 1e4 * sum / count);
  }

  private static String digest(
      List<MarketPath> train, List<MarketPath> validation, TradingTerms terms) {
    MessageDigest digest = Sha256.digest();
    digest.update(terms.toString().getBytes(StandardCharsets.UTF_8));
    MarketPath.digest(train, digest);
    MarketPath.digest(validation, digest);
    return Sha256.finish(digest);
  }

  private TrainedPolicy run(TrainingRun run, Checkpoint checkpoint) {
    int rounds = settings.integer("rounds", 1, 1_000_000);
    int every = settings.integer("evaluate_rounds", 1, 1_000_000);
    int patience = settings.integer("patience", 1, 1_000_000) * every;
    restore(checkpoint.read());
    try (NDManager manager = Torch.open(run.threads())) {
      while (done < rounds && (bestRound == 0 || done - bestRound < patience)) {
        learner.round(manager, done);
        done++;
        if (done % every == 0 || done == rounds) {
          double reward = policy(learner.weights).evaluate(validation, terms, slice()).reward();
          if (reward > bestReward) {
            bestReward = reward;
            bestRound = done;
            best.assign(learner.weights);
          }
          run.progress().round(family, done, rounds, Double.NaN, -reward);
          checkpoint.write(state());
        }
      }
    }
    checkpoint.clear();
    return policy(best);
  }

  private int slice() {
    return settings.integer("episode_rows", 2, 1_000_000);
  }

  private TrainedPolicy policy(Weights weights) {
    SortedMap<String, Double> figures = new TreeMap<>();
    figures.put("rounds", (double) done);
    figures.put("best_round", (double) bestRound);
    figures.put("validation_reward_bps", bestReward);
    return new TrainedPolicy(family, learner.net, weights, scaling, learner.policyHead(), figures);
  }

  private byte[] state() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream to = new DataOutputStream(bytes)) {
      to.writeInt(done);
      to.writeInt(bestRound);
      to.writeDouble(bestReward);
      best.write(to);
      learner.write(to);
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory", e);
    }
    return bytes.toByteArray();
  }

  private void restore(byte @Nullable [] state) {
    if (state == null) {
      return;
    }
    try (DataInputStream from = new DataInputStream(new ByteArrayInputStream(state))) {
      done = from.readInt();
      bestRound = from.readInt();
      bestReward = from.readDouble();
      best.read(from);
      learner.read(from);
    } catch (IOException e) {
      throw new ModelException("TRAINING_CHECKPOINT_FAILED", "reason=" + e.getMessage(), e);
    }
  }
}
