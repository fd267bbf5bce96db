package io.cryptoscalp.engine.regime.drawdown;

import io.cryptoscalp.engine.regime.window.TimeExtreme;

/**
 * Thresholds of falls and rises. Times in ns, moves as fractions of the price that they begin at.
 *
 * @param fallWindowNs how far back the peak of a fall may lie
 * @param fallEnter fall from the peak that begins FALLING, above 0 and below 1
 * @param fallSlow the same for a fall that took the whole window in a quiet market, at least {@code
 *     fallEnter}: there a fall that will be deep is fast from its begin
 * @param quiet deviation of an hour, as a fraction, up to which a market is a quiet one, at least 0
 * @param restless deviation from which it is none, above {@code quiet}
 * @param riseDeviations a rise must also be so many of the deviations that are usual for its
 *     duration, where these are known, at least 0: what one market hardly ever does is an hour's
 *     work in another
 * @param fallAgain fall in REBOUNDING that is FALLING again without a new low, at least {@code
 *     fallEnter}
 * @param fallHoldNs FALLING ends as CALM when no new low came for so long
 * @param reboundEnter part of the fall that must be regained for REBOUNDING, above 0
 * @param reboundComplete part of the fall at which the rebound is over, above {@code reboundEnter}
 * @param reboundHoldNs longest time of REBOUNDING
 * @param riseWindowNs how far back the low of a rise may lie
 * @param riseEnter rise from the low that begins RISING, above 0; half of it is enough to stay
 * @param riseLeastNs shortest time from that low: a jump is no run
 * @param giveBackEnter most of the rise that may be given back for RISING to begin, 0 to 1
 * @param giveBackExit what given back ends it, at least {@code giveBackEnter}
 */
public record DrawdownOptions(
    long fallWindowNs,
    double fallEnter,
    double fallSlow,
    double quiet,
    double restless,
    double riseDeviations,
    double fallAgain,
    long fallHoldNs,
    double reboundEnter,
    double reboundComplete,
    long reboundHoldNs,
    long riseWindowNs,
    double riseEnter,
    long riseLeastNs,
    double giveBackEnter,
    double giveBackExit) {
  private static final long MINUTE = 60_000_000_000L;
  private static final long HOUR = 60 * MINUTE;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException coded {@code DRAWDOWN_OPTION_INVALID}
   */
  public DrawdownOptions {
    check(fallWindowNs >= TimeExtreme.SLOTS, "fallWindowNs", fallWindowNs);
    check(fallEnter > 0 && fallEnter < 1, "fallEnter", fallEnter);
    check(fallSlow >= fallEnter && fallSlow < 1, "fallSlow", fallSlow);
    check(quiet >= 0 && quiet < 1, "quiet", quiet);
    check(restless > quiet && restless < 1e3, "restless", restless);
    check(riseDeviations >= 0 && riseDeviations < 100, "riseDeviations", riseDeviations);
    check(fallAgain >= fallEnter && fallAgain < 1, "fallAgain", fallAgain);
    check(fallHoldNs > 0, "fallHoldNs", fallHoldNs);
    check(reboundEnter > 0 && reboundEnter < 1e3, "reboundEnter", reboundEnter);
    check(reboundComplete > reboundEnter, "reboundComplete", reboundComplete);
    check(reboundHoldNs > 0, "reboundHoldNs", reboundHoldNs);
    check(riseWindowNs >= TimeExtreme.SLOTS, "riseWindowNs", riseWindowNs);
    check(riseEnter > 0 && riseEnter < 1e3, "riseEnter", riseEnter);
    check(riseLeastNs >= 0 && riseLeastNs < riseWindowNs, "riseLeastNs", riseLeastNs);
    check(giveBackEnter >= 0 && giveBackEnter <= 1, "giveBackEnter", giveBackEnter);
    check(giveBackExit >= giveBackEnter && giveBackExit <= 1, "giveBackExit", giveBackExit);
  }

  /**
   * For bars of a second or a minute: a fall of 3 % within an hour, held for four; in a market
   * whose hours deviate by less than 0.8 %, one that took the hour is 4 %, one of 34 minutes 3 %. A
   * rebound of 30 % of it, over at 90 % or after a day. A rise of 5 % within six hours and of 2.5
   * deviations.
   */
  public static DrawdownOptions standard() {
    return new DrawdownOptions(
        HOUR, 0.03, 0.04, 0.008, 0.012, 2.5, 0.03, 4 * HOUR, 0.3, 0.9, 24 * HOUR, 6 * HOUR, 0.05,
        HOUR, 0.1, 0.3);
  }

  private static void check(boolean valid, String option, Number value) {
    if (!valid) {
      throw new IllegalArgumentException(
          "DRAWDOWN_OPTION_INVALID: option=" + option + " value=" + value);
    }
  }
}
