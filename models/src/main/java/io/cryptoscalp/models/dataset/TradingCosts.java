package io.cryptoscalp.models.dataset;

import io.cryptoscalp.models.ModelException;

/**
 * What a trade with market orders costs, as fractions of the price (0.0001 is one basis point).
 *
 * @param takerFee fee of one side, at least 0
 * @param slippage price given up on one side beyond the best quote, at least 0
 * @param spread distance of the best quotes, at least 0; half of it is paid on each side
 */
public record TradingCosts(double takerFee, double slippage, double spread) {
  /** Taker fee 5 bps and slippage 1 bps a side, spread 1 bps: a round trip of 13 bps. */
  public static final TradingCosts DEFAULT = new TradingCosts(0.0005, 0.0001, 0.0001);

  /** No costs at all. */
  public static final TradingCosts NONE = new TradingCosts(0, 0, 0);

  /**
   * Checks the ranges.
   *
   * @throws ModelException {@code DATASET_OPTION_INVALID}
   */
  public TradingCosts {
    check("takerFee", takerFee);
    check("slippage", slippage);
    check("spread", spread);
  }

  private static void check(String field, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new ModelException("DATASET_OPTION_INVALID", field + "=" + value);
    }
  }

  /** Cost of buying and selling, a fraction of the price. */
  public double roundTrip() {
    return 2 * (takerFee + slippage) + spread;
  }
}
