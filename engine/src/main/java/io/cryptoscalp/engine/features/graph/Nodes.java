package io.cryptoscalp.engine.features.graph;

/**
 * The building blocks of indicators: averages, extremes, moments and lags of any node. {@code n}
 * counts valid values of the input, the newest included; a result is valid from the n-th on.
 */
public final class Nodes {
  private Nodes() {}

  /** Mean of the last n values. */
  public static Node sma(GraphBuilder graph, Node input, int n) {
    return rolling(graph, input, n, Rolling.Moment.MEAN, "sma");
  }

  /** Sum of the last n values. */
  public static Node sum(GraphBuilder graph, Node input, int n) {
    return rolling(graph, input, n, Rolling.Moment.SUM, "sum");
  }

  /** Standard deviation of the last n values, of the population (division by n). */
  public static Node deviation(GraphBuilder graph, Node input, int n) {
    return rolling(graph, input, n, Rolling.Moment.DEVIATION, "deviation");
  }

  private static Node rolling(
      GraphBuilder graph, Node input, int n, Rolling.Moment moment, String name) {
    return graph.node(
        name + "(" + graph.key(input) + "," + n + ")",
        () -> new Rolling(graph.use(input), graph.window(input, n + 1), n, moment));
  }

  /** Exponential average with weight 2 / (n + 1), seeded with the mean of the first n values. */
  public static Node ema(GraphBuilder graph, Node input, int n) {
    return ema(graph, input, n, 0);
  }

  /**
   * The same, of which the seed starts after some values; TA-Lib's MACD lets both of its averages
   * start together so.
   *
   * @param skip values to leave out, at least 0
   */
  public static Node ema(GraphBuilder graph, Node input, int n, int skip) {
    String key = "ema(" + graph.key(input) + "," + n + (skip == 0 ? ")" : "," + skip + ")");
    return graph.node(key, () -> new Smoothed(graph.use(input), n, skip, 2.0 / (n + 1)));
  }

  /**
   * Wilder's smoothing with weight 1 / n (New Concepts in Technical Trading Systems, 1978), seeded
   * with the mean of the first n values.
   */
  public static Node wilder(GraphBuilder graph, Node input, int n) {
    return graph.node(
        "wilder(" + graph.key(input) + "," + n + ")",
        () -> new Smoothed(graph.use(input), n, 0, 1.0 / n));
  }

  /** Highest of the last n values. */
  public static Node highest(GraphBuilder graph, Node input, int n) {
    return extreme(graph, input, n, 1);
  }

  /** Lowest of the last n values. */
  public static Node lowest(GraphBuilder graph, Node input, int n) {
    return extreme(graph, input, n, -1);
  }

  /** How many values ago the highest of the last n was, 0 to n - 1; the newest of equal ones. */
  public static Node highestAge(GraphBuilder graph, Node input, int n) {
    return age(graph, extreme(graph, input, n, 1));
  }

  /** How many values ago the lowest of the last n was, 0 to n - 1; the newest of equal ones. */
  public static Node lowestAge(GraphBuilder graph, Node input, int n) {
    return age(graph, extreme(graph, input, n, -1));
  }

  private static Node age(GraphBuilder graph, Extreme extreme) {
    return graph.node(
        "age(" + graph.key(extreme) + ")",
        () -> {
          graph.use(extreme);
          return new Age(extreme);
        });
  }

  private static Extreme extreme(GraphBuilder graph, Node input, int n, int sign) {
    String name = sign > 0 ? "highest" : "lowest";
    return graph.typed(
        Extreme.class,
        name + "(" + graph.key(input) + "," + n + ")",
        () -> new Extreme(graph.use(input), n, sign));
  }

  /** The value n values ago, n at least 1. */
  public static Node lag(GraphBuilder graph, Node input, int n) {
    return graph.node(
        "lag(" + graph.key(input) + "," + n + ")",
        () -> new Lag(graph.use(input), graph.window(input, n + 1), n));
  }

  /** a - b. */
  public static Node minus(GraphBuilder graph, Node a, Node b) {
    return graph.map("minus", a, b, (x, y) -> x - y);
  }

  /** a / b; invalid where b is 0. */
  public static Node ratio(GraphBuilder graph, Node a, Node b) {
    return graph.map("ratio", a, b, (x, y) -> x / y);
  }

  /** (a - b) / b in bps: how far a is from b. */
  public static Node distance(GraphBuilder graph, Node a, Node b) {
    return graph.node(
        "distance(" + graph.key(a) + "," + graph.key(b) + ")",
        () -> new Relative.Distance(graph.use(a), graph.use(b)));
  }

  /** 1e4 a / b: a in bps of b. */
  public static Node bps(GraphBuilder graph, Node a, Node b) {
    return graph.node(
        "bps(" + graph.key(a) + "," + graph.key(b) + ")",
        () -> new Relative.Bps(graph.use(a), graph.use(b)));
  }

  /** ln(close / previous close); 0 where the price did not move. */
  public static Node logReturn(GraphBuilder graph) {
    Node close = graph.close();
    return graph.map(
        "log_return", close, lag(graph, close, 1), (c, p) -> c == p ? 0 : StrictMath.log(c / p));
  }

  /** max(high, previous close) - min(low, previous close) (Wilder 1978); from the second bar on. */
  public static Node trueRange(GraphBuilder graph) {
    return graph.map(
        "true_range",
        graph.high(),
        graph.low(),
        lag(graph, graph.close(), 1),
        (h, l, p) -> Math.max(h, p) - Math.min(l, p));
  }

  /** Sum of the last n true ranges; from bar n + 1 on. */
  public static Node trueRanges(GraphBuilder graph, int n) {
    return WindowSum.of(
        graph,
        "true_range(high,low,close)",
        n,
        1,
        windows -> {
          Window high = windows.over(graph.high());
          Window low = windows.over(graph.low());
          Window close = windows.over(graph.close());
          return age ->
              Math.max(high.get(age), close.get(age + 1))
                  - Math.min(low.get(age), close.get(age + 1));
        });
  }
}
