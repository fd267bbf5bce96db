package io.cryptoscalp.models.family.experts;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.family.Calibration;
import io.cryptoscalp.models.family.Hyperparameters;
import io.cryptoscalp.models.family.ModelFamily;
import io.cryptoscalp.models.family.TrainingChecks;
import io.cryptoscalp.models.family.TrainingRun;
import io.cryptoscalp.models.training.LogisticNewton;
import io.cryptoscalp.models.training.Standardiser;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A mixture of linear experts, one a regime, gated by the regimes' probabilities: {@code log odds =
 * common(x) + sum over r of probability(r) expert_r(x)}. The gate is what the regime consensus
 * says, not learnt (Jacobs et al., Adaptive Mixtures of Local Experts, 1991, learn it), and experts
 * mix in log odds, so that the loss stays convex: a varying-coefficient model (Hastie and
 * Tibshirani, 1993) fitted by Newton's method. Experts are drawn towards the common model more
 * strongly than that to zero, since a regime that was seldom seen teaches little. One minimum, no
 * seed, nothing to stop early.
 */
public final class ExpertsFamily implements ModelFamily {
  /** The family's id. */
  public static final String ID = "experts";

  /** Regimes of the gate. */
  static final int REGIMES = 6;

  private static final int LEAST_ROWS = 50;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String description() {
    return "linear experts gated by regime probabilities (Jacobs et al. 1991)";
  }

  /**
   * {@code l2}: penalty of the common model, 1e-9 to 1000; {@code expertL2}: of what an expert
   * differs by, 1e-9 to 1e6; {@code clip}: bound of a standardised value, 1 to 100 deviations.
   */
  @Override
  public Hyperparameters defaults() {
    return Hyperparameters.of("l2", "0.001", "expertL2", "0.05", "clip", "8");
  }

  /**
   * Trains a model; see {@link ModelFamily#train}.
   *
   * @throws ModelException as there, and {@code TRAINING_NO_REGIMES} where the examples know no
   *     regimes
   */
  @Override
  public ExpertsTrained train(
      Dataset train, Dataset validation, Hyperparameters settings, TrainingRun run) {
    TrainingChecks.require(train, validation, LEAST_ROWS);
    double l2 = settings.number("l2", 1e-9, 1000);
    double expertL2 = settings.number("expertL2", 1e-9, 1e6);
    double clip = settings.number("clip", 1, 100);
    float[][] vectors = train.vectors();
    Standardiser standardiser = Standardiser.fit(vectors, train.features(), clip);
    if (standardiser.columns().length == 0) {
      throw new ModelException("TRAINING_NO_FEATURES", "columns=" + train.features());
    }
    double share = Math.sqrt(l2 / expertL2); // one penalty for all: experts' columns are smaller
    double[][] rows = new double[vectors.length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = expanded(standardiser.apply(vectors[i]), gate(train, i), share);
    }
    double[] weights = TrainingChecks.weights(train);
    double[] fit = new LogisticNewton(rows, TrainingChecks.labels(train), l2, weights).fit();
    ExpertScore score = ExpertScore.of(train.features(), standardiser, fit, share);
    double[] trained = score.logOdds(train);
    double[] judged = score.logOdds(validation);
    Calibration calibration =
        Calibration.fit(
            judged, TrainingChecks.labels(validation), TrainingChecks.weights(validation));
    double trainLoss = TrainingChecks.logLoss(trained, train);
    double validationLoss = TrainingChecks.logLoss(judged, validation);
    run.progress().round(ID, 1, 1, trainLoss, validationLoss);
    SortedMap<String, Double> figures = new TreeMap<>();
    figures.put("columns", (double) standardiser.columns().length);
    figures.put("train_log_loss", trainLoss);
    figures.put("validation_log_loss", validationLoss);
    return new ExpertsTrained(score, calibration, figures);
  }

  /** The regimes' probabilities at an example. */
  static float[] gate(Dataset examples, int example) {
    float[] gate = examples.regime(example);
    if (gate == null || gate.length != REGIMES) {
      throw new ModelException(
          "TRAINING_NO_REGIMES",
          "example=" + example + " regimes=" + (gate == null ? "none" : Arrays.toString(gate)));
    }
    return gate;
  }

  /** The common columns, then for each regime its columns and its bias. */
  private static double[] expanded(double[] z, float[] gate, double share) {
    int width = z.length;
    double[] row = Arrays.copyOf(z, width + REGIMES * (width + 1));
    int at = width;
    for (int r = 0; r < REGIMES; r++) {
      for (int c = 0; c < width; c++) {
        row[at++] = share * gate[r] * z[c];
      }
      row[at++] = share * gate[r];
    }
    return row;
  }
}
