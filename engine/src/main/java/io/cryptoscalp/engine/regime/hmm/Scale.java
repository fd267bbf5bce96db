package io.cryptoscalp.engine.regime.hmm;

/** Mean and deviation of each feature of a series, and models in and out of these units. */
final class Scale {
  final double[] centre;
  final double[] deviation;
  private final int present;

  private Scale(double[] centre, double[] deviation, int present) {
    this.centre = centre;
    this.deviation = deviation;
    this.present = present;
  }

  /**
   * Measures the rows that are present.
   *
   * @throws IllegalArgumentException coded {@code HMM_TOO_FEW_OBSERVATIONS} or {@code
   *     HMM_FEATURE_CONSTANT}
   */
  static Scale of(HmmObservations data) {
    int d = data.dimensions();
    if (data.present() < 2) {
      throw new IllegalArgumentException("HMM_TOO_FEW_OBSERVATIONS: present=" + data.present());
    }
    double[] centre = new double[d];
    double[] deviation = new double[d];
    for (int f = 0; f < d; f++) {
      centre[f] = mean(data, f, 0, 1);
      double variance = mean(data, f, centre[f], 2);
      deviation[f] = Math.sqrt(variance);
      // A constant that is no binary fraction leaves a rounding error of the mean behind.
      if (!(deviation[f] > 1e-12 * Math.abs(centre[f])) || deviation[f] < 1e-100) {
        throw new IllegalArgumentException(
            "HMM_FEATURE_CONSTANT: feature=" + f + " deviation=" + deviation[f]);
      }
    }
    return new Scale(centre, deviation, data.present());
  }

  private static double mean(HmmObservations data, int feature, double centre, int power) {
    double sum = 0;
    for (int row = 0; row < data.rows(); row++) {
      if (data.isPresent(row)) {
        double value = data.values()[row * data.dimensions() + feature] - centre;
        sum += power == 1 ? value : value * value;
      }
    }
    return sum / data.present();
  }

  /** A model of the caller's units in standard ones. */
  HmmModel there(HmmModel model) {
    int d = model.dimensions();
    if (d != centre.length) {
      throw new IllegalArgumentException(
          "HMM_DIMENSIONS_DIFFER: model=" + d + " data=" + centre.length);
    }
    double[] means = model.means();
    for (int at = 0; at < means.length; at++) {
      means[at] = (means[at] - centre[at % d]) / deviation[at % d];
    }
    double[] covariances = model.covariances();
    for (int at = 0; at < covariances.length; at++) {
      covariances[at] /= deviation[at / d % d] * deviation[at % d];
    }
    return with(model, means, covariances);
  }

  /** A fit of standard units in the caller's. */
  HmmFit back(HmmFit fit) {
    HmmModel model = fit.model();
    int d = model.dimensions();
    double[] means = model.means();
    for (int at = 0; at < means.length; at++) {
      means[at] = means[at] * deviation[at % d] + centre[at % d];
    }
    double[] covariances = model.covariances();
    for (int at = 0; at < covariances.length; at++) {
      covariances[at] *= deviation[at / d % d] * deviation[at % d];
    }
    double shift = 0;
    for (double each : deviation) {
      shift += present * StrictMath.log(each);
    }
    double[] trace = fit.trace();
    for (int i = 0; i < trace.length; i++) {
      trace[i] -= shift;
    }
    return new HmmFit(
        with(model, means, covariances), trace, fit.converged(), present, fit.rarestStateRows());
  }

  private static HmmModel with(HmmModel model, double[] means, double[] covariances) {
    return new HmmModel(
        model.states(),
        model.dimensions(),
        model.initial(),
        model.transition(),
        means,
        covariances);
  }
}
