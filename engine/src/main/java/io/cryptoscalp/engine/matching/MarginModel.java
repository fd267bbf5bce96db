package io.cryptoscalp.engine.matching;

import io.cryptoscalp.engine.instrument.Instrument;

/**
 * Margin of futures: an order needs {@code notional / leverage}; a position is closed by force when
 * what covers it falls to the maintenance margin, {@code notional x rate - deduction} by tiers
 * (Binance, "Leverage and Margin of USD-M Futures"; the deductions follow from the tiers so that
 * the margin has no steps). With {@link Mode#CROSS} all of the account covers it, with {@link
 * Mode#ISOLATED} what was set aside for it: {@code notional / leverage} at each fill that opened
 * it, plus its funding, and its profit at the mark.
 *
 * @param mode what covers a position
 * @param leverage leverage of new positions, at least 1
 * @param caps highest notional of each tier, ascending; the last tier has no end
 * @param rates maintenance rate of each tier, ascending fractions
 * @param liquidationFee fraction of the notional closed by force, on top of the taker fee
 */
public record MarginModel(
    Mode mode, double leverage, double[] caps, double[] rates, double liquidationFee) {
  /** What covers a position. */
  public enum Mode {
    /** The equity of the account. */
    CROSS,
    /** Its own margin, beyond which it cannot lose. */
    ISOLATED
  }

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

  /** Cross margin. */
  public MarginModel(double leverage, double[] caps, double[] rates, double liquidationFee) {
    this(Mode.CROSS, leverage, caps, rates, liquidationFee);
  }

  /** The same with another cover. */
  public MarginModel withMode(Mode cover) {
    return new MarginModel(cover, leverage, caps, rates, liquidationFee);
  }

  /** True when positions have margin of their own. */
  public boolean isIsolated() {
    return mode == Mode.ISOLATED;
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

  /**
   * Mark price at which an isolated position of a linear contract is liquidated, {@code (margin +
   * deduction - side x q x entry) / (q x (rate - side))} with the rate and the deduction of the
   * tier that the notional is in there (Binance, "How to Calculate Liquidation Price of USD-M
   * Futures Contracts"; there are no other positions in it).
   *
   * @param isLong side of the position
   * @param quantity base units, positive
   * @param entry mean entry price, quote units
   * @param margin set aside for it, quote units
   * @return 0 when no price does it
   */
  public double liquidationPrice(boolean isLong, double quantity, double entry, double margin) {
    int side = isLong ? 1 : -1;
    double deduction = 0;
    for (int i = 0; i < rates.length; i++) {
      deduction += i == 0 ? 0 : caps[i - 1] * (rates[i] - rates[i - 1]);
      double price =
          (margin + deduction - side * quantity * entry) / (quantity * (rates[i] - side));
      double floor = i == 0 ? 0 : caps[i - 1];
      double cap = i < caps.length ? caps[i] : Double.POSITIVE_INFINITY;
      if (price > 0 && price * quantity > floor && price * quantity <= cap) {
        return price;
      }
    }
    return 0;
  }
}
