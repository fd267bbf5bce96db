package io.cryptoscalp.engine.features.volatility;

import io.cryptoscalp.engine.features.graph.GraphBuilder;
import io.cryptoscalp.engine.features.graph.Node;
import io.cryptoscalp.engine.features.graph.Nodes;
import io.cryptoscalp.engine.features.graph.Window;
import io.cryptoscalp.engine.features.graph.WindowSum;
import java.util.function.DoubleUnaryOperator;

/**
 * Sums over n bars of squares and products of log returns and ranges: the parts of the volatility
 * estimators (o, h, l, c: open, high, low, close; p: previous close; r = ln(c / p)).
 */
final class Variances {
  private static final double OPEN_CLOSE = 2 * StrictMath.log(2) - 1;

  private Variances() {}

  /** Sum of r squared: realised variance (Andersen and Bollerslev 1998). */
  static Node realised(GraphBuilder graph, int n) {
    return WindowSum.ofReturns(graph, "r^2", n, r -> r * r);
  }

  /** Sum of r squared over falling bars (Barndorff-Nielsen, Kinnebrock and Shephard 2010). */
  static Node downside(GraphBuilder graph, int n) {
    return WindowSum.ofReturns(graph, "min(r,0)^2", n, r -> r < 0 ? r * r : 0);
  }

  /** Sum of r squared over rising bars. */
  static Node upside(GraphBuilder graph, int n) {
    return WindowSum.ofReturns(graph, "max(r,0)^2", n, r -> r > 0 ? r * r : 0);
  }

  /** pi / 2 * n / (n - 1) * sum of |r| |previous r|: bipower variation of n returns. */
  static Node bipower(GraphBuilder graph, int n) {
    Node products =
        WindowSum.of(
            graph,
            "|r*lag_r|",
            n - 1,
            1,
            windows -> {
              Window returns = windows.over(Nodes.logReturn(graph));
              return age -> Math.abs(returns.get(age) * returns.get(age + 1));
            });
    double factor = StrictMath.PI / 2 * n / (n - 1);
    return graph.map("bipower", products, sum -> factor * sum);
  }

  /** Sum of ln(h / l)^2 / (4 ln 2) (Parkinson 1980). */
  static Node parkinson(GraphBuilder graph, int n) {
    double factor = 1 / (4 * StrictMath.log(2));
    return WindowSum.of(
        graph,
        "parkinson",
        n,
        0,
        windows -> {
          Window high = windows.over(graph.high());
          Window low = windows.over(graph.low());
          return age -> factor * square(log(high.get(age), low.get(age)));
        });
  }

  /** Sum of ln(h / l)^2 / 2 - (2 ln 2 - 1) ln(c / o)^2 (Garman and Klass 1980). */
  static Node garmanKlass(GraphBuilder graph, int n) {
    return WindowSum.of(
        graph,
        "garman_klass",
        n,
        0,
        windows -> {
          Window open = windows.over(graph.open());
          Window high = windows.over(graph.high());
          Window low = windows.over(graph.low());
          Window close = windows.over(graph.close());
          return age ->
              square(log(high.get(age), low.get(age))) / 2
                  - OPEN_CLOSE * square(log(close.get(age), open.get(age)));
        });
  }

  /** Sum of ln(h / c) ln(h / o) + ln(l / c) ln(l / o) (Rogers and Satchell 1991). */
  static Node rogersSatchell(GraphBuilder graph, int n) {
    return WindowSum.of(
        graph,
        "rogers_satchell",
        n,
        0,
        windows -> {
          Window open = windows.over(graph.open());
          Window high = windows.over(graph.high());
          Window low = windows.over(graph.low());
          Window close = windows.over(graph.close());
          return age -> {
            double body = log(close.get(age), open.get(age));
            double up = log(high.get(age), open.get(age));
            double down = log(low.get(age), open.get(age));
            return up * (up - body) + down * (down - body);
          };
        });
  }

  /** Variance with divisor n - 1 of the n gaps ln(o / p) between bars. */
  static Node gaps(GraphBuilder graph, int n) {
    Node sum = gapSum(graph, "gap", n, x -> x);
    Node squares = gapSum(graph, "gap^2", n, Variances::square);
    return variance(graph, sum, squares, n);
  }

  private static Node gapSum(GraphBuilder graph, String name, int n, DoubleUnaryOperator function) {
    return WindowSum.of(
        graph,
        name,
        n,
        1,
        windows -> {
          Window open = windows.over(graph.open());
          Window close = windows.over(graph.close());
          return age -> function.applyAsDouble(log(open.get(age), close.get(age + 1)));
        });
  }

  /** Variance with divisor n - 1 of the n bodies ln(c / o) of bars. */
  static Node bodies(GraphBuilder graph, int n) {
    Node sum = bodySum(graph, "body", n, x -> x);
    Node squares = bodySum(graph, "body^2", n, Variances::square);
    return variance(graph, sum, squares, n);
  }

  private static Node bodySum(
      GraphBuilder graph, String name, int n, DoubleUnaryOperator function) {
    return WindowSum.of(
        graph,
        name,
        n,
        0,
        windows -> {
          Window open = windows.over(graph.open());
          Window close = windows.over(graph.close());
          return age -> function.applyAsDouble(log(close.get(age), open.get(age)));
        });
  }

  private static Node variance(GraphBuilder graph, Node sum, Node squares, int n) {
    return graph.map(
        "variance_of_" + n, sum, squares, (s, q) -> Math.max(0, (q - s * s / n) / (n - 1)));
  }

  /**
   * V_gap + k V_body + (1 - k) V_RS, k = 0.34 / (1.34 + (n + 1) / (n - 1)), a bar's variance (Yang
   * and Zhang 2000, eq. 7 and 10).
   */
  static Node yangZhang(GraphBuilder graph, int n) {
    double k = 0.34 / (1.34 + (n + 1.0) / (n - 1));
    return graph.map(
        "yang_zhang_" + n,
        gaps(graph, n),
        bodies(graph, n),
        rogersSatchell(graph, n),
        (gap, body, rs) -> gap + k * body + (1 - k) * rs / n);
  }

  private static double square(double x) {
    return x * x;
  }

  private static double log(double a, double b) {
    return a == b ? 0 : StrictMath.log(a / b);
  }
}
