package io.cryptoscalp.engine.performance;

import java.util.Arrays;

/**
 * What the worst periods cost; returns, so losses are below 0.
 *
 * @param tail share of the periods that counts as the tail, 0 to 1
 * @param historicalVar the quantile {@code tail} of the returns, as empyrical's value_at_risk
 * @param historicalShortfall mean of the lowest {@code floor((n - 1) tail) + 1} returns, as
 *     empyrical's conditional_value_at_risk
 * @param normalVar mean + deviation x quantile of the normal, as QuantStats' value_at_risk
 * @param normalShortfall mean of a normal's tail, mean - deviation x density / tail (McNeil, Frey
 *     and Embrechts, Quantitative Risk Management, 2015, example 2.14), as QuantStats'
 *     conditional_value_at_risk
 */
public record TailRisk(
    double tail,
    double historicalVar,
    double historicalShortfall,
    double normalVar,
    double normalShortfall) {
  /** Risk of simple returns. */
  public static TailRisk of(double[] returns, double tail) {
    double[] sorted = returns.clone();
    Arrays.sort(sorted);
    int worst = Math.min(sorted.length, (int) Math.floor((sorted.length - 1) * tail) + 1);
    double sum = 0;
    for (int i = 0; i < worst; i++) {
      sum += sorted[i];
    }
    Moments moments = Moments.of(returns);
    double z = Normal.quantile(tail);
    return new TailRisk(
        tail,
        Quantiles.ofSorted(sorted, tail),
        worst == 0 ? Double.NaN : sum / worst,
        moments.mean() + moments.deviation() * z,
        moments.mean() - moments.deviation() * Normal.density(z) / tail);
  }
}
