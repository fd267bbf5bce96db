package io.cryptoscalp.models.evaluation;

/**
 * The Brier score in parts (Murphy, Journal of Applied Meteorology 12, 1973), over ten bins of
 * equal width: {@code score = reliability - resolution + uncertainty + remainder}.
 *
 * @param score mean squared error of the probability, 0 to 1
 * @param reliability mean squared distance of forecast and frequency of a bin; smaller is better
 * @param resolution mean squared distance of a bin's frequency from the overall one; larger is
 *     better
 * @param uncertainty {@code rate (1 - rate)} of the outcomes, whatever the forecast
 * @param remainder what forecasts that differ within a bin add (Stephenson, Coelho and Jolliffe,
 *     Weather and Forecasting 23, 2008)
 */
public record Brier(
    double score, double reliability, double resolution, double uncertainty, double remainder) {
  private static final int BINS = 10;

  /** Of forecasts; at least one. */
  static Brier of(double[] forecasts, boolean[] up) {
    double[] count = new double[BINS];
    double[] sum = new double[BINS];
    double[] ups = new double[BINS];
    double score = 0;
    double all = 0;
    for (int i = 0; i < up.length; i++) {
      int bin = Math.min((int) (forecasts[i] * BINS), BINS - 1);
      double outcome = up[i] ? 1 : 0;
      count[bin]++;
      sum[bin] += forecasts[i];
      ups[bin] += outcome;
      all += outcome;
      score += (forecasts[i] - outcome) * (forecasts[i] - outcome);
    }
    double rate = all / up.length;
    double reliability = 0;
    double resolution = 0;
    for (int bin = 0; bin < BINS; bin++) {
      if (count[bin] > 0) {
        double gap = (sum[bin] - ups[bin]) / count[bin];
        double distance = ups[bin] / count[bin] - rate;
        reliability += count[bin] / up.length * gap * gap;
        resolution += count[bin] / up.length * distance * distance;
      }
    }
    double uncertainty = rate * (1 - rate);
    double mean = score / up.length;
    return new Brier(
        mean,
        reliability,
        resolution,
        uncertainty,
        mean - (reliability - resolution + uncertainty));
  }
}
