package io.cryptoscalp.engine.features.candles;

import io.cryptoscalp.engine.features.graph.Node;

/** The verdict of a pattern on the newest candles. */
final class CandlePatternNode extends Node {
  private final Candles candles;
  private final CandlePattern pattern;
  private final int warmUp;

  CandlePatternNode(Candles candles, CandlePattern pattern, int warmUp) {
    this.candles = candles;
    this.pattern = pattern;
    this.warmUp = warmUp;
  }

  @Override
  protected double update() {
    return candles.seen() < warmUp ? Double.NaN : pattern.match(candles);
  }
}
