package io.cryptoscalp.engine.matching;

import io.cryptoscalp.engine.instrument.Instrument;

/**
 * Fee rates by what the account traded in the last 30 UTC days, today included, as venues grade
 * them. Rates are fractions of the notional, negative for a rebate.
 *
 * @param volumes least notional of each tier, quote units, ascending from 0
 * @param makerRates rate of passive fills by tier
 * @param takerRates rate of aggressive fills by tier
 */
public record FeeSchedule(double[] volumes, double[] makerRates, double[] takerRates) {
  /** Checks the tiers. */
  public FeeSchedule {
    volumes = volumes.clone();
    makerRates = makerRates.clone();
    takerRates = takerRates.clone();
    boolean valid =
        volumes.length > 0
            && volumes[0] == 0
            && makerRates.length == volumes.length
            && takerRates.length == volumes.length;
    for (int i = 1; valid && i < volumes.length; i++) {
      valid = volumes[i] > volumes[i - 1];
    }
    if (!valid) {
      throw new IllegalArgumentException("FEES_INVALID: tiers=" + volumes.length);
    }
  }

  /** The rates of the instrument's specification, whatever is traded. */
  public static FeeSchedule of(Instrument instrument) {
    return flat(instrument.makerFee(), instrument.takerFee());
  }

  /** The same rates whatever is traded. */
  public static FeeSchedule flat(double maker, double taker) {
    return new FeeSchedule(new double[] {0}, new double[] {maker}, new double[] {taker});
  }

  /** Fees so many times as high; rebates stay as they are. */
  public FeeSchedule times(double factor) {
    double[] maker = makerRates.clone();
    double[] taker = takerRates.clone();
    for (int i = 0; i < volumes.length; i++) {
      maker[i] = maker[i] > 0 ? maker[i] * factor : maker[i];
      taker[i] = taker[i] > 0 ? taker[i] * factor : taker[i];
    }
    return new FeeSchedule(volumes, maker, taker);
  }

  /** The rate of a fill after a traded volume. */
  double rate(boolean maker, double volume) {
    int tier = volumes.length - 1;
    while (tier > 0 && volume < volumes[tier]) {
      tier--;
    }
    return maker ? makerRates[tier] : takerRates[tier];
  }
}
