package io.cryptoscalp.models.candles;

/**
 * A candle of trades.
 *
 * @param openTimeNs start of its interval, ns since the epoch
 * @param open first price, quote units, positive
 * @param high highest price
 * @param low lowest price
 * @param close last price
 * @param volume base volume, at least 0
 */
public record Candle(
    long openTimeNs, double open, double high, double low, double close, double volume) {
  /**
   * Checks the prices.
   *
   * @throws IllegalArgumentException coded {@code CANDLE_INVALID}
   */
  public Candle {
    if (!(low > 0)
        || !(high < Double.POSITIVE_INFINITY)
        || !(low <= Math.min(open, close))
        || !(high >= Math.max(open, close))
        || !(volume >= 0)) {
      throw new IllegalArgumentException(
          "CANDLE_INVALID: open_time_ns="
              + openTimeNs
              + " open="
              + open
              + " high="
              + high
              + " low="
              + low
              + " close="
              + close
              + " volume="
              + volume);
    }
  }
}
