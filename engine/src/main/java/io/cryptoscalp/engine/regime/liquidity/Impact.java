package io.cryptoscalp.engine.regime.liquidity;

import io.cryptoscalp.engine.regime.window.MeanWindow;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * What a trade moves the price by, over a window of bars. O(n) a bar.
 *
 * <ul>
 *   <li>Kyle's lambda (Kyle 1985, "Continuous auctions and insider trading", Econometrica 53):
 *       slope of the return on the signed flow, least squares.
 *   <li>Amihud's illiquidity (Amihud 2002, "Illiquidity and stock returns", J. Financial Markets
 *       5): absolute return over volume, here that of the window's sums, which a bar of little
 *       volume cannot blow up.
 * </ul>
 */
final class Impact {
  private static final int VERSION = 1;

  /** A slope of less than so many standard errors from 0 says nothing. */
  private static final double SIGNIFICANT = 2;

  private final MeanWindow returns;
  private final MeanWindow flows;
  private final MeanWindow volumes;
  private double amihud = Double.NaN;
  private double kyle = Double.NaN;

  Impact(int length) {
    returns = new MeanWindow(length);
    flows = new MeanWindow(length);
    volumes = new MeanWindow(length);
  }

  /** Takes a bar of finite numbers. */
  void update(double value, double flow, double volume) {
    returns.add(value);
    flows.add(flow);
    volumes.add(volume);
    if (returns.isFull()) {
      compute(returns.size());
    }
  }

  /** Absolute return per unit of volume; NaN until the window is full and without volume. */
  double amihud() {
    return amihud;
  }

  /**
   * Return per unit of signed flow; NaN until the window is full, without flow and where the slope
   * is not significantly above 0.
   */
  double kyle() {
    return kyle;
  }

  private void compute(int n) {
    double meanReturn = returns.mean();
    double meanFlow = flows.mean();
    double together = 0;
    double flowSquares = 0;
    double squares = 0;
    double path = 0;
    double volume = 0;
    for (int age = 0; age < n; age++) {
      double x = flows.recent(age) - meanFlow;
      double y = returns.recent(age) - meanReturn;
      together += x * y;
      flowSquares += x * x;
      squares += y * y;
      path += Math.abs(returns.recent(age));
      volume += volumes.recent(age);
    }
    amihud = volume > 0 ? path / volume : Double.NaN;
    kyle = flowSquares > 0 && together > 0 ? slope(n, together, flowSquares, squares) : Double.NaN;
  }

  private static double slope(int n, double together, double flowSquares, double squares) {
    double slope = together / flowSquares;
    double rest = Math.max(0, squares - slope * together);
    double error = Math.sqrt(rest / (n - 2) / flowSquares);
    return slope >= SIGNIFICANT * error ? slope : Double.NaN;
  }

  void write(StateWriter out) {
    out.writeByte(VERSION);
    returns.write(out);
    flows.write(out);
    volumes.write(out);
  }

  void read(StateReader in) {
    in.readVersion(VERSION, "impact");
    returns.read(in);
    flows.read(in);
    volumes.read(in);
    if (returns.isFull()) {
      compute(returns.size());
    }
  }
}
