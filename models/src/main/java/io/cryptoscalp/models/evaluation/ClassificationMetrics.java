package io.cryptoscalp.models.evaluation;

import io.cryptoscalp.models.training.BinaryMetrics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * How good forecasts of up are on held-out examples, with errors that hold for overlapping labels.
 *
 * @param basic log loss, Brier, AUC with the error of independent examples, accuracy, calibration
 *     error
 * @param weightedLogLoss log loss with the examples' training weights, nats
 * @param weightedBaseLogLoss the same of the base rate
 * @param gain mean log loss of the base rate less that of the forecasts, nats; above 0 is better
 * @param gainError standard error of the gain over clusters of time
 * @param aucError standard error of the AUC over clusters of time
 * @param brier the Brier score in parts
 * @param mcc Matthews correlation of forecast and outcome (Biochimica et Biophysica Acta 405, 1975)
 *     at 0.5, -1 to 1; 0 when all forecasts fall on one side
 * @param mccAtBase the same when the forecast counts as up above the base rate
 * @param calibration the calibration curve by tenths of the examples
 * @param thresholds precision and recall of up
 * @param clusters clusters of time
 */
public record ClassificationMetrics(
    BinaryMetrics basic,
    double weightedLogLoss,
    double weightedBaseLogLoss,
    double gain,
    double gainError,
    double aucError,
    Brier brier,
    double mcc,
    double mccAtBase,
    List<CalibrationBin> calibration,
    List<ThresholdPoint> thresholds,
    int clusters) {
  private static final int BINS = 10;
  private static final double[] THRESHOLDS = {0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7};

  /**
   * A tenth of the examples by forecast.
   *
   * @param examples how many
   * @param forecast mean forecast
   * @param frequency share of up
   */
  public record CalibrationBin(int examples, double forecast, double frequency) {}

  /**
   * Forecasts that say up.
   *
   * @param threshold from which a forecast says so
   * @param share of the examples that it says so of
   * @param precision share of those that rose; NaN when there are none
   * @param recall share of all that rose that are among them; NaN when none rose
   */
  public record ThresholdPoint(double threshold, double share, double precision, double recall) {}

  /**
   * Judges forecasts.
   *
   * @param forecasts probabilities of up, at least one
   * @param base for each example the share of up in the part that was learnt from
   * @param up what happened
   * @param weight of each example
   * @param cluster id of the stretch of time that each example belongs to
   */
  public static ClassificationMetrics of(
      double[] forecasts, double[] base, boolean[] up, double[] weight, long[] cluster) {
    double[] gain = new double[up.length];
    double weights = 0;
    double loss = 0;
    double baseLoss = 0;
    double mean = 0;
    for (int i = 0; i < up.length; i++) {
      double of = BinaryMetrics.logLoss(forecasts[i], up[i]);
      double ofBase = BinaryMetrics.logLoss(base[i], up[i]);
      gain[i] = ofBase - of;
      mean += gain[i] / up.length;
      loss += weight[i] * of;
      baseLoss += weight[i] * ofBase;
      weights += weight[i];
    }
    double[] half = new double[up.length];
    Arrays.fill(half, 0.5);
    return new ClassificationMetrics(
        BinaryMetrics.of(forecasts, up, base),
        loss / weights,
        baseLoss / weights,
        mean,
        ClusteredError.ofMean(gain, cluster),
        ClusteredError.ofAuc(forecasts, up, cluster),
        Brier.of(forecasts, up),
        mcc(forecasts, half, up),
        mcc(forecasts, base, up),
        calibration(forecasts, up),
        thresholds(forecasts, up),
        (int) Arrays.stream(cluster).distinct().count());
  }

  /**
   * Whether there is skill: the log loss is below that of the base rate and the AUC lies two
   * standard errors above chance, the errors taken over clusters.
   */
  public boolean hasSkill() {
    return gain > 0 && basic.auc() > 0.5 + 2 * aucError;
  }

  private static double mcc(double[] forecasts, double[] threshold, boolean[] up) {
    double tp = 0;
    double fp = 0;
    double tn = 0;
    double fn = 0;
    for (int i = 0; i < up.length; i++) {
      boolean said = forecasts[i] >= threshold[i];
      tp += said && up[i] ? 1 : 0;
      fp += said && !up[i] ? 1 : 0;
      tn += !said && !up[i] ? 1 : 0;
      fn += !said && up[i] ? 1 : 0;
    }
    double product =
        Math.sqrt(tp + fp) * Math.sqrt(tp + fn) * Math.sqrt(tn + fp) * Math.sqrt(tn + fn);
    return product > 0 ? (tp * tn - fp * fn) / product : 0;
  }

  private static List<CalibrationBin> calibration(double[] forecasts, boolean[] up) {
    Integer[] order = new Integer[up.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> forecasts[i]));
    List<CalibrationBin> bins = new ArrayList<>();
    for (int bin = 0; bin < BINS; bin++) {
      int from = (int) ((long) up.length * bin / BINS);
      int to = (int) ((long) up.length * (bin + 1) / BINS);
      double sum = 0;
      double ups = 0;
      for (int k = from; k < to; k++) {
        sum += forecasts[order[k]];
        ups += up[order[k]] ? 1 : 0;
      }
      if (to > from) {
        bins.add(new CalibrationBin(to - from, sum / (to - from), ups / (to - from)));
      }
    }
    return bins;
  }

  private static List<ThresholdPoint> thresholds(double[] forecasts, boolean[] up) {
    List<ThresholdPoint> points = new ArrayList<>();
    for (double threshold : THRESHOLDS) {
      double said = 0;
      double right = 0;
      double ups = 0;
      for (int i = 0; i < up.length; i++) {
        said += forecasts[i] >= threshold ? 1 : 0;
        right += forecasts[i] >= threshold && up[i] ? 1 : 0;
        ups += up[i] ? 1 : 0;
      }
      points.add(new ThresholdPoint(threshold, said / up.length, right / said, right / ups));
    }
    return points;
  }
}
