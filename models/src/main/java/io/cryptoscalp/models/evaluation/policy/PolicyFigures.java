package io.cryptoscalp.models.evaluation.policy;

import io.cryptoscalp.models.evaluation.TradingFigures;
import java.util.List;

/**
 * What trading some paths earned, by the engine's paper execution. The capital is split evenly over
 * the instruments, none is compounded; figures are fractions of the capital.
 *
 * @param rows rows traded
 * @param net earned after fees, spread and slippage
 * @param fees paid
 * @param turnover notional traded, in multiples of the capital
 * @param fills how many
 * @param exposure share of the rows with a position
 * @param sharpe mean by standard deviation of daily earnings, times the square root of 365; 0 when
 *     nothing varies
 * @param sharpeError its standard error (Lo, Financial Analysts Journal 58, 2002, independent days)
 * @param maxDrawdown largest fall of cumulative earnings from their high
 * @param dailyError standard error of the net over days taken as independent
 * @param days calendar days (UTC)
 * @param curve cumulative earnings by time, at most 400 points
 */
public record PolicyFigures(
    long rows,
    double net,
    double fees,
    double turnover,
    long fills,
    double exposure,
    double sharpe,
    double sharpeError,
    double maxDrawdown,
    double dailyError,
    int days,
    List<TradingFigures.Point> curve) {
  /** Copies the curve. */
  public PolicyFigures {
    curve = List.copyOf(curve);
  }
}
