package io.cryptoscalp.engine.features.trend;

import io.cryptoscalp.engine.features.catalogue.BarDeclarations;
import io.cryptoscalp.engine.features.catalogue.BarFamily;
import io.cryptoscalp.engine.features.graph.GraphBuilder;
import io.cryptoscalp.engine.features.graph.Node;
import io.cryptoscalp.engine.features.graph.Nodes;
import io.cryptoscalp.engine.features.graph.Window;
import io.cryptoscalp.engine.features.graph.WindowSum;

/** Directional movement, Aroon and vortex: is there a trend, and which way? */
final class DirectionFeatures implements BarFamily {
  @Override
  public void declare(BarDeclarations to) {
    declareMovement(to, 7);
    declareMovement(to, 14);
    to.warmUp(3 * 14 - 1);
    to.add(
        "adxr_14",
        "mean of ADX 14 and ADX 14 of 13 bars ago",
        "1",
        0,
        100,
        graph -> {
          Node now = Adx.of(graph, 14);
          return graph.map("adxr", now, Nodes.lag(graph, now, 13), (a, b) -> (a + b) / 2);
        });
    declareAroon(to, 14);
    declareAroon(to, 25);
    to.warmUp(15, "a price moved").source("Botes & Siepman 2010");
    to.free(
        "vortex_14",
        "(sum |high - low before| - sum |low - high before|) / sum of true ranges, 14 bars",
        "1",
        graph -> vortex(graph, 14));
  }

  private static void declareMovement(BarDeclarations to, int n) {
    String over = ", " + n + " bars";
    to.warmUp(n + 1).source("Wilder 1978");
    to.add(
        "plus_di_" + n,
        "100 * upward movement / true range" + over + ", 0 when no price moved",
        "1",
        0,
        100,
        graph ->
            Derived.of(graph, "plus_di", Directional.of(graph, n), Directional::plusIndicator));
    to.add(
        "minus_di_" + n,
        "100 * downward movement / true range" + over + ", 0 when no price moved",
        "1",
        0,
        100,
        graph ->
            Derived.of(graph, "minus_di", Directional.of(graph, n), Directional::minusIndicator));
    to.add(
        "dx_" + n,
        "100 * |+DI - -DI| / (+DI + -DI)" + over + ", the last one while there is no movement",
        "1",
        0,
        100,
        graph -> Directional.of(graph, n));
    to.warmUp(2 * n);
    to.add("adx_" + n, "Wilder's average of DX" + over, "1", 0, 100, graph -> Adx.of(graph, n));
  }

  private static void declareAroon(BarDeclarations to, int n) {
    String ago = " of the last " + (n + 1) + " bars is ago) / " + n;
    to.warmUp(n + 1).source("Chande 1995, as TA-Lib AROON");
    to.add(
        "aroon_up_" + n,
        "100 * (" + n + " - bars the newest highest high" + ago,
        "1",
        0,
        100,
        graph -> aroon(graph, Nodes.highestAge(graph, graph.high(), n + 1), n));
    to.add(
        "aroon_down_" + n,
        "100 * (" + n + " - bars the newest lowest low" + ago,
        "1",
        0,
        100,
        graph -> aroon(graph, Nodes.lowestAge(graph, graph.low(), n + 1), n));
    to.add(
        "aroon_osc_" + n,
        "Aroon up - Aroon down, " + n + " bars",
        "1",
        -100,
        100,
        graph ->
            Nodes.minus(
                graph,
                aroon(graph, Nodes.highestAge(graph, graph.high(), n + 1), n),
                aroon(graph, Nodes.lowestAge(graph, graph.low(), n + 1), n)));
  }

  private static Node aroon(GraphBuilder graph, Node age, int n) {
    return graph.map("aroon_" + n, age, a -> 100 * (n - a) / n);
  }

  private static Node vortex(GraphBuilder graph, int n) {
    Node excess =
        WindowSum.of(
            graph,
            "vortex_excess(high,low)",
            n,
            1,
            windows -> {
              Window high = windows.over(graph.high());
              Window low = windows.over(graph.low());
              return age ->
                  Math.abs(high.get(age) - low.get(age + 1))
                      - Math.abs(low.get(age) - high.get(age + 1));
            });
    Node range = Nodes.trueRanges(graph, n);
    return graph.map("vortex", excess, range, (e, r) -> r > 0 ? e / r : Double.NaN);
  }
}
