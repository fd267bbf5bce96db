package io.cryptoscalp.models.family;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.dataset.Dataset;

/** What every family asks of its data before it trains. */
public final class TrainingChecks {
  private TrainingChecks() {}

  /**
   * Refuses data that cannot carry a model.
   *
   * @param train examples to learn from
   * @param validation examples to stop and calibrate by
   * @param least fewest examples to learn from
   * @throws ModelException {@code TRAINING_TOO_FEW_ROWS} with fewer, or without validation; {@code
   *     TRAINING_ONE_CLASS} when all labels are alike
   */
  public static void require(Dataset train, Dataset validation, int least) {
    if (train.size() < least || validation.size() == 0) {
      throw new ModelException(
          "TRAINING_TOO_FEW_ROWS",
          "train=" + train.size() + " least=" + least + " validation=" + validation.size());
    }
    int up = train.upCount();
    if (up == 0 || up == train.size()) {
      throw new ModelException("TRAINING_ONE_CLASS", "rows=" + train.size() + " up=" + up);
    }
  }

  /** The labels of all examples. */
  public static boolean[] labels(Dataset examples) {
    boolean[] up = new boolean[examples.size()];
    for (int i = 0; i < up.length; i++) {
      up[i] = examples.up(i);
    }
    return up;
  }

  /** The training weights of all examples. */
  public static double[] weights(Dataset examples) {
    double[] weights = new double[examples.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = examples.weight(i);
    }
    return weights;
  }

  /** Weighted mean negative log likelihood of log odds, nats; overflows for no log odds. */
  public static double logLoss(double[] logOdds, Dataset examples) {
    double loss = 0;
    double weights = 0;
    for (int i = 0; i < logOdds.length; i++) {
      double signed = examples.up(i) ? -logOdds[i] : logOdds[i];
      double softplus = Math.max(signed, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(signed)));
      loss += examples.weight(i) * softplus;
      weights += examples.weight(i);
    }
    return loss / weights;
  }
}
