package io.cryptoscalp.engine.barsim;

import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.engine.performance.TradeOutcome;
import java.util.List;

/**
 * What came out of a run on bars. Amounts are in account currency.
 *
 * @param fromNs begin of the first bar, ns since the epoch
 * @param toNs end of the last bar
 * @param bars bars of all instruments that were walked, without the warm-up
 * @param startEquity equity at the begin
 * @param endEquity equity at the end, nothing open
 * @param largestFall largest fall from a peak by that peak, over the closes of all bars, 0 to 1
 * @param equity the curve, thinned to the terms' period
 * @param trades round trips, by exit; what was open at the end was closed at the last close
 * @param fills the fills
 * @param orders orders placed, children of brackets not counted
 * @param refused orders refused for want of margin
 * @param cut fills cut to what margin allowed, refused ones included
 * @param liquidations positions that the venue closed
 * @param fees fees paid
 * @param funding funding received, negative when paid
 * @param exposedBars bars at whose close a position was open
 * @param ambiguousBars bars in which the order of the extremes could matter
 * @param decidedBars those in which it made a difference; counted under {@link
 *     IntrabarRule#PESSIMISTIC} only, where both ways are tried
 */
public record BarResult(
    long fromNs,
    long toNs,
    long bars,
    double startEquity,
    double endEquity,
    double largestFall,
    RunRecord.Curve equity,
    List<TradeOutcome> trades,
    BarFills fills,
    long orders,
    long refused,
    long cut,
    int liquidations,
    double fees,
    double funding,
    long exposedBars,
    long ambiguousBars,
    long decidedBars) {
  /** Profit after all costs. */
  public double net() {
    return endEquity - startEquity;
  }

  /** Net profit by start equity. */
  public double netReturn() {
    return net() / startEquity;
  }
}
