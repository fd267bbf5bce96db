package io.cryptoscalp.models.dataset;

import io.cryptoscalp.models.dataset.LabelRule.Method;

/**
 * Labels rows of one instrument by the path of its prices after them. A position is opened at the
 * row's mid; at a barrier it is closed at the barrier's price, or, when the whole span of the row
 * lies beyond it, at the span's nearer end; at the horizon at the last mid known by then.
 */
final class Labeller {
  private final LabelRule rule;
  private final PricePath path;
  private final long maxGapNs;
  private final double[] deviation;

  Labeller(LabelRule rule, PricePath path, long maxGapNs) {
    this.rule = rule;
    this.path = path;
    this.maxGapNs = maxGapNs;
    deviation =
        rule.method() == Method.FIXED_HORIZON
            ? new double[0]
            : Volatility.of(path, rule.volatilityHalfLifeNs(), rule.horizonNs(), maxGapNs);
  }

  /**
   * The label of a row.
   *
   * @param at a row with a price
   * @param side 1 for a long, -1 for a short, 0 for none
   */
  Label label(int at, int side) {
    if (side == 0) {
      return Label.none(DropReason.NO_SIDE);
    }
    double above = Double.POSITIVE_INFINITY;
    double below = 0;
    if (rule.method() != Method.FIXED_HORIZON) {
      double profit = width(at, rule.profitMultiple());
      double stop = width(at, rule.stopMultiple());
      if (!(profit > 0) || !(stop > 0)) {
        return Label.none(DropReason.VOLATILITY_UNKNOWN);
      }
      above = path.mid(at) * (1 + (side > 0 ? profit : stop));
      below = path.mid(at) * (1 - (side > 0 ? stop : profit));
    }
    return walk(at, side, above, below);
  }

  /** Distance of a barrier as a fraction of the price; NaN when the volatility is not known. */
  private double width(int at, double multiple) {
    return Math.max(multiple * deviation[at], rule.costs().roundTrip());
  }

  private Label walk(int at, int side, double above, double below) {
    long deadline = path.timeNs(at) + rule.horizonNs();
    int last = at;
    for (int row = at + 1; row < path.size(); row++) {
      if (!path.hasPrice(row)) {
        continue;
      }
      if (path.timeNs(row) > deadline && path.timeNs(last) == deadline) {
        return horizon(at, side, last, deadline);
      }
      if (path.timeNs(row) - path.timeNs(last) > maxGapNs) {
        return Label.none(DropReason.PATH_GAP);
      }
      if (path.timeNs(row) > deadline) {
        return horizon(at, side, last, deadline);
      }
      boolean rose = path.high(row) >= above;
      boolean fell = path.low(row) <= below;
      if (rose || fell) {
        return touched(at, side, row, rose, fell, above, below);
      }
      last = row;
    }
    return path.timeNs(last) == deadline
        ? horizon(at, side, last, deadline)
        : Label.none(DropReason.HISTORY_ENDS);
  }

  private Label touched(
      int at, int side, int row, boolean rose, boolean fell, double above, double below) {
    boolean profit = rose != fell && rose == side > 0;
    boolean top = profit == side > 0;
    double exit = top ? Math.max(above, path.low(row)) : Math.min(below, path.high(row));
    Label.Ending stop = rose && fell ? Label.Ending.BOTH : Label.Ending.STOP;
    return new Label(
        null,
        profit ? Label.Ending.PROFIT : stop,
        profit,
        side * (exit / path.mid(at) - 1),
        path.timeNs(row));
  }

  private Label horizon(int at, int side, int last, long deadline) {
    if (rule.dropTimeouts() && rule.method() != Method.FIXED_HORIZON) {
      return Label.none(DropReason.TIMEOUT);
    }
    double result = side * (path.mid(last) / path.mid(at) - 1);
    if (rule.method() == Method.META) {
      boolean paid = result > rule.costs().roundTrip();
      return new Label(null, Label.Ending.HORIZON, paid, result, deadline);
    }
    if (result == 0 || Math.abs(result) < rule.minReturn()) {
      return Label.none(DropReason.FLAT);
    }
    return new Label(null, Label.Ending.HORIZON, result > 0, result, deadline);
  }
}
