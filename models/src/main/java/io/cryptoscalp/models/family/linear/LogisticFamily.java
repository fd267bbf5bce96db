package io.cryptoscalp.models.family.linear;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.family.Calibration;
import io.cryptoscalp.models.family.Hyperparameters;
import io.cryptoscalp.models.family.ModelFamily;
import io.cryptoscalp.models.family.TrainingChecks;
import io.cryptoscalp.models.family.TrainingRun;
import io.cryptoscalp.models.training.LogisticNewton;
import io.cryptoscalp.models.training.Standardiser;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Logistic regression with an L2 penalty on standardised, clipped vectors, fitted by Newton's
 * method with the examples' weights. There is one minimum, so the seed has no effect, there is
 * nothing to stop early and a run of seconds keeps no checkpoint: to resume is to run again.
 */
public final class LogisticFamily implements ModelFamily {
  /** The family's id. */
  public static final String ID = "logistic";

  private static final int LEAST_ROWS = 50;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String description() {
    return "logistic regression, L2 (Hastie, Tibshirani, Friedman 2009, 4.4)";
  }

  /**
   * {@code l2}: penalty per unit of squared weight, 1e-9 to 1000, default 0.001; {@code clip}:
   * bound of a standardised value, 1 to 100 deviations, default 8.
   */
  @Override
  public Hyperparameters defaults() {
    return Hyperparameters.of("l2", "0.001", "clip", "8");
  }

  @Override
  public LogisticTrained train(
      Dataset train, Dataset validation, Hyperparameters settings, TrainingRun run) {
    TrainingChecks.require(train, validation, LEAST_ROWS);
    double l2 = settings.number("l2", 1e-9, 1000);
    double clip = settings.number("clip", 1, 100);
    float[][] vectors = train.vectors();
    Standardiser standardiser = Standardiser.fit(vectors, train.features(), clip);
    int columns = standardiser.columns().length;
    if (columns == 0) {
      throw new ModelException("TRAINING_NO_FEATURES", "columns=" + train.features());
    }
    double[][] rows = new double[vectors.length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = standardiser.apply(vectors[i]);
    }
    double[] weights = TrainingChecks.weights(train);
    double[] fit = new LogisticNewton(rows, TrainingChecks.labels(train), l2, weights).fit();
    LinearScore score = LinearScore.of(train.features(), standardiser, fit);
    double[] trained = score.logOdds(train);
    double[] judged = score.logOdds(validation);
    Calibration calibration =
        Calibration.fit(
            judged, TrainingChecks.labels(validation), TrainingChecks.weights(validation));
    double trainLoss = TrainingChecks.logLoss(trained, train);
    double validationLoss = TrainingChecks.logLoss(judged, validation);
    run.progress().round(ID, 1, 1, trainLoss, validationLoss);
    SortedMap<String, Double> figures = new TreeMap<>();
    figures.put("columns", (double) columns);
    figures.put("train_log_loss", trainLoss);
    figures.put("validation_log_loss", validationLoss);
    return new LogisticTrained(score, score.means(train), calibration, figures);
  }
}
