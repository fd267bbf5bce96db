package io.cryptoscalp.engine.features.candles;

/**
 * One candle and what counts as long, short or near beside it. The limits come from the candles
 * before it, so their sums are computed once, when it arrives.
 */
final class Candle {
  private double bodies10;
  private double ranges10;
  private double shadows10;
  private double ranges5;
  double open;
  double high;
  double low;
  double close;

  /** |close - open|. */
  double body;

  /** Upper end of the body. */
  double top;

  /** Lower end of the body. */
  double bottom;

  /** high - top. */
  double upper;

  /** bottom - low. */
  double lower;

  void set(double o, double h, double l, double c) {
    open = o;
    high = h;
    low = l;
    close = c;
    body = Math.abs(c - o);
    top = Math.max(o, c);
    bottom = Math.min(o, c);
    upper = h - top;
    lower = bottom - l;
  }

  /** Takes sums over the ten, for the last the five, candles before this one. */
  void averages(double bodies, double ranges, double shadows, double lastRanges) {
    bodies10 = bodies;
    ranges10 = ranges;
    shadows10 = shadows;
    ranges5 = lastRanges;
  }

  double limit(CandleSetting setting) {
    return setting.limit(
        switch (setting.measure()) {
          case BODY -> setting.period() == 0 ? body : bodies10;
          case RANGE -> setting.period() == 5 ? ranges5 : ranges10;
          case SHADOWS -> shadows10;
        });
  }

  /** 1 when it closed at or above its open, else -1. */
  int colour() {
    return close >= open ? 1 : -1;
  }

  boolean white() {
    return close >= open;
  }

  boolean black() {
    return close < open;
  }

  boolean longBody() {
    return body > limit(CandleSetting.BODY_LONG);
  }

  /** Below the average body. */
  boolean shortBody() {
    return body < limit(CandleSetting.BODY_SHORT);
  }

  /** Above the average body; a body of exactly the average is neither short nor this. */
  boolean notShortBody() {
    return body > limit(CandleSetting.BODY_SHORT);
  }

  boolean doji() {
    return body <= limit(CandleSetting.BODY_DOJI);
  }

  boolean noUpperShadow() {
    return upper < limit(CandleSetting.SHADOW_VERY_SHORT);
  }

  boolean noLowerShadow() {
    return lower < limit(CandleSetting.SHADOW_VERY_SHORT);
  }

  /** Body and nothing else to speak of. */
  boolean bare() {
    return noUpperShadow() && noLowerShadow();
  }

  boolean longUpperShadow() {
    return upper > limit(CandleSetting.SHADOW_LONG);
  }

  boolean longLowerShadow() {
    return lower > limit(CandleSetting.SHADOW_LONG);
  }

  /** True when a price is within the setting's limit of a level of this candle. */
  boolean within(CandleSetting setting, double price, double level) {
    double limit = limit(setting);
    return price <= level + limit && price >= level - limit;
  }

  /** True when the whole body is above that of the other. */
  boolean bodyAbove(Candle other) {
    return bottom > other.top;
  }

  /** True when the whole body is below that of the other. */
  boolean bodyBelow(Candle other) {
    return top < other.bottom;
  }

  /** True when the bodies are apart, this one on the side that the other's colour points to. */
  boolean gapsAlong(Candle other) {
    return other.white() ? bodyAbove(other) : bodyBelow(other);
  }

  /** True when both ends of the body are within the other's body. */
  boolean bodyInside(Candle other) {
    return top < other.top && bottom > other.bottom;
  }

  /** True when shadows and all lie above the other. */
  boolean above(Candle other) {
    return low > other.high;
  }

  /** True when shadows and all lie below the other. */
  boolean below(Candle other) {
    return high < other.low;
  }

  /** True when a price is strictly within the body. */
  boolean bodyHolds(double price) {
    return price < top && price > bottom;
  }
}
