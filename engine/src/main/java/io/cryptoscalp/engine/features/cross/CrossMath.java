package io.cryptoscalp.engine.features.cross;

import java.util.Arrays;

/** Regressions and correlations over a window of pairs, added up afresh. */
final class CrossMath {
  /** Lags to either side. */
  static final int LAGS = 5;

  /** A variance below this share of the mean square is rounding noise. */
  private static final double NOISE = 1e-20;

  private CrossMath() {}

  private static double dx(PairWindow pairs, int age) {
    return pairs.x(age) - pairs.x(age + 1);
  }

  private static double dy(PairWindow pairs, int age) {
    return pairs.y(age) - pairs.y(age + 1);
  }

  /** Writes beta, correlation, lead-lag and its correlation. */
  static void returns(PairWindow pairs, boolean valid, double[] out, int from) {
    Arrays.fill(out, from, from + 4, Double.NaN);
    if (!valid) {
      return;
    }
    int n = pairs.window();
    double mx = (pairs.x(0) - pairs.x(n)) / n;
    double my = (pairs.y(0) - pairs.y(n)) / n;
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int i = 0; i < n; i++) {
      double x = dx(pairs, i) - mx;
      double y = dy(pairs, i) - my;
      xx += x * x;
      yy += y * y;
      xy += x * y;
    }
    if (!(xx > NOISE)) {
      return;
    }
    out[from] = xy / xx;
    if (!(yy > NOISE)) {
      return;
    }
    double scale = Math.sqrt(xx * yy);
    out[from + 1] = bounded(xy / scale);
    int best = 0;
    double most = xy / scale;
    for (int lag = 1; lag <= LAGS; lag++) {
      for (int side = 1; side >= -1; side -= 2) {
        double found = lagged(pairs, lag * side, mx, my) / scale;
        // The smaller lag and then the reference's lead wins a tie.
        if (Math.abs(found) > Math.abs(most)) {
          most = found;
          best = lag * side;
        }
      }
    }
    out[from + 2] = best;
    out[from + 3] = bounded(most);
  }

  /** Sum of products of the own return with the reference's, lag bars before it. */
  private static double lagged(PairWindow pairs, int lag, double mx, double my) {
    double sum = 0;
    for (int i = Math.max(0, -lag); i < pairs.window() - Math.max(0, lag); i++) {
      sum += (dy(pairs, i) - my) * (dx(pairs, i + lag) - mx);
    }
    return sum;
  }

  /** Writes the newest residual's score and the Dickey-Fuller statistic of the residuals. */
  static void residuals(PairWindow pairs, boolean valid, double[] out, int from) {
    out[from] = Double.NaN;
    out[from + 1] = Double.NaN;
    if (!valid) {
      return;
    }
    int n = pairs.window();
    // Against the newest pair, so that small moves of large logs keep their digits.
    double mx = 0;
    double my = 0;
    for (int i = 0; i < n; i++) {
      mx += (pairs.x(i) - pairs.x(0)) / n;
      my += (pairs.y(i) - pairs.y(0)) / n;
    }
    double xx = 0;
    double xy = 0;
    for (int i = 0; i < n; i++) {
      double x = pairs.x(i) - pairs.x(0) - mx;
      xx += x * x;
      xy += x * (pairs.y(i) - pairs.y(0) - my);
    }
    if (!(xx > NOISE)) {
      return;
    }
    double beta = xy / xx;
    double square = 0;
    for (int i = 0; i < n; i++) {
      double e = residual(pairs, i, mx, my, beta);
      square += e * e;
    }
    if (square > NOISE) {
      out[from] = residual(pairs, 0, mx, my, beta) / Math.sqrt(square / n);
      out[from + 1] = dickeyFuller(pairs, mx, my, beta);
    }
  }

  private static double residual(PairWindow pairs, int age, double mx, double my, double beta) {
    return pairs.y(age) - pairs.y(0) - my - beta * (pairs.x(age) - pairs.x(0) - mx);
  }

  /**
   * t-statistic of g in e(t) - e(t-1) = g e(t-1) + u, without a constant: the residuals have none.
   */
  private static double dickeyFuller(PairWindow pairs, double mx, double my, double beta) {
    int n = pairs.window() - 1;
    double levels = 0;
    double product = 0;
    double changes = 0;
    double newer = residual(pairs, 0, mx, my, beta);
    for (int i = 1; i <= n; i++) {
      double older = residual(pairs, i, mx, my, beta);
      levels += older * older;
      product += older * (newer - older);
      changes += (newer - older) * (newer - older);
      newer = older;
    }
    double slope = product / levels;
    double variance = (changes - slope * product) / (n - 1);
    return levels > NOISE && variance > NOISE ? slope / Math.sqrt(variance / levels) : Double.NaN;
  }

  /** (newest - mean) / deviation over the window, NaN where the value did not move. */
  static double score(ValueWindow values) {
    int n = values.length();
    double mean = 0;
    for (int i = 0; i < n; i++) {
      mean += (values.value(i) - values.value(0)) / n;
    }
    double square = 0;
    for (int i = 0; i < n; i++) {
      double off = values.value(i) - values.value(0) - mean;
      square += off * off;
    }
    return square > NOISE ? -mean / Math.sqrt(square / n) : Double.NaN;
  }

  private static double bounded(double correlation) {
    return Math.max(-1, Math.min(1, correlation));
  }
}
