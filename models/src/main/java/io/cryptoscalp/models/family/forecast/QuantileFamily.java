package io.cryptoscalp.models.family.forecast;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.family.Hyperparameters;
import io.cryptoscalp.models.family.TrainingRun;
import io.cryptoscalp.models.family.nets.FittedNet;
import io.cryptoscalp.models.family.nets.Nets;

/**
 * Quantiles of the return over all horizons of a data set at once, from one network over the
 * sequence, with intervals calibrated by {@link Conformal}. Not a direction: it has an interface of
 * its own. Settings: {@code quantiles} (levels in pairs around one half) and those of {@link
 * Nets#defaults}.
 */
public final class QuantileFamily {
  /** The family's id. */
  public static final String ID = "quantile";

  private static final int LEAST_ROWS = 32;

  private final Hyperparameters defaults = Nets.defaults("quantiles", "0.05,0.25,0.5,0.75,0.95");

  /** The family's id. */
  public String id() {
    return ID;
  }

  /** One line for people. */
  public String description() {
    return "quantiles of returns over several horizons with conformal intervals"
        + " (Romano et al., 2019)";
  }

  /** Every setting with its default. */
  public Hyperparameters defaults() {
    return defaults;
  }

  /**
   * Trains a model. The earlier half of the validation part decides when to stop, the later half
   * calibrates the intervals.
   *
   * @param train examples to learn from, with returns over at least one horizon
   * @param validation later examples, in order of time
   * @throws ModelException {@code TRAINING_TOO_FEW_ROWS}, {@code TRAINING_OPTION_INVALID}, {@code
   *     TRAINING_ENGINE_MISSING}, {@code TRAINING_CHECKPOINT_FAILED} or {@code TRAINING_FAILED}
   */
  public TrainedForecast train(
      Dataset train, Dataset validation, Hyperparameters settings, TrainingRun run) {
    double[] levels = Levels.parse(settings.text("quantiles"));
    if (train.size() < LEAST_ROWS || validation.size() < LEAST_ROWS) {
      throw new ModelException(
          "TRAINING_TOO_FEW_ROWS",
          "train=" + train.size() + " least=" + LEAST_ROWS + " validation=" + validation.size());
    }
    int half = validation.size() / 2;
    Dataset stopping = part(validation, 0, half);
    Dataset calibrating = part(validation, half, validation.size());
    EmpiricalQuantiles naive = EmpiricalQuantiles.fit(train, levels);
    double[] scales = scales(train);
    QuantileObjective objective =
        new QuantileObjective(levels, scales, scaled(naive.quantiles(), scales));
    FittedNet net = Nets.train(id(), objective, train, stopping, settings, run);
    return TrainedQuantiles.calibrated(id(), net, objective, levels, scales, calibrating, naive);
  }

  private static Dataset part(Dataset all, int from, int to) {
    int[] indices = new int[to - from];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = from + i;
    }
    return all.select(indices);
  }

  /** Root mean square of the returns over each horizon. */
  private static double[] scales(Dataset train) {
    double[] scales = new double[train.horizonsNs().length];
    for (int h = 0; h < scales.length; h++) {
      double[] known = Levels.known(train, h);
      for (double value : known) {
        scales[h] += value * value;
      }
      scales[h] = Math.sqrt(scales[h] / known.length);
      if (!(scales[h] > 0) || Double.isInfinite(scales[h])) {
        throw new ModelException(
            "TRAINING_FAILED", "horizonNs=" + train.horizonsNs()[h] + " deviation=" + scales[h]);
      }
    }
    return scales;
  }

  private static double[][] scaled(double[][] quantiles, double[] scales) {
    double[][] scaled = new double[quantiles.length][];
    for (int h = 0; h < scaled.length; h++) {
      scaled[h] = quantiles[h].clone();
      for (int q = 0; q < scaled[h].length; q++) {
        scaled[h][q] /= scales[h];
      }
    }
    return scaled;
  }
}
