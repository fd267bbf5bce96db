package io.cryptoscalp.engine.features.candles;

/** Tells whether the newest candles form a pattern. */
@FunctionalInterface
interface CandlePattern {
  /** 1 for a bullish, -1 for a bearish pattern that ends at the newest candle, 0 for none. */
  int match(Candles candles);

  /** 1 or 0. */
  static int bullish(boolean found) {
    return found ? 1 : 0;
  }

  /** -1 or 0. */
  static int bearish(boolean found) {
    return found ? -1 : 0;
  }

  /** The sign or 0. */
  static int signed(boolean found, int sign) {
    return found ? sign : 0;
  }
}
