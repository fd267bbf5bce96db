package io.cryptoscalp.engine.features.trend;

import io.cryptoscalp.engine.features.catalogue.BarDeclarations;
import io.cryptoscalp.engine.features.catalogue.BarFamily;
import io.cryptoscalp.engine.features.graph.GraphBuilder;
import io.cryptoscalp.engine.features.graph.Node;
import io.cryptoscalp.engine.features.graph.Nodes;

/** The least-squares line of the closes on time. */
final class RegressionFeatures implements BarFamily {
  @Override
  public void declare(BarDeclarations to) {
    for (int n : new int[] {20, 50, 100}) {
      declareLine(to, n);
    }
  }

  private static void declareLine(BarDeclarations to, int n) {
    String of = " of the line through " + n + " closes";
    to.warmUp(n).source("TA-Lib LINEARREG");
    to.free(
        "linreg_slope_" + n,
        "slope" + of + " / close",
        "bps/bar",
        graph ->
            Nodes.bps(
                graph,
                Derived.of(graph, "slope", line(graph, n), WindowLine::slope),
                graph.close()));
    to.free(
        "linreg_dist_" + n,
        "(close - newest point" + of + ") / close",
        "bps",
        graph -> away(graph, Derived.of(graph, "end", line(graph, n), WindowLine::end), -1));
    to.free(
        "linreg_forecast_" + n,
        "(next point" + of + " - close) / close",
        "bps",
        graph -> away(graph, Derived.of(graph, "next", line(graph, n), WindowLine::next), 1));
    to.warmUp(n, "the close moved").source("Draper & Smith 1998, ch. 1");
    to.add(
        "linreg_r2_" + n,
        "R squared" + of,
        "1",
        0,
        1,
        graph -> Derived.of(graph, "determination", line(graph, n), WindowLine::determination));
    to.warmUp(n, "the closes are not on a line");
    to.free(
        "linreg_t_" + n,
        "slope / its standard error" + of,
        "1",
        graph -> Derived.of(graph, "slope_t", line(graph, n), WindowLine::slopeT));
  }

  private static WindowLine line(GraphBuilder graph, int n) {
    return MovingAverages.line(graph, graph.close(), n);
  }

  private static Node away(GraphBuilder graph, Node level, int sign) {
    return graph.map(
        sign > 0 ? "level_above" : "level_below",
        level,
        graph.close(),
        (l, c) -> sign * (l - c) / c * 1e4);
  }
}
