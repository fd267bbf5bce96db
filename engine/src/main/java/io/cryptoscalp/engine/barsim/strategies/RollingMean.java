package io.cryptoscalp.engine.barsim.strategies;

import io.cryptoscalp.engine.barsim.BarView;

/** Sum of the last closes, moved on by one a bar and made anew now and then against rounding. */
final class RollingMean {
  private static final int ANEW = 512;

  private final int length;
  private double sum;

  RollingMean(int length) {
    this.length = length;
  }

  /** The mean with the newest bar; NaN before there are enough. */
  double update(BarView bars) {
    int closed = bars.closed();
    if (closed < length) {
      return Double.NaN;
    }
    if (closed == length || closed % ANEW == 0) {
      sum = 0;
      for (int i = length - 1; i >= 0; i--) {
        sum += bars.close(i);
      }
    } else {
      sum += bars.close(0) - bars.close(length);
    }
    return sum / length;
  }
}
