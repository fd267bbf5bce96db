package io.cryptoscalp.engine.features.candles;

import static io.cryptoscalp.engine.features.candles.CandlePattern.bearish;
import static io.cryptoscalp.engine.features.candles.CandlePattern.bullish;
import static io.cryptoscalp.engine.features.candles.CandlePattern.signed;
import static io.cryptoscalp.engine.features.candles.CandleSetting.BODY_DOJI;
import static io.cryptoscalp.engine.features.candles.CandleSetting.BODY_LONG;
import static io.cryptoscalp.engine.features.candles.CandleSetting.BODY_SHORT;
import static io.cryptoscalp.engine.features.candles.CandleSetting.NEAR;
import static io.cryptoscalp.engine.features.candles.CandleSetting.SHADOW_LONG;
import static io.cryptoscalp.engine.features.candles.CandleSetting.SHADOW_SHORT;
import static io.cryptoscalp.engine.features.candles.CandleSetting.SHADOW_VERY_LONG;
import static io.cryptoscalp.engine.features.candles.CandleSetting.SHADOW_VERY_SHORT;

/** Patterns that one candle makes, some of them by where it stands to the one before. */
final class OneCandle {
  private OneCandle() {}

  static void declare(CandleDeclarations to) {
    to.depth(0);
    to.bullish("doji", "open and close nearly equal", OneCandle::doji, BODY_DOJI);
    to.bullish(
        "dragonflydoji",
        "doji with a lower shadow only",
        OneCandle::dragonflyDoji,
        BODY_DOJI,
        SHADOW_VERY_SHORT);
    to.bullish(
        "gravestonedoji",
        "doji with an upper shadow only",
        OneCandle::gravestoneDoji,
        BODY_DOJI,
        SHADOW_VERY_SHORT);
    to.bullish(
        "longleggeddoji",
        "doji with a shadow longer than its body",
        OneCandle::longLeggedDoji,
        BODY_DOJI,
        SHADOW_LONG);
    to.bullish(
        "rickshawman",
        "doji in the middle of two shadows longer than its body",
        OneCandle::rickshawMan,
        BODY_DOJI,
        SHADOW_LONG,
        NEAR);
    to.bullish(
        "takuri",
        "doji with a lower shadow of over twice its body and no upper one",
        OneCandle::takuri,
        BODY_DOJI,
        SHADOW_VERY_SHORT,
        SHADOW_VERY_LONG);
    declareBodies(to);
    to.depth(1);
    to.bullish(
        "hammer",
        "short body over a long lower shadow, near or below the low before",
        OneCandle::hammer,
        BODY_SHORT,
        SHADOW_LONG,
        SHADOW_VERY_SHORT,
        NEAR);
    to.bearish(
        "hangingman",
        "short body over a long lower shadow, near or above the high before",
        OneCandle::hangingMan,
        BODY_SHORT,
        SHADOW_LONG,
        SHADOW_VERY_SHORT,
        NEAR);
    to.bullish(
        "invertedhammer",
        "short body under a long upper shadow, below the body before",
        OneCandle::invertedHammer,
        BODY_SHORT,
        SHADOW_LONG,
        SHADOW_VERY_SHORT);
    to.bearish(
        "shootingstar",
        "short body under a long upper shadow, above the body before",
        OneCandle::shootingStar,
        BODY_SHORT,
        SHADOW_LONG,
        SHADOW_VERY_SHORT);
  }

  private static void declareBodies(CandleDeclarations to) {
    to.signed(
        "belthold",
        "long body that opens at its extreme",
        OneCandle::beltHold,
        BODY_LONG,
        SHADOW_VERY_SHORT);
    to.signed(
        "closingmarubozu",
        "long body that closes at its extreme",
        OneCandle::closingMarubozu,
        BODY_LONG,
        SHADOW_VERY_SHORT);
    to.signed(
        "marubozu", "long body without shadows", OneCandle::marubozu, BODY_LONG, SHADOW_VERY_SHORT);
    to.signed(
        "highwave",
        "short body between shadows of over twice its length",
        OneCandle::highWave,
        BODY_SHORT,
        SHADOW_VERY_LONG);
    to.signed(
        "longline",
        "long body between short shadows",
        OneCandle::longLine,
        BODY_LONG,
        SHADOW_SHORT);
    to.signed(
        "shortline",
        "short body between short shadows",
        OneCandle::shortLine,
        BODY_SHORT,
        SHADOW_SHORT);
    to.signed(
        "spinningtop",
        "short body between shadows longer than it",
        OneCandle::spinningTop,
        BODY_SHORT);
  }

  private static int doji(Candles c) {
    return bullish(c.candle(0).doji());
  }

  private static int dragonflyDoji(Candles c) {
    Candle a = c.candle(0);
    return bullish(a.doji() && a.noUpperShadow() && a.lower > a.limit(SHADOW_VERY_SHORT));
  }

  private static int gravestoneDoji(Candles c) {
    Candle a = c.candle(0);
    return bullish(a.doji() && a.noLowerShadow() && a.upper > a.limit(SHADOW_VERY_SHORT));
  }

  private static int longLeggedDoji(Candles c) {
    Candle a = c.candle(0);
    return bullish(a.doji() && (a.longLowerShadow() || a.longUpperShadow()));
  }

  private static int rickshawMan(Candles c) {
    Candle a = c.candle(0);
    double middle = a.low + (a.high - a.low) / 2;
    double near = a.limit(NEAR);
    return bullish(
        a.doji()
            && a.longLowerShadow()
            && a.longUpperShadow()
            && a.bottom <= middle + near
            && a.top >= middle - near);
  }

  private static int takuri(Candles c) {
    Candle a = c.candle(0);
    return bullish(a.doji() && a.noUpperShadow() && a.lower > a.limit(SHADOW_VERY_LONG));
  }

  private static int beltHold(Candles c) {
    Candle a = c.candle(0);
    boolean atExtreme = a.white() ? a.noLowerShadow() : a.noUpperShadow();
    return signed(a.longBody() && atExtreme, a.colour());
  }

  private static int closingMarubozu(Candles c) {
    Candle a = c.candle(0);
    boolean atExtreme = a.white() ? a.noUpperShadow() : a.noLowerShadow();
    return signed(a.longBody() && atExtreme, a.colour());
  }

  private static int marubozu(Candles c) {
    Candle a = c.candle(0);
    return signed(a.longBody() && a.bare(), a.colour());
  }

  private static int highWave(Candles c) {
    Candle a = c.candle(0);
    double veryLong = a.limit(SHADOW_VERY_LONG);
    return signed(a.shortBody() && a.upper > veryLong && a.lower > veryLong, a.colour());
  }

  private static int longLine(Candles c) {
    Candle a = c.candle(0);
    return signed(a.longBody() && shortShadows(a), a.colour());
  }

  private static int shortLine(Candles c) {
    Candle a = c.candle(0);
    return signed(a.shortBody() && shortShadows(a), a.colour());
  }

  private static boolean shortShadows(Candle a) {
    double limit = a.limit(SHADOW_SHORT);
    return a.upper < limit && a.lower < limit;
  }

  private static int spinningTop(Candles c) {
    Candle a = c.candle(0);
    return signed(a.shortBody() && a.upper > a.body && a.lower > a.body, a.colour());
  }

  private static int hammer(Candles c) {
    Candle b = c.candle(1);
    return bullish(hangs(c.candle(0)) && c.candle(0).bottom <= b.low + b.limit(NEAR));
  }

  private static int hangingMan(Candles c) {
    Candle b = c.candle(1);
    return bearish(hangs(c.candle(0)) && c.candle(0).bottom >= b.high - b.limit(NEAR));
  }

  private static boolean hangs(Candle a) {
    return a.shortBody() && a.longLowerShadow() && a.noUpperShadow();
  }

  private static int invertedHammer(Candles c) {
    return bullish(stands(c.candle(0)) && c.candle(0).bodyBelow(c.candle(1)));
  }

  private static int shootingStar(Candles c) {
    return bearish(stands(c.candle(0)) && c.candle(0).bodyAbove(c.candle(1)));
  }

  private static boolean stands(Candle a) {
    return a.shortBody() && a.longUpperShadow() && a.noLowerShadow();
  }
}
