package io.cryptoscalp.engine.features.candles;

import static io.cryptoscalp.engine.features.candles.CandlePattern.bearish;
import static io.cryptoscalp.engine.features.candles.CandlePattern.bullish;
import static io.cryptoscalp.engine.features.candles.CandlePattern.signed;
import static io.cryptoscalp.engine.features.candles.CandleSetting.BODY_DOJI;
import static io.cryptoscalp.engine.features.candles.CandleSetting.BODY_LONG;
import static io.cryptoscalp.engine.features.candles.CandleSetting.BODY_SHORT;
import static io.cryptoscalp.engine.features.candles.CandleSetting.EQUAL;
import static io.cryptoscalp.engine.features.candles.CandleSetting.SHADOW_VERY_SHORT;

/** Patterns of two candles; {@code a} is the newest, {@code b} the one before. */
final class TwoCandles {
  private TwoCandles() {}

  static void declare(CandleDeclarations to) {
    to.depth(1);
    declareReversals(to);
    declareNecks(to);
    to.signed(
        "separatinglines",
        "opposite colours open at one price, the newest long from its extreme",
        TwoCandles::separatingLines,
        SHADOW_VERY_SHORT,
        BODY_LONG,
        EQUAL);
    to.signed(
        "kicking",
        "two marubozu of opposite colour with a gap between",
        TwoCandles::kicking,
        SHADOW_VERY_SHORT,
        BODY_LONG);
    to.signed(
        "kickingbylength",
        "kicking, signed by the longer of the two",
        TwoCandles::kickingByLength,
        SHADOW_VERY_SHORT,
        BODY_LONG);
    to.depth(2);
    to.signed("engulfing", "body that engulfs one of opposite colour", TwoCandles::engulfing);
  }

  private static void declareReversals(CandleDeclarations to) {
    to.signed(
        "counterattack",
        "two long bodies of opposite colour close at one price",
        TwoCandles::counterAttack,
        EQUAL,
        BODY_LONG);
    to.bearish(
        "darkcloudcover",
        "opens above the high of a long white body, closes below its middle",
        TwoCandles::darkCloudCover,
        BODY_LONG);
    to.bullish(
        "piercing",
        "opens below the low of a long black body, closes above its middle",
        TwoCandles::piercing,
        BODY_LONG);
    to.signed(
        "dojistar",
        "doji apart from a long body, against its colour",
        TwoCandles::dojiStar,
        BODY_DOJI,
        BODY_LONG);
    to.signed(
        "harami",
        "small body within a long one, against its colour",
        TwoCandles::harami,
        BODY_SHORT,
        BODY_LONG);
    to.signed(
        "haramicross",
        "doji within a long body, against its colour",
        TwoCandles::haramiCross,
        BODY_DOJI,
        BODY_LONG);
    to.bullish(
        "homingpigeon",
        "small black body within a long black one",
        TwoCandles::homingPigeon,
        BODY_SHORT,
        BODY_LONG);
    to.bullish("matchinglow", "two black candles with one close", TwoCandles::matchingLow, EQUAL);
  }

  private static void declareNecks(CandleDeclarations to) {
    to.bearish(
        "inneck",
        "white from below a long black candle's low to its close",
        TwoCandles::inNeck,
        EQUAL,
        BODY_LONG);
    to.bearish(
        "onneck",
        "white from below a long black candle's low to its low",
        TwoCandles::onNeck,
        EQUAL,
        BODY_LONG);
    to.bearish(
        "thrusting",
        "white from below a long black candle's low into the lower half of its body",
        TwoCandles::thrusting,
        EQUAL,
        BODY_LONG);
  }

  private static int counterAttack(Candles c) {
    Candle a = c.candle(0);
    Candle b = c.candle(1);
    return signed(
        a.colour() == -b.colour()
            && b.longBody()
            && a.longBody()
            && b.within(EQUAL, a.close, b.close),
        a.colour());
  }

  private static int darkCloudCover(Candles c) {
    Candle a = c.candle(0);
    Candle b = c.candle(1);
    return bearish(
        b.white()
            && b.longBody()
            && a.black()
            && a.open > b.high
            && a.close > b.open
            && a.close < b.close - b.body * 0.5);
  }

  private static int piercing(Candles c) {
    Candle a = c.candle(0);
    Candle b = c.candle(1);
    return bullish(
        fromBelow(a, b) && a.longBody() && a.close < b.open && a.close > b.close + b.body * 0.5);
  }

  /** A white candle that opens below the low of a long black one. */
  private static boolean fromBelow(Candle a, Candle b) {
    return b.black() && b.longBody() && a.white() && a.open < b.low;
  }

  private static int inNeck(Candles c) {
    Candle a = c.candle(0);
    Candle b = c.candle(1);
    return bearish(fromBelow(a, b) && a.close <= b.close + b.limit(EQUAL) && a.close >= b.close);
  }

  private static int onNeck(Candles c) {
    Candle a = c.candle(0);
    Candle b = c.candle(1);
    return bearish(fromBelow(a, b) && b.within(EQUAL, a.close, b.low));
  }

  private static int thrusting(Candles c) {
    Candle a = c.candle(0);
    Candle b = c.candle(1);
    return bearish(
        fromBelow(a, b) && a.close > b.close + b.limit(EQUAL) && a.close <= b.close + b.body * 0.5);
  }

  private static int dojiStar(Candles c) {
    Candle a = c.candle(0);
    Candle b = c.candle(1);
    return signed(b.longBody() && a.doji() && a.gapsAlong(b), -b.colour());
  }

  private static int engulfing(Candles c) {
    Candle a = c.candle(0);
    Candle b = c.candle(1);
    return signed(a.colour() == -b.colour() && b.bodyInside(a), a.colour());
  }

  private static int harami(Candles c) {
    Candle a = c.candle(0);
    Candle b = c.candle(1);
    return signed(b.longBody() && !a.notShortBody() && a.bodyInside(b), -b.colour());
  }

  private static int haramiCross(Candles c) {
    Candle a = c.candle(0);
    Candle b = c.candle(1);
    return signed(b.longBody() && a.doji() && a.bodyInside(b), -b.colour());
  }

  private static int homingPigeon(Candles c) {
    Candle a = c.candle(0);
    Candle b = c.candle(1);
    return bullish(b.black() && a.black() && b.longBody() && !a.notShortBody() && a.bodyInside(b));
  }

  private static int matchingLow(Candles c) {
    Candle a = c.candle(0);
    Candle b = c.candle(1);
    return bullish(b.black() && a.black() && b.within(EQUAL, a.close, b.close));
  }

  private static int separatingLines(Candles c) {
    Candle a = c.candle(0);
    Candle b = c.candle(1);
    boolean fromExtreme = a.white() ? a.noLowerShadow() : a.noUpperShadow();
    return signed(
        a.colour() == -b.colour() && b.within(EQUAL, a.open, b.open) && a.longBody() && fromExtreme,
        a.colour());
  }

  private static int kicking(Candles c) {
    return signed(kicks(c.candle(0), c.candle(1)), c.candle(0).colour());
  }

  private static int kickingByLength(Candles c) {
    Candle a = c.candle(0);
    Candle b = c.candle(1);
    return signed(kicks(a, b), a.body > b.body ? a.colour() : b.colour());
  }

  private static boolean kicks(Candle a, Candle b) {
    return a.colour() == -b.colour()
        && b.longBody()
        && b.bare()
        && a.longBody()
        && a.bare()
        && (b.black() ? a.above(b) : a.below(b));
  }
}
