package io.cryptoscalp.engine.features.patterns;

import static io.cryptoscalp.engine.features.patterns.ChartShape.near;
import static io.cryptoscalp.engine.features.patterns.ChartShape.ramp;

/**
 * Reversals at a top; the same at a bottom with all prices negated. The newest swing completes the
 * shape.
 */
final class Tops {
  private Tops() {}

  /**
   * Head and shoulders (Lo, Mamaysky and Wang, Foundations of Technical Analysis, Journal of
   * Finance 55, 2000, definition 1; Bulkowski, Encyclopedia of Chart Patterns, 2005, "Head-and-
   * Shoulders Tops"). Swings E1 to E5 with E1, E3 and E5 highs; height = E3 - (E2 + E4) / 2.
   *
   * <ul>
   *   <li>head: E3 above both shoulders, from 0.1 to 0.25 of the height
   *   <li>shoulders: |E1 - E5| below 0.4 of the height (Lo et al. ask for 1.5% of the price, which
   *       fits no timeframe but theirs)
   *   <li>neckline: |E2 - E4| below 0.4 of the height; shoulders above it from 0.1 to 0.3
   *   <li>time: the shorter of E1 to E3 and E3 to E5 from 0.25 to 0.5 of the longer
   *   <li>a rise leads in: the low before E1 lies below the neckline, from 0 to 0.3 of the height
   * </ul>
   *
   * @param sign 1 for the top, -1 for the inverse
   */
  static double headAndShoulders(Swings swings, int sign) {
    if (swings.newestHigh() != sign > 0) {
      return 0;
    }
    double right = sign * swings.price(0);
    double rightNeck = sign * swings.price(1);
    double head = sign * swings.price(2);
    double leftNeck = sign * swings.price(3);
    double left = sign * swings.price(4);
    double before = sign * swings.price(5);
    double neck = (leftNeck + rightNeck) / 2;
    double height = head - neck;
    if (!(height > 0)) {
      return 0;
    }
    double leftBars = swings.age(4) - swings.age(2);
    double rightBars = swings.age(2) - swings.age(0);
    double shape =
        Math.min(
            ramp((head - Math.max(left, right)) / height, 0.1, 0.25),
            Math.min(
                near((left - right) / height, 0.4), near((leftNeck - rightNeck) / height, 0.4)));
    double stance =
        Math.min(
            ramp((Math.min(left, right) - neck) / height, 0.1, 0.3),
            ramp((neck - before) / height, 0, 0.3));
    double time = ramp(Math.min(leftBars, rightBars) / Math.max(leftBars, rightBars), 0.25, 0.5);
    return Math.min(time, Math.min(shape, stance));
  }

  /**
   * Double top (Bulkowski 2005, "Double Tops, Adam &amp; Adam"; Lo et al. 2000, definition 5). The
   * newest high, the low before it and the high before that; height = mean of the highs - low.
   *
   * <ul>
   *   <li>tops: apart by less than 0.3 of the height
   *   <li>a rise leads in, from 0.8 to 1.3 times the height
   * </ul>
   *
   * @param sign 1 for the top, -1 for the bottom
   */
  static double doubleTop(Swings swings, int sign) {
    if (swings.newestHigh() != sign > 0) {
      return 0;
    }
    double right = sign * swings.price(0);
    double valley = sign * swings.price(1);
    double left = sign * swings.price(2);
    double before = sign * swings.price(3);
    double top = (left + right) / 2;
    double height = top - valley;
    if (!(height > 0)) {
      return 0;
    }
    return Math.min(near((left - right) / height, 0.3), ramp((top - before) / height, 0.8, 1.3));
  }
}
