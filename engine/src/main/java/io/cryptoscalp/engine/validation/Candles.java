package io.cryptoscalp.engine.validation;

import java.util.Arrays;

/**
 * Candles of one instrument, ascending in time without holes.
 *
 * @param startNs begin of each, ns since the epoch
 * @param open first price, quote units, positive
 * @param high highest price
 * @param low lowest price
 * @param close last price
 * @param volume volume in the instrument's unit
 */
public record Candles(
    long[] startNs, double[] open, double[] high, double[] low, double[] close, double[] volume) {
  /**
   * Checks them.
   *
   * @throws IllegalArgumentException {@code CANDLES_INVALID}
   */
  public Candles {
    int n = startNs.length;
    boolean equal =
        open.length == n
            && high.length == n
            && low.length == n
            && close.length == n
            && volume.length == n;
    for (int i = 0; equal && i < n; i++) {
      boolean inside =
          low[i] > 0
              && low[i] <= Math.min(open[i], close[i])
              && high[i] >= Math.max(open[i], close[i]);
      if (!inside) {
        throw new IllegalArgumentException("CANDLES_INVALID: index=" + i);
      }
    }
    if (!equal || n == 0) {
      throw new IllegalArgumentException("CANDLES_INVALID: lengths differ or are 0, times=" + n);
    }
  }

  /** Number of candles. */
  public int size() {
    return startNs.length;
  }

  /**
   * A history from these candles in another order: each keeps its shape, its volume and its gap
   * from the close before it; times stay, the first price stays. Instruments that are resampled by
   * the same positions keep what they have to do with each other.
   *
   * @param positions which candle comes at each time, at most as many as there are candles
   */
  public Candles resampled(int[] positions) {
    int n = positions.length;
    double[][] made = new double[5][n];
    double before = open[0];
    for (int i = 0; i < n; i++) {
      int from = positions[i];
      double gap = from == 0 ? 1 : open[from] / close[from - 1];
      double scale = before * gap / open[from];
      made[0][i] = open[from] * scale;
      made[1][i] = high[from] * scale;
      made[2][i] = low[from] * scale;
      made[3][i] = close[from] * scale;
      made[4][i] = volume[from];
      before = made[3][i];
    }
    return new Candles(Arrays.copyOf(startNs, n), made[0], made[1], made[2], made[3], made[4]);
  }
}
