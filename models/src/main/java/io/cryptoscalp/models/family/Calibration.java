package io.cryptoscalp.models.family;

/**
 * Platt's scaling of log odds (Platt, Probabilistic Outputs for Support Vector Machines, 1999):
 * {@code p = 1 / (1 + exp(-(slope x + offset)))}, fitted by Newton's method on examples the model
 * did not learn from, with his smoothed targets {@code (up + 1) / (up + 2)} and {@code 1 / (down +
 * 2)}.
 *
 * @param slope positive where the model ranks at all
 * @param offset in log odds
 */
public record Calibration(double slope, double offset) {
  /** Leaves log odds as they are. */
  public static final Calibration NONE = new Calibration(1, 0);

  private static final int ROUNDS = 50;

  /**
   * Fits it.
   *
   * @param logOdds the model's raw answers
   * @param up the labels
   * @param weight of each example, positive
   * @return the fit; {@link #NONE} when there are no examples of one label, or the answers rank
   *     backwards, since turning a model round on few examples is a fit to noise
   */
  public static Calibration fit(double[] logOdds, boolean[] up, double[] weight) {
    double ups = 0;
    double downs = 0;
    for (int i = 0; i < up.length; i++) {
      ups += up[i] ? weight[i] : 0;
      downs += up[i] ? 0 : weight[i];
    }
    if (ups == 0 || downs == 0) {
      return NONE;
    }
    double high = (ups + 1) / (ups + 2);
    double low = 1 / (downs + 2);
    double slope = 1;
    double offset = 0;
    for (int round = 0; round < ROUNDS; round++) {
      double gradientSlope = 0;
      double gradientOffset = 0;
      double curveSlope = 1e-9;
      double curveCross = 0;
      double curveOffset = 1e-9;
      for (int i = 0; i < up.length; i++) {
        double x = logOdds[i];
        double p = 1 / (1 + StrictMath.exp(-(slope * x + offset)));
        double error = weight[i] * (p - (up[i] ? high : low));
        double curve = weight[i] * p * (1 - p);
        gradientSlope += error * x;
        gradientOffset += error;
        curveSlope += curve * x * x;
        curveCross += curve * x;
        curveOffset += curve;
      }
      double determinant = curveSlope * curveOffset - curveCross * curveCross;
      if (!(determinant > 0)) {
        break;
      }
      double stepSlope = (curveOffset * gradientSlope - curveCross * gradientOffset) / determinant;
      double stepOffset = (curveSlope * gradientOffset - curveCross * gradientSlope) / determinant;
      slope -= Math.max(-1, Math.min(1, stepSlope));
      offset -= Math.max(-1, Math.min(1, stepOffset));
      if (Math.abs(stepSlope) < 1e-12 && Math.abs(stepOffset) < 1e-12) {
        break;
      }
    }
    return slope > 0 && Double.isFinite(slope + offset) ? new Calibration(slope, offset) : NONE;
  }

  /** The calibrated probability of raw log odds. */
  public double probability(double logOdds) {
    return 1 / (1 + StrictMath.exp(-(slope * logOdds + offset)));
  }
}
