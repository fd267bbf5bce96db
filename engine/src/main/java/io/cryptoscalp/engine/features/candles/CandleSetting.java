package io.cryptoscalp.engine.features.candles;

/**
 * What "long", "short", "near" mean for a candle: a factor times the average of a measure over the
 * candles before it. Values are the defaults of TA-Lib (TA_RestoreCandleDefaultSettings).
 */
enum CandleSetting {
  BODY_LONG(Measure.BODY, 10, 1),
  BODY_SHORT(Measure.BODY, 10, 1),
  BODY_DOJI(Measure.RANGE, 10, 0.1),
  /** Period 0: compared with the candle's own body. */
  SHADOW_LONG(Measure.BODY, 0, 1),
  SHADOW_VERY_LONG(Measure.BODY, 0, 2),
  SHADOW_SHORT(Measure.SHADOWS, 10, 1),
  SHADOW_VERY_SHORT(Measure.RANGE, 10, 0.1),
  NEAR(Measure.RANGE, 5, 0.2),
  FAR(Measure.RANGE, 5, 0.6),
  EQUAL(Measure.RANGE, 5, 0.05);

  /** What of a candle is averaged. */
  enum Measure {
    /** |close - open|. */
    BODY,
    /** high - low. */
    RANGE,
    /** Upper and lower shadow together; the average is of one of the two. */
    SHADOWS
  }

  private final Measure measure;
  private final int period;
  private final double factor;

  CandleSetting(Measure measure, int period, double factor) {
    this.measure = measure;
    this.period = period;
    this.factor = factor;
  }

  Measure measure() {
    return measure;
  }

  /** Candles averaged, those before the candle in question; 0 for none but itself. */
  int period() {
    return period;
  }

  /**
   * The limit from the sum of the measure over the period.
   *
   * @param sum over the period; the candle's own measure where the period is 0
   */
  double limit(double sum) {
    // Same order of operations as TA-Lib's definition: a tie must fall to the same side.
    double average = factor * (period == 0 ? sum : sum / period);
    return measure == Measure.SHADOWS ? average / 2 : average;
  }
}
