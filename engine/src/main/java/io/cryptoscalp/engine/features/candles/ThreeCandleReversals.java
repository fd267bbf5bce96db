package io.cryptoscalp.engine.features.candles;

import static io.cryptoscalp.engine.features.candles.CandlePattern.bearish;
import static io.cryptoscalp.engine.features.candles.CandlePattern.bullish;
import static io.cryptoscalp.engine.features.candles.CandleSetting.BODY_DOJI;
import static io.cryptoscalp.engine.features.candles.CandleSetting.BODY_LONG;
import static io.cryptoscalp.engine.features.candles.CandleSetting.BODY_SHORT;
import static io.cryptoscalp.engine.features.candles.CandleSetting.FAR;
import static io.cryptoscalp.engine.features.candles.CandleSetting.NEAR;
import static io.cryptoscalp.engine.features.candles.CandleSetting.SHADOW_LONG;
import static io.cryptoscalp.engine.features.candles.CandleSetting.SHADOW_SHORT;
import static io.cryptoscalp.engine.features.candles.CandleSetting.SHADOW_VERY_SHORT;

/**
 * Patterns of three candles around a star, and those of three white candles; {@code a} is the
 * newest, {@code b} and {@code d} the ones before.
 */
final class ThreeCandleReversals {
  /** How far the last candle of a star must come back into the first body. */
  private static final double PENETRATION = 0.3;

  private ThreeCandleReversals() {}

  static void declare(CandleDeclarations to) {
    to.depth(2);
    to.bearish(
        "eveningstar",
        "long white body, small body above it, black back into the first by 0.3",
        c -> bearish(evening(c) && !c.candle(1).notShortBody()),
        BODY_SHORT,
        BODY_LONG);
    to.bearish(
        "eveningdojistar",
        "long white body, doji above it, black back into the first by 0.3",
        c -> bearish(evening(c) && c.candle(1).doji()),
        BODY_DOJI,
        BODY_LONG,
        BODY_SHORT);
    to.bullish(
        "morningstar",
        "long black body, small body below it, white back into the first by 0.3",
        c -> bullish(morning(c) && !c.candle(1).notShortBody()),
        BODY_SHORT,
        BODY_LONG);
    to.bullish(
        "morningdojistar",
        "long black body, doji below it, white back into the first by 0.3",
        c -> bullish(morning(c) && c.candle(1).doji()),
        BODY_DOJI,
        BODY_LONG,
        BODY_SHORT);
    to.signed(
        "abandonedbaby",
        "doji with gaps to both sides, shadows and all, and a last candle back by 0.3",
        ThreeCandleReversals::abandonedBaby,
        BODY_DOJI,
        BODY_LONG,
        BODY_SHORT);
    to.signed(
        "tristar", "three doji, the middle one apart", ThreeCandleReversals::tristar, BODY_DOJI);
    to.bullish(
        "3whitesoldiers",
        "three white candles of like size that open within the body before and close at the high",
        ThreeCandleReversals::whiteSoldiers,
        SHADOW_VERY_SHORT,
        BODY_SHORT,
        FAR,
        NEAR);
    to.bearish(
        "advanceblock",
        "three white candles that weaken",
        ThreeCandleReversals::advanceBlock,
        SHADOW_LONG,
        SHADOW_SHORT,
        FAR,
        NEAR,
        BODY_LONG);
    to.bearish(
        "stalledpattern",
        "two long white candles, then a small one at their top",
        ThreeCandleReversals::stalled,
        BODY_LONG,
        BODY_SHORT,
        SHADOW_VERY_SHORT,
        NEAR);
  }

  private static boolean evening(Candles c) {
    Candle a = c.candle(0);
    Candle d = c.candle(2);
    return d.white()
        && d.longBody()
        && c.candle(1).bodyAbove(d)
        && a.black()
        && a.notShortBody()
        && a.close < d.close - d.body * PENETRATION;
  }

  private static boolean morning(Candles c) {
    Candle a = c.candle(0);
    Candle d = c.candle(2);
    return d.black()
        && d.longBody()
        && c.candle(1).bodyBelow(d)
        && a.white()
        && a.notShortBody()
        && a.close > d.close + d.body * PENETRATION;
  }

  private static int abandonedBaby(Candles c) {
    Candle a = c.candle(0);
    Candle b = c.candle(1);
    if (!b.doji()) {
      return 0;
    }
    if (evening(c) && b.above(c.candle(2)) && a.below(b)) {
      return -1;
    }
    return bullish(morning(c) && b.below(c.candle(2)) && a.above(b));
  }

  private static int tristar(Candles c) {
    Candle a = c.candle(0);
    Candle b = c.candle(1);
    Candle d = c.candle(2);
    // TA-Lib measures all three against the average before the first.
    double limit = d.limit(BODY_DOJI);
    if (d.body > limit || b.body > limit || a.body > limit) {
      return 0;
    }
    if (b.bodyAbove(d) && a.top < b.top) {
      return -1;
    }
    return bullish(b.bodyBelow(d) && a.bottom > b.bottom);
  }

  /** Three white candles, each closing higher. */
  private static boolean rising(Candles c) {
    Candle a = c.candle(0);
    Candle b = c.candle(1);
    Candle d = c.candle(2);
    return d.white() && b.white() && a.white() && a.close > b.close && b.close > d.close;
  }

  /** True when a candle opens within the white body before it or near its close. */
  private static boolean opensWithin(Candle next, Candle before) {
    return next.open > before.open && next.open <= before.close + before.limit(NEAR);
  }

  private static int whiteSoldiers(Candles c) {
    Candle a = c.candle(0);
    Candle b = c.candle(1);
    Candle d = c.candle(2);
    return bullish(
        rising(c)
            && d.noUpperShadow()
            && b.noUpperShadow()
            && a.noUpperShadow()
            && opensWithin(b, d)
            && opensWithin(a, b)
            && b.body > d.body - d.limit(FAR)
            && a.body > b.body - b.limit(FAR)
            && a.notShortBody());
  }

  private static int advanceBlock(Candles c) {
    Candle a = c.candle(0);
    Candle b = c.candle(1);
    Candle d = c.candle(2);
    return bearish(
        rising(c)
            && opensWithin(b, d)
            && opensWithin(a, b)
            && d.longBody()
            && d.upper < d.limit(SHADOW_SHORT)
            && weakens(a, b, d));
  }

  private static boolean weakens(Candle a, Candle b, Candle d) {
    boolean secondFarSmaller = b.body < d.body - d.limit(FAR) && a.body < b.body + b.limit(NEAR);
    boolean lastFarSmaller = a.body < b.body - b.limit(FAR);
    boolean shrinkingUnderShadows =
        a.body < b.body
            && b.body < d.body
            && (a.upper > a.limit(SHADOW_SHORT) || b.upper > b.limit(SHADOW_SHORT));
    boolean smallerUnderLongShadow = a.body < b.body && a.longUpperShadow();
    return secondFarSmaller || lastFarSmaller || shrinkingUnderShadows || smallerUnderLongShadow;
  }

  private static int stalled(Candles c) {
    Candle a = c.candle(0);
    Candle b = c.candle(1);
    Candle d = c.candle(2);
    return bearish(
        rising(c)
            && d.longBody()
            && b.longBody()
            && b.noUpperShadow()
            && opensWithin(b, d)
            && a.shortBody()
            && a.open >= b.close - a.body - b.limit(NEAR));
  }
}
