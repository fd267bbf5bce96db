package io.cryptoscalp.engine.features.candles;

import io.cryptoscalp.engine.features.catalogue.BarDeclarations;
import io.cryptoscalp.engine.features.catalogue.BarFamily;

/**
 * The 61 candlestick patterns of TA-Lib 0.4 with its default settings, candle by candle. Ids are
 * TA-Lib's names in lower case with {@code cdl_} before. Values are TA-Lib's divided by 100: 1 for
 * bullish, -1 for bearish, 0 for none; 2 and -2 for a confirmed hikkake. A pattern is told at the
 * close of its last candle. Names and shapes go back to Nison, Japanese Candlestick Charting
 * Techniques (1991), and Morris, CandlePower (1992).
 *
 * <p>Ties: a body exactly at a limit is decided as doubles decide, as in TA-Lib on the same prices.
 */
public final class CandleFamily implements BarFamily {
  private static final int HIKKAKE_FIRST = 3;
  private static final int HIKKAKE_WARM_UP = 6;
  private static final int MODIFIED_FIRST = 8;
  private static final int MODIFIED_WARM_UP = 11;

  @Override
  public void declare(BarDeclarations to) {
    to.family("candles").source("TA-Lib 0.4, candlestick patterns; Nison 1991, Morris 1992");
    CandleDeclarations declarations = new CandleDeclarations(to);
    OneCandle.declare(declarations);
    TwoCandles.declare(declarations);
    ThreeCandles.declare(declarations);
    ThreeCandleReversals.declare(declarations);
    FourFiveCandles.declare(declarations);
    to.source("TA-Lib 0.4; Chesler 2004");
    hikkake(to, "cdl_hikkake", "inside bar", false, HIKKAKE_FIRST, HIKKAKE_WARM_UP);
    hikkake(to, "cdl_hikkakemod", "two inside bars", true, MODIFIED_FIRST, MODIFIED_WARM_UP);
  }

  private static void hikkake(
      BarDeclarations to, String id, String what, boolean modified, int first, int warmUp) {
    to.warmUp(warmUp)
        .add(
            id,
            what
                + " and a false break: 1 or -1 at the break, 2 or -2 when a close beyond the other"
                + " end confirms it within three candles",
            "1",
            -2,
            2,
            graph ->
                graph.node(
                    id + "(candles(5),counted)",
                    () -> new Hikkake(Candles.of(graph), modified, first, warmUp)));
  }
}
