package io.cryptoscalp.engine.features.candles;

import static io.cryptoscalp.engine.features.candles.CandlePattern.bearish;
import static io.cryptoscalp.engine.features.candles.CandlePattern.bullish;
import static io.cryptoscalp.engine.features.candles.CandlePattern.signed;
import static io.cryptoscalp.engine.features.candles.CandleSetting.BODY_LONG;
import static io.cryptoscalp.engine.features.candles.CandleSetting.BODY_SHORT;
import static io.cryptoscalp.engine.features.candles.CandleSetting.NEAR;
import static io.cryptoscalp.engine.features.candles.CandleSetting.SHADOW_VERY_SHORT;

/** Patterns of four and five candles; {@code a} is the newest, then b, d, e and f. */
final class FourFiveCandles {
  /** How far the rest of a mat hold may come back into the first body. */
  private static final double PENETRATION = 0.5;

  private FourFiveCandles() {}

  static void declare(CandleDeclarations to) {
    to.depth(3);
    to.bearish(
        "3blackcrows",
        "three black candles below a white one, each opens within the body before",
        FourFiveCandles::blackCrows,
        SHADOW_VERY_SHORT);
    to.signed(
        "3linestrike",
        "three candles of one colour and a fourth that takes all of it back",
        FourFiveCandles::lineStrike,
        NEAR);
    to.bullish(
        "concealbabyswall",
        "two black marubozu, then a black gap with an upper shadow that a fourth engulfs",
        FourFiveCandles::concealingBabySwallow,
        SHADOW_VERY_SHORT);
    to.depth(4);
    to.signed(
        "breakaway",
        "long candle, gap and two more along, then one against them back into the gap",
        FourFiveCandles::breakaway,
        BODY_LONG);
    to.bullish(
        "ladderbottom",
        "three falling black candles, a black one with an upper shadow, white above its high",
        FourFiveCandles::ladderBottom,
        SHADOW_VERY_SHORT);
    to.bullish(
        "mathold",
        "long white body, three small ones that gap and drift back, white above them all",
        FourFiveCandles::matHold,
        BODY_SHORT,
        BODY_LONG);
    to.signed(
        "risefall3methods",
        "long body, three small ones against it within its range, a long one further on",
        FourFiveCandles::threeMethods,
        BODY_SHORT,
        BODY_LONG);
  }

  private static int blackCrows(Candles c) {
    Candle a = c.candle(0);
    Candle b = c.candle(1);
    Candle d = c.candle(2);
    return bearish(
        c.candle(3).white()
            && ThreeCandles.crow(d)
            && ThreeCandles.crow(b)
            && ThreeCandles.crow(a)
            && d.bodyHolds(b.open)
            && b.bodyHolds(a.open)
            && c.candle(3).high > d.close
            && d.close > b.close
            && b.close > a.close);
  }

  private static int lineStrike(Candles c) {
    Candle a = c.candle(0);
    Candle b = c.candle(1);
    Candle d = c.candle(2);
    Candle e = c.candle(3);
    boolean strikes =
        b.white()
            ? b.close > d.close && d.close > e.close && a.open > b.close && a.close < e.open
            : b.close < d.close && d.close < e.close && a.open < b.close && a.close > e.open;
    return signed(
        e.colour() == d.colour()
            && d.colour() == b.colour()
            && a.colour() == -b.colour()
            && opensNear(d, e)
            && opensNear(b, d)
            && strikes,
        b.colour());
  }

  /** True when a candle opens within the body before it or near one of its ends. */
  private static boolean opensNear(Candle next, Candle before) {
    double near = before.limit(NEAR);
    return next.open >= before.bottom - near && next.open <= before.top + near;
  }

  private static int concealingBabySwallow(Candles c) {
    Candle a = c.candle(0);
    Candle b = c.candle(1);
    Candle d = c.candle(2);
    Candle e = c.candle(3);
    return bullish(
        e.black()
            && d.black()
            && b.black()
            && a.black()
            && e.bare()
            && d.bare()
            && b.bodyBelow(d)
            && b.upper > b.limit(SHADOW_VERY_SHORT)
            && b.high > d.close
            && a.high > b.high
            && a.low < b.low);
  }

  private static int breakaway(Candles c) {
    Candle a = c.candle(0);
    Candle b = c.candle(1);
    Candle d = c.candle(2);
    Candle e = c.candle(3);
    Candle f = c.candle(4);
    if (!f.longBody()
        || f.colour() != e.colour()
        || e.colour() != b.colour()
        || b.colour() != -a.colour()
        || !e.gapsAlong(f)) {
      return 0;
    }
    boolean along =
        f.white()
            ? d.high > e.high && d.low > e.low && b.high > d.high && b.low > d.low
            : d.high < e.high && d.low < e.low && b.high < d.high && b.low < d.low;
    boolean back =
        f.white() ? a.close < e.open && a.close > f.close : a.close > e.open && a.close < f.close;
    return signed(along && back, a.colour());
  }

  private static int ladderBottom(Candles c) {
    Candle a = c.candle(0);
    Candle b = c.candle(1);
    Candle d = c.candle(2);
    Candle e = c.candle(3);
    Candle f = c.candle(4);
    return bullish(
        f.black()
            && e.black()
            && d.black()
            && f.open > e.open
            && e.open > d.open
            && f.close > e.close
            && e.close > d.close
            && b.black()
            && b.upper > b.limit(SHADOW_VERY_SHORT)
            && a.white()
            && a.open > b.open
            && a.close > b.high);
  }

  private static int matHold(Candles c) {
    Candle a = c.candle(0);
    Candle b = c.candle(1);
    Candle d = c.candle(2);
    Candle e = c.candle(3);
    Candle f = c.candle(4);
    double floor = f.close - f.body * PENETRATION;
    boolean drift =
        e.black()
            && e.bodyAbove(f)
            && d.bottom < f.close
            && b.bottom < f.close
            && d.bottom > floor
            && b.bottom > floor
            && d.top < e.open
            && b.top < d.top;
    return bullish(
        f.white()
            && f.longBody()
            && e.shortBody()
            && d.shortBody()
            && b.shortBody()
            && drift
            && a.white()
            && a.open > b.close
            && a.close > Math.max(e.high, Math.max(d.high, b.high)));
  }

  private static int threeMethods(Candles c) {
    Candle a = c.candle(0);
    Candle b = c.candle(1);
    Candle d = c.candle(2);
    Candle e = c.candle(3);
    Candle f = c.candle(4);
    int sign = f.colour();
    boolean rest = restsIn(e, f) && restsIn(d, f) && restsIn(b, f);
    boolean drift = sign * d.close < sign * e.close && sign * b.close < sign * d.close;
    return signed(
        f.longBody()
            && a.longBody()
            && a.colour() == sign
            && rest
            && drift
            && sign * a.open > sign * b.close
            && sign * a.close > sign * f.close,
        sign);
  }

  /** A small candle against the colour of the first, its body within the first's range. */
  private static boolean restsIn(Candle rest, Candle first) {
    return rest.shortBody()
        && rest.colour() == -first.colour()
        && rest.bottom < first.high
        && rest.top > first.low;
  }
}
