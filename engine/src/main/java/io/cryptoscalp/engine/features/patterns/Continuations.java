package io.cryptoscalp.engine.features.patterns;

import static io.cryptoscalp.engine.features.patterns.ChartShape.near;
import static io.cryptoscalp.engine.features.patterns.ChartShape.ramp;

/** Rests in a trend: flags, and the cup with its handle. The newest swing completes the shape. */
final class Continuations {
  private Continuations() {}

  /**
   * Bull flag (Bulkowski 2005, "Flags"): a pole from a low P to a high A, then a channel B low, C
   * high, D low. Lengths in units of the pole.
   *
   * <ul>
   *   <li>retracement of the pole by the lower of B and D: up to 0.45 in full, 0.7 at most, and at
   *       least 0.05 to 0.12
   *   <li>the channel leans back: C above A by less than 0.08, D above B by less than 0.08
   *   <li>sides parallel: over the flag's duration they part by less than 0.35
   *   <li>steep pole: it takes no longer than the flag in full, 1.5 times as long at most
   * </ul>
   *
   * @param sign 1 for a bull flag, -1 for a bear flag
   */
  static double flag(Swings swings, int sign) {
    if (swings.newestHigh() == sign > 0) {
      return 0;
    }
    double d = sign * swings.price(0);
    double c = sign * swings.price(1);
    double b = sign * swings.price(2);
    double a = sign * swings.price(3);
    double pole = a - sign * swings.price(4);
    double bars = swings.age(3) - swings.age(0);
    if (!(pole > 0) || !(bars > 0)) {
      return 0;
    }
    double retracement = (a - Math.min(b, d)) / pole;
    double depth = Math.min(ramp(retracement, 0.7, 0.45), ramp(retracement, 0.05, 0.12));
    double lean = Math.min(ramp((c - a) / pole, 0.08, 0), ramp((d - b) / pole, 0.08, 0));
    double upperSlope = (c - a) / (swings.age(3) - swings.age(1));
    double lowerSlope = (d - b) / (swings.age(2) - swings.age(0));
    double parallel = near((upperSlope - lowerSlope) * bars / pole, 0.35);
    double steep = ramp((swings.age(4) - swings.age(3)) / bars, 1.5, 1);
    return Math.min(Math.min(depth, lean), Math.min(parallel, steep));
  }

  /**
   * Cup with handle (O'Neil, How to Make Money in Stocks, 1988; Bulkowski 2005, "Cup with Handle"):
   * the newest low D is the handle, the high before it the right rim C; the left rim A is the older
   * high that fits best. Depth = (A + C) / 2 - the lowest low between.
   *
   * <ul>
   *   <li>rims: apart by less than 0.3 of the depth
   *   <li>a rise leads in: from the low before A, from 0.3 to 0.8 of the depth
   *   <li>round: every swing within the cup less than 0.4 of the depth from the parabola through
   *       the rims with its bottom half way between; a sharp V without swings on its sides passes
   *   <li>handle: falls by up to 0.35 of the depth in full, 0.6 at most, and at least 0.03 to 0.1;
   *       takes up to 0.35 of the cup's duration in full, 0.6 at most
   * </ul>
   */
  static double cupWithHandle(Swings swings) {
    if (swings.newestHigh()) {
      return 0;
    }
    double best = 0;
    double bottom = Double.POSITIVE_INFINITY;
    for (int left = 3; left + 1 < swings.size(); left += 2) {
      bottom = Math.min(bottom, swings.price(left - 1));
      best = Math.max(best, cup(swings, left, bottom));
    }
    return best;
  }

  private static double cup(Swings swings, int left, double bottom) {
    double rightRim = swings.price(1);
    double leftRim = swings.price(left);
    double rim = (leftRim + rightRim) / 2;
    double depth = rim - bottom;
    double bars = swings.age(left) - swings.age(1);
    if (!(depth > 0)) {
      return 0;
    }
    double fall = (rightRim - swings.price(0)) / depth;
    double handle =
        Math.min(
            Math.min(ramp(fall, 0.6, 0.35), ramp(fall, 0.03, 0.1)),
            ramp((swings.age(1) - swings.age(0)) / bars, 0.6, 0.35));
    double lead = ramp((leftRim - swings.price(left + 1)) / depth, 0.3, 0.8);
    double worst = 0;
    double middle = (swings.age(left) + swings.age(1)) / 2;
    for (int i = 2; i < left; i++) {
      double x = (swings.age(i) - middle) / (bars / 2);
      worst = Math.max(worst, Math.abs(swings.price(i) - (bottom + depth * x * x)) / depth);
    }
    return Math.min(
        Math.min(handle, lead),
        Math.min(near((leftRim - rightRim) / depth, 0.3), near(worst, 0.4)));
  }
}
