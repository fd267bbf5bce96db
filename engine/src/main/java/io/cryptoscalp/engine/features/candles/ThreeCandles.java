package io.cryptoscalp.engine.features.candles;

import static io.cryptoscalp.engine.features.candles.CandlePattern.bearish;
import static io.cryptoscalp.engine.features.candles.CandlePattern.bullish;
import static io.cryptoscalp.engine.features.candles.CandlePattern.signed;
import static io.cryptoscalp.engine.features.candles.CandleSetting.BODY_LONG;
import static io.cryptoscalp.engine.features.candles.CandleSetting.BODY_SHORT;
import static io.cryptoscalp.engine.features.candles.CandleSetting.EQUAL;
import static io.cryptoscalp.engine.features.candles.CandleSetting.NEAR;
import static io.cryptoscalp.engine.features.candles.CandleSetting.SHADOW_LONG;
import static io.cryptoscalp.engine.features.candles.CandleSetting.SHADOW_VERY_SHORT;

/**
 * Patterns of three candles that continue, stall or gap; {@code a} is the newest, {@code b} and
 * {@code d} the ones before.
 */
final class ThreeCandles {
  private ThreeCandles() {}

  static void declare(CandleDeclarations to) {
    to.depth(2);
    to.bearish(
        "2crows",
        "black body above a long white one, then a black one that closes within it",
        ThreeCandles::twoCrows,
        BODY_LONG);
    to.bearish(
        "upsidegap2crows",
        "two black bodies above a long white one, the second engulfs the first",
        ThreeCandles::upsideGapTwoCrows,
        BODY_SHORT,
        BODY_LONG);
    to.signed(
        "3inside",
        "harami, then a close beyond the long body's open",
        ThreeCandles::inside,
        BODY_SHORT,
        BODY_LONG);
    to.bullish(
        "3starsinsouth",
        "three black candles of shrinking bodies and rising lows",
        ThreeCandles::starsInSouth,
        SHADOW_VERY_SHORT,
        SHADOW_LONG,
        BODY_LONG,
        BODY_SHORT);
    to.bearish(
        "identical3crows",
        "three black candles, each opens at the close before",
        ThreeCandles::identicalCrows,
        SHADOW_VERY_SHORT,
        EQUAL);
    to.signed(
        "gapsidesidewhite",
        "two white candles side by side beyond a gap",
        ThreeCandles::sideBySideWhite,
        NEAR,
        EQUAL);
    to.bullish(
        "sticksandwich",
        "a white candle between two black ones that close at one price",
        ThreeCandles::stickSandwich,
        EQUAL);
    to.signed(
        "tasukigap",
        "gap, then a candle of like size against it that leaves it open",
        ThreeCandles::tasukiGap,
        NEAR);
    to.bullish(
        "unique3river",
        "long black body, black harami with a lower low, small white body",
        ThreeCandles::uniqueRiver,
        BODY_SHORT,
        BODY_LONG);
    to.signed(
        "xsidegap3methods",
        "two candles with a gap, then one against them that fills it",
        ThreeCandles::gapMethods);
    to.depth(3);
    to.signed("3outside", "engulfing, then a close further on", ThreeCandles::outside);
  }

  private static int twoCrows(Candles c) {
    Candle a = c.candle(0);
    Candle b = c.candle(1);
    Candle d = c.candle(2);
    return bearish(
        d.white()
            && d.longBody()
            && b.black()
            && b.bodyAbove(d)
            && a.black()
            && b.bodyHolds(a.open)
            && d.bodyHolds(a.close));
  }

  private static int upsideGapTwoCrows(Candles c) {
    Candle a = c.candle(0);
    Candle b = c.candle(1);
    Candle d = c.candle(2);
    return bearish(
        d.white()
            && d.longBody()
            && b.black()
            && !b.notShortBody()
            && b.bodyAbove(d)
            && a.black()
            && b.bodyInside(a)
            && a.close > d.close);
  }

  private static int inside(Candles c) {
    Candle a = c.candle(0);
    Candle b = c.candle(1);
    Candle d = c.candle(2);
    return signed(
        d.longBody()
            && !b.notShortBody()
            && b.bodyInside(d)
            && a.colour() == -d.colour()
            && (d.white() ? a.close < d.open : a.close > d.open),
        -d.colour());
  }

  private static int outside(Candles c) {
    Candle a = c.candle(0);
    Candle b = c.candle(1);
    Candle d = c.candle(2);
    return signed(
        b.colour() == -d.colour()
            && d.bodyInside(b)
            && (b.white() ? a.close > b.close : a.close < b.close),
        b.colour());
  }

  private static int starsInSouth(Candles c) {
    Candle a = c.candle(0);
    Candle b = c.candle(1);
    Candle d = c.candle(2);
    boolean second =
        b.body < d.body
            && b.open > d.close
            && b.open <= d.high
            && b.low < d.close
            && b.low >= d.low
            && b.lower > b.limit(SHADOW_VERY_SHORT);
    return bullish(
        d.black()
            && b.black()
            && a.black()
            && d.longBody()
            && d.longLowerShadow()
            && second
            && a.shortBody()
            && a.bare()
            && a.low > b.low
            && a.high < b.high);
  }

  private static int identicalCrows(Candles c) {
    Candle a = c.candle(0);
    Candle b = c.candle(1);
    Candle d = c.candle(2);
    return bearish(
        crow(d)
            && crow(b)
            && crow(a)
            && d.close > b.close
            && b.close > a.close
            && d.within(EQUAL, b.open, d.close)
            && b.within(EQUAL, a.open, b.close));
  }

  /** A black candle that closes at its low. */
  static boolean crow(Candle candle) {
    return candle.black() && candle.noLowerShadow();
  }

  private static int sideBySideWhite(Candles c) {
    Candle a = c.candle(0);
    Candle b = c.candle(1);
    Candle d = c.candle(2);
    boolean up = b.bodyAbove(d);
    boolean gap = up ? a.bodyAbove(d) : b.bodyBelow(d) && a.bodyBelow(d);
    return signed(
        gap
            && b.white()
            && a.white()
            && b.within(NEAR, a.body, b.body)
            && b.within(EQUAL, a.open, b.open),
        up ? 1 : -1);
  }

  private static int stickSandwich(Candles c) {
    Candle a = c.candle(0);
    Candle b = c.candle(1);
    Candle d = c.candle(2);
    return bullish(
        d.black()
            && b.white()
            && a.black()
            && b.low > d.close
            && d.within(EQUAL, a.close, d.close));
  }

  private static int tasukiGap(Candles c) {
    Candle a = c.candle(0);
    Candle b = c.candle(1);
    Candle d = c.candle(2);
    boolean against =
        b.white()
            ? b.bodyAbove(d) && a.close < b.open && a.close > d.top
            : b.bodyBelow(d) && a.close > b.open && a.close < d.bottom;
    return signed(
        a.colour() == -b.colour()
            && against
            && b.bodyHolds(a.open)
            && Math.abs(b.body - a.body) < b.limit(NEAR),
        b.colour());
  }

  private static int uniqueRiver(Candles c) {
    Candle a = c.candle(0);
    Candle b = c.candle(1);
    Candle d = c.candle(2);
    return bullish(
        d.black()
            && d.longBody()
            && b.black()
            && b.close > d.close
            && b.open <= d.open
            && b.low < d.low
            && a.white()
            && a.shortBody()
            && a.open > b.low);
  }

  private static int gapMethods(Candles c) {
    Candle a = c.candle(0);
    Candle b = c.candle(1);
    Candle d = c.candle(2);
    return signed(
        b.colour() == d.colour()
            && a.colour() == -b.colour()
            && b.gapsAlong(d)
            && b.bodyHolds(a.open)
            && d.bodyHolds(a.close),
        d.colour());
  }
}
