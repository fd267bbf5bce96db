package io.cryptoscalp.engine.features.candles;

import io.cryptoscalp.engine.features.catalogue.BarDeclarations;

/** Declares patterns with the warm-up that follows from their depth and settings. */
final class CandleDeclarations {
  private final BarDeclarations to;
  private int depth;

  CandleDeclarations(BarDeclarations to) {
    this.to = to;
  }

  /** The patterns that follow look back so many candles before the newest. */
  void depth(int candles) {
    depth = candles;
  }

  void bullish(String id, String text, CandlePattern pattern, CandleSetting... settings) {
    declare(id, text + "; 1 or 0", 0, 1, pattern, settings);
  }

  void bearish(String id, String text, CandlePattern pattern, CandleSetting... settings) {
    declare(id, text + "; -1 or 0", -1, 0, pattern, settings);
  }

  void signed(String id, String text, CandlePattern pattern, CandleSetting... settings) {
    declare(id, text + "; 1 bullish, -1 bearish, 0 none", -1, 1, pattern, settings);
  }

  private void declare(
      String id, String text, int min, int max, CandlePattern pattern, CandleSetting... settings) {
    int period = 0;
    for (CandleSetting setting : settings) {
      period = Math.max(period, setting.period());
    }
    // As TA-Lib counts it: the longest average is awaited at the oldest candle, needed there or
    // not.
    int warmUp = depth + period + 1;
    to.warmUp(warmUp)
        .add(
            "cdl_" + id,
            text,
            "1",
            min,
            max,
            graph ->
                graph.node(
                    "cdl_" + id,
                    () -> {
                      Candles candles = Candles.of(graph);
                      return new CandlePatternNode(candles, pattern, warmUp);
                    }));
  }
}
