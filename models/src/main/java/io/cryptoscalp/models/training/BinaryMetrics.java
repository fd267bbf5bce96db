package io.cryptoscalp.models.training;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How good probabilities are. Base figures are those of a forecaster who always says the base rate
 * of the training part.
 *
 * @param rows examples judged
 * @param upShare share of examples that rose
 * @param logLoss mean negative log likelihood, nats; smaller is better
 * @param baseLogLoss the same of the base rate
 * @param auc area under the ROC curve, 0 to 1, ties count half; 0.5 is no skill, NaN with one class
 *     only
 * @param aucError its standard error (Hanley and McNeil, Radiology 143, 1982)
 * @param accuracy share of examples on the right side of 0.5
 * @param baseAccuracy the same of the base rate
 * @param brier mean squared error of the probability
 * @param baseBrier the same of the base rate
 * @param calibrationError mean distance of forecast and frequency over ten bins of equal width,
 *     weighted by count (Naeini et al., AAAI 2015)
 */
public record BinaryMetrics(
    int rows,
    double upShare,
    double logLoss,
    double baseLogLoss,
    double auc,
    double aucError,
    double accuracy,
    double baseAccuracy,
    double brier,
    double baseBrier,
    double calibrationError) {
  private static final int BINS = 10;
  private static final double FLOOR = 1e-12; // keeps the log of a certain but wrong forecast finite

  /**
   * Judges forecasts.
   *
   * @param forecasts probabilities of up
   * @param up what happened
   * @param baseRate share of up in the training part
   */
  public static BinaryMetrics of(double[] forecasts, boolean[] up, double baseRate) {
    double[] base = new double[up.length];
    Arrays.fill(base, baseRate);
    return of(forecasts, up, base);
  }

  /**
   * Judges forecasts of several parts, each with a base rate of its own.
   *
   * @param forecasts probabilities of up
   * @param up what happened
   * @param base for each example the share of up in the training part
   */
  public static BinaryMetrics of(double[] forecasts, boolean[] up, double[] base) {
    int rows = up.length;
    double loss = 0;
    double baseLoss = 0;
    double brier = 0;
    double baseBrier = 0;
    int hits = 0;
    int baseHits = 0;
    int ups = 0;
    for (int i = 0; i < rows; i++) {
      double outcome = up[i] ? 1 : 0;
      loss += logLoss(forecasts[i], up[i]);
      baseLoss += logLoss(base[i], up[i]);
      brier += (forecasts[i] - outcome) * (forecasts[i] - outcome);
      baseBrier += (base[i] - outcome) * (base[i] - outcome);
      hits += forecasts[i] >= 0.5 == up[i] ? 1 : 0;
      baseHits += base[i] >= 0.5 == up[i] ? 1 : 0;
      ups += up[i] ? 1 : 0;
    }
    double auc = auc(forecasts, up);
    return new BinaryMetrics(
        rows,
        (double) ups / rows,
        loss / rows,
        baseLoss / rows,
        auc,
        aucError(auc, ups, rows - ups),
        (double) hits / rows,
        (double) baseHits / rows,
        brier / rows,
        baseBrier / rows,
        calibrationError(forecasts, up));
  }

  /**
   * True when the forecasts beat the base rate in log loss and the AUC lies two standard errors
   * above chance.
   */
  public boolean hasSkill() {
    return logLoss < baseLogLoss && auc > 0.5 + 2 * aucError;
  }

  /** Negative log likelihood of one outcome, nats. */
  public static double logLoss(double forecast, boolean up) {
    return -Math.log(Math.max(up ? forecast : 1 - forecast, FLOOR));
  }

  /** Mann-Whitney statistic: the share of pairs ranked rightly, ties half. */
  public static double auc(double[] scores, boolean[] up) {
    double[] ups = new double[up.length];
    double[] downs = new double[up.length];
    int n = 0;
    int m = 0;
    for (int i = 0; i < up.length; i++) {
      if (up[i]) {
        ups[n++] = scores[i];
      } else {
        downs[m++] = scores[i];
      }
    }
    Arrays.sort(ups, 0, n);
    Arrays.sort(downs, 0, m);
    double wins = 0;
    int below = 0;
    int notAbove = 0;
    for (int i = 0; i < n; i++) {
      while (below < m && downs[below] < ups[i]) {
        below++;
      }
      while (notAbove < m && downs[notAbove] <= ups[i]) {
        notAbove++;
      }
      wins += (below + notAbove) / 2.0;
    }
    return n == 0 || m == 0 ? Double.NaN : wins / ((double) n * m);
  }

  static double aucError(double auc, int ups, int downs) {
    double q1 = auc / (2 - auc);
    double q2 = 2 * auc * auc / (1 + auc);
    double variance =
        auc * (1 - auc) + (ups - 1) * (q1 - auc * auc) + (downs - 1) * (q2 - auc * auc);
    return Math.sqrt(Math.max(variance, 0) / ((double) ups * downs));
  }

  private static double calibrationError(double[] forecasts, boolean[] up) {
    double[] gap = new double[BINS];
    for (int i = 0; i < up.length; i++) {
      int bin = Math.min((int) (forecasts[i] * BINS), BINS - 1);
      gap[bin] += forecasts[i] - (up[i] ? 1 : 0);
    }
    double total = 0;
    for (double distance : gap) {
      total += Math.abs(distance);
    }
    return total / up.length;
  }

  /** The figures by name, each with a prefix. */
  public SortedMap<String, Double> byName(String prefix) {
    SortedMap<String, Double> figures = new TreeMap<>();
    figures.put(prefix + "rows", (double) rows);
    figures.put(prefix + "up_share", upShare);
    figures.put(prefix + "log_loss", logLoss);
    figures.put(prefix + "log_loss_base", baseLogLoss);
    figures.put(prefix + "auc", auc);
    figures.put(prefix + "auc_standard_error", aucError);
    figures.put(prefix + "accuracy", accuracy);
    figures.put(prefix + "accuracy_base", baseAccuracy);
    figures.put(prefix + "brier", brier);
    figures.put(prefix + "brier_base", baseBrier);
    figures.put(prefix + "calibration_error", calibrationError);
    return figures;
  }
}
