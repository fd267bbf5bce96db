package io.cryptoscalp.models.evaluation;

import java.util.Arrays;

/**
 * When a forecast is traded: long from one probability up, short from another one down.
 *
 * @param longFrom least probability of up of a long position; above 1 for never
 * @param shortTo largest probability of up of a short position; below 0 for never
 */
public record TradingRule(double longFrom, double shortTo) {
  /** Never trades. */
  public static final TradingRule NEVER = new TradingRule(2, -1);

  /** Shares of the examples beyond a threshold that are tried. */
  private static final double[] SHARES = {0.5, 0.4, 0.3, 0.2, 0.1, 0.05, 0.02, 0.01};

  /** Fewest trades by which a rule is chosen. */
  private static final int LEAST_TRADES = 10;

  /**
   * The rule that would have earned most on the validation part, among thresholds at fixed shares
   * of its forecasts; {@link #NEVER} when none earns anything in ten trades or more.
   *
   * @param forecasts of the validation examples
   * @param roundTrip cost of entering and leaving, a fraction of the price
   */
  public static TradingRule choose(
      double[] forecasts, JudgedExamples validation, double roundTrip) {
    double[] sorted = forecasts.clone();
    Arrays.sort(sorted);
    double[] longs = new double[SHARES.length + 1];
    double[] shorts = new double[SHARES.length + 1];
    longs[0] = NEVER.longFrom;
    shorts[0] = NEVER.shortTo;
    for (int i = 0; i < SHARES.length; i++) {
      int beyond = (int) (sorted.length * SHARES[i]);
      longs[i + 1] = sorted[Math.max(sorted.length - 1 - beyond, 0)];
      shorts[i + 1] = sorted[Math.min(beyond, sorted.length - 1)];
    }
    int[] order = validation.byInstrumentAndTime();
    TradingRule best = NEVER;
    double most = 0;
    for (double longFrom : longs) {
      for (double shortTo : shorts) {
        if (shortTo < longFrom) {
          TradingRule rule = new TradingRule(longFrom, shortTo);
          Ledger ledger = Ledger.of(rule.sides(forecasts), validation, order, roundTrip);
          if (ledger.net() > most && ledger.trades() >= LEAST_TRADES) {
            most = ledger.net();
            best = rule;
          }
        }
      }
    }
    return best;
  }

  /** 1 for long, -1 for short, 0 for none. */
  public int[] sides(double[] forecasts) {
    int[] sides = new int[forecasts.length];
    for (int i = 0; i < sides.length; i++) {
      sides[i] = forecasts[i] >= longFrom ? 1 : forecasts[i] <= shortTo ? -1 : 0;
    }
    return sides;
  }
}
