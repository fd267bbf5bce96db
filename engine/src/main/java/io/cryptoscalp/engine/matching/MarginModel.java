package io.cryptoscalp.engine.matching;

import io.cryptoscalp.engine.instrument.Instrument;

/**
 * Cross margin of futures: an order needs {@code notional / leverage}; a position is closed by
 * force when equity falls to the maintenance margin, {@code notional x rate - deduction} by tiers
 * (Binance, "Leverage and Margin of USD-M Futures"; the deductions follow from the tiers so that
 * the margin has no steps).
 *
 * @param leverage leverage of new positions, at least 1
 * @param caps highest notional of each tier, ascending; the last tier has no end
 * @param rates maintenance rate of each tier, ascending fractions
 * @param liquidationFee fraction of the notional closed by force, on top of the taker fee
 */
public record MarginModel(double leverage, double[] caps, double[] rates, double liquidationFee) {
  /** Checks the ranges. */
  public MarginModel {
    caps = caps.clone();
    rates = rates.clone();
    boolean valid = leverage >= 1 && rates.length > 0 && caps.length == rates.length - 1;
    for (int i = 1; valid && i < rates.length; i++) {
      valid = rates[i] > rates[i - 1] && (i == 1 || caps[i - 1] > caps[i - 2]);
    }
    if (!valid || liquidationFee < 0) {
      throw new IllegalArgumentException(
          "MARGIN_INVALID: leverage=" + leverage + " tiers=" + rates.length);
    }
  }

  /** One tier of the instrument's own maintenance rate. */
  public static MarginModel of(Instrument instrument, double leverage, double liquidationFee) {
    return new MarginModel(
        leverage, new double[0], new double[] {instrument.maintenanceMarginRate()}, liquidationFee);
  }

  /** Maintenance margin of a notional. */
  public double maintenance(double notional) {
    double margin = 0;
    double floor = 0;
    for (int i = 0; i < rates.length; i++) {
      double cap = i < caps.length ? caps[i] : Double.POSITIVE_INFINITY;
      margin += (Math.min(notional, cap) - floor) * rates[i];
      if (notional <= cap) {
        break;
      }
      floor = cap;
    }
    return margin;
  }
}
