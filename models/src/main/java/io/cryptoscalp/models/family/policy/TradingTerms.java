package io.cryptoscalp.models.family.policy;

import io.cryptoscalp.models.ModelException;

/**
 * What trading costs in the environment and what the agent is rewarded for.
 *
 * <p>Reward of a row, in basis points of the notional: {@code profit - riskAversion x profit² / 100
 * - drawdownPenalty x growth of the drawdown}. Profit is the change of equity, after fees, spread
 * and slippage (mean and variance: Ritter, Machine Learning for Trading, 2017; drawdown: Moody and
 * Saffell, Learning to Trade via Direct Reinforcement, 2001).
 *
 * @param notional of a whole position, quote units, positive
 * @param halfSpreadBps distance of the touch from the mid, bps
 * @param slippageBps what an order pays beyond the touch, bps
 * @param riskAversion weight of the squared profit, not negative
 * @param drawdownPenalty weight of a new low under the peak, not negative
 */
public record TradingTerms(
    double notional,
    double halfSpreadBps,
    double slippageBps,
    double riskAversion,
    double drawdownPenalty) {
  /** 10,000 a position, half a basis point each of spread and slippage, mild penalties. */
  public static final TradingTerms DEFAULT = new TradingTerms(10_000, 0.5, 0.5, 0.05, 0.1);

  /** Checks the ranges. */
  public TradingTerms {
    check(notional > 0 && Double.isFinite(notional), "notional", notional);
    check(halfSpreadBps >= 0 && halfSpreadBps < 1000, "halfSpreadBps", halfSpreadBps);
    check(slippageBps >= 0 && slippageBps < 1000, "slippageBps", slippageBps);
    check(riskAversion >= 0 && Double.isFinite(riskAversion), "riskAversion", riskAversion);
    check(
        drawdownPenalty >= 0 && Double.isFinite(drawdownPenalty),
        "drawdownPenalty",
        drawdownPenalty);
  }

  private static void check(boolean valid, String field, double value) {
    if (!valid) {
      throw new ModelException("POLICY_OPTION_INVALID", field + "=" + value);
    }
  }
}
