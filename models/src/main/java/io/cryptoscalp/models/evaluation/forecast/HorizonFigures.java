package io.cryptoscalp.models.evaluation.forecast;

import io.cryptoscalp.models.evaluation.ClassificationMetrics;
import io.cryptoscalp.models.evaluation.TradingFigures;
import java.util.List;

/**
 * How good the forecasts over one horizon are. Standard errors are over stretches of time.
 *
 * @param horizonNs how far ahead, ns
 * @param rows known returns that were judged
 * @param pinball mean pinball loss over the levels (Koenker and Bassett, 1978), a fraction of the
 *     price
 * @param naivePinball that of the quantiles of the part learnt from
 * @param gainError standard error of {@link #gain}
 * @param levels the quantile levels, ascending
 * @param below share of returns at or below each quantile
 * @param intervals outermost first
 * @param direction of the chance of a rise, {@link RiseChance}; rows without a move are left out
 * @param trading of the direction, one unit at a time from the decision to the horizon
 */
public record HorizonFigures(
    long horizonNs,
    int rows,
    double pinball,
    double naivePinball,
    double gainError,
    double[] levels,
    double[] below,
    List<Interval> intervals,
    ClassificationMetrics direction,
    TradingFigures trading) {

  /**
   * What an interval covers.
   *
   * @param nominal the share that it is meant to cover
   * @param coverage share of returns inside
   * @param coverageError its standard error
   * @param naiveCoverage share inside the naive interval
   * @param width mean distance of its ends, a fraction of the price
   * @param naiveWidth that of the naive interval
   */
  public record Interval(
      double nominal,
      double coverage,
      double coverageError,
      double naiveCoverage,
      double width,
      double naiveWidth) {}

  /** Copies the list. */
  public HorizonFigures {
    intervals = List.copyOf(intervals);
  }

  /** How much smaller the loss is than that of the naive forecast. */
  public double gain() {
    return naivePinball - pinball;
  }

  /** Whether the gain lies two standard errors above nothing. */
  public boolean hasSkill() {
    return gain() > 2 * gainError;
  }
}
