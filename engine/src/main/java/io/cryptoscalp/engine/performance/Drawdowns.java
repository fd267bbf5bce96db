package io.cryptoscalp.engine.performance;

import java.util.ArrayList;
import java.util.List;

/**
 * Falls of compounded wealth from its high, wealth of 1 before the first return counting as a high.
 *
 * @param depth at each period: wealth by its high minus 1, 0 or below
 * @param all each stretch below a high, in time order
 */
public record Drawdowns(double[] depth, List<Drawdown> all) {
  /**
   * A stretch below a high.
   *
   * @param from first period below
   * @param valley period of the lowest point
   * @param to last period below; the next is a high again, unless the series ends here
   * @param depth lowest point, below 0
   * @param recovered whether the high was reached again
   */
  public record Drawdown(int from, int valley, int to, double depth, boolean recovered) {
    /** Periods below the high. */
    public int length() {
      return to - from + 1;
    }
  }

  /** Drawdowns of simple returns. */
  public static Drawdowns of(double[] returns) {
    double[] depth = new double[returns.length];
    List<Drawdown> all = new ArrayList<>();
    double wealth = 1;
    double high = 1;
    int from = -1;
    int valley = -1;
    for (int i = 0; i < returns.length; i++) {
      wealth *= 1 + returns[i];
      high = Math.max(high, wealth);
      depth[i] = wealth < high ? wealth / high - 1 : 0;
      if (depth[i] < 0) {
        from = from < 0 ? i : from;
        valley = valley < 0 || depth[i] < depth[valley] ? i : valley;
      } else if (from >= 0) {
        all.add(new Drawdown(from, valley, i - 1, depth[valley], true));
        from = -1;
        valley = -1;
      }
    }
    if (from >= 0) {
      all.add(new Drawdown(from, valley, returns.length - 1, depth[valley], false));
    }
    return new Drawdowns(depth, List.copyOf(all));
  }

  /** The deepest point, 0 or below. */
  public double deepest() {
    double deepest = 0;
    for (double value : depth) {
      deepest = Math.min(deepest, value);
    }
    return deepest;
  }

  /** Periods of the longest stretch below a high. */
  public int longest() {
    int longest = 0;
    for (Drawdown each : all) {
      longest = Math.max(longest, each.length());
    }
    return longest;
  }

  /** Share of the periods that end below a high. */
  public double timeBelow() {
    int below = 0;
    for (double value : depth) {
      below += value < 0 ? 1 : 0;
    }
    return (double) below / depth.length;
  }

  /**
   * Root of the mean square depth (Martin and McCann, The Investor's Guide to Fidelity Funds,
   * 1989), a share of the high; n - 1, as QuantStats divides.
   */
  public double ulcerIndex() {
    double squares = 0;
    for (double value : depth) {
      squares += value * value;
    }
    return Math.sqrt(squares / (depth.length - 1));
  }
}
