package io.cryptoscalp.engine.features.patterns;

import io.cryptoscalp.engine.features.catalogue.BarDeclarations;
import io.cryptoscalp.engine.features.graph.GraphBuilder;
import io.cryptoscalp.engine.features.graph.Node;
import io.cryptoscalp.engine.features.graph.Nodes;
import io.cryptoscalp.engine.features.graph.Window;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;

/** Features read off single pivots, levels and trend lines. */
final class PivotFeatures {
  private static final double BPS = 1e4;
  private static final double NONE = Double.NaN;

  private final BarDeclarations to;
  private final int k;

  PivotFeatures(BarDeclarations to, int k) {
    this.to = to;
    this.k = k;
  }

  void declare() {
    to.source("Williams, Trading Chaos 1995 (fractals)");
    side("high", true);
    side("low", false);
    to.warmUp(2 * k + 1, "two pivots of each side have formed");
    to.add(
        "pivot_trend_" + k,
        "1 when the last pivot high and low are both above those before, -1 when below, else 0",
        "1",
        -1,
        1,
        graph -> {
          Pivots pivots = Pivots.of(graph, k);
          return reading(graph, "pivot_trend", pivots, () -> trend(pivots));
        });
    to.source("Murphy 1999, ch. 4; own clustering");
    level("support", false);
    level("resistance", true);
    to.source("Murphy 1999, ch. 4");
    line("high", true);
    line("low", false);
  }

  private Node reading(GraphBuilder graph, String name, Node source, DoubleSupplier value) {
    return graph.node(name + "(" + k + ")", () -> new PivotReading(graph.use(source), value));
  }

  private static PivotSide side(Pivots pivots, boolean high) {
    return high ? pivots.highs() : pivots.lows();
  }

  private void side(String name, boolean high) {
    String pivot = "pivot " + name + " (" + k + " bars each side)";
    to.warmUp(2 * k + 1, "a pivot " + name + " has formed");
    to.free(
        "pivot_" + name + "_dist_" + k,
        "last " + pivot + " from the close",
        "bps",
        graph -> {
          Node last =
              pivot(graph, "pivot_" + name, high, side -> side.size() < 1 ? NONE : side.price(0));
          return Nodes.distance(graph, last, graph.close());
        });
    to.add(
        "pivot_" + name + "_age_" + k,
        "bars since the last " + pivot,
        "bars",
        k,
        Double.POSITIVE_INFINITY,
        graph -> {
          Pivots pivots = Pivots.of(graph, k);
          PivotSide side = side(pivots, high);
          return reading(
              graph,
              "pivot_" + name + "_age",
              pivots,
              () -> side.size() < 1 ? NONE : (double) (pivots.bars() - side.bar(0)));
        });
    to.warmUp(2 * k + 1, "two pivot " + name + "s have formed");
    to.free(
        "pivot_" + name + "_step_" + k,
        "last " + pivot + " from the one before",
        "bps",
        graph ->
            pivot(
                graph,
                "pivot_" + name + "_step",
                high,
                side ->
                    side.size() < 2
                        ? NONE
                        : (side.price(0) - side.price(1)) / side.price(1) * BPS));
  }

  private Node pivot(
      GraphBuilder graph, String name, boolean high, ToDoubleFunction<PivotSide> value) {
    Pivots pivots = Pivots.of(graph, k);
    PivotSide side = side(pivots, high);
    return reading(graph, name, pivots, () -> value.applyAsDouble(side));
  }

  private static double trend(Pivots pivots) {
    PivotSide highs = pivots.highs();
    PivotSide lows = pivots.lows();
    if (highs.size() < 2 || lows.size() < 2) {
      return NONE;
    }
    if (highs.price(0) > highs.price(1) && lows.price(0) > lows.price(1)) {
      return 1;
    }
    return highs.price(0) < highs.price(1) && lows.price(0) < lows.price(1) ? -1 : 0;
  }

  private void level(String name, boolean above) {
    String where = above ? "above" : "below";
    to.warmUp(2 * k + 1, "a level lies " + where + " the close");
    to.positive(
        name + "_dist_" + k,
        "close to the nearest level of clustered pivots " + where + " it",
        "bps",
        graph -> {
          Levels levels = Levels.of(graph, k);
          Node close = graph.close();
          return reading(
              graph,
              name + "_dist",
              levels,
              () -> {
                int at = nearest(levels, close, above);
                return at < 0
                    ? NONE
                    : Math.abs(levels.price(at) - close.value()) / close.value() * BPS;
              });
        });
    to.add(
        name + "_touches_" + k,
        "pivots in the nearest level " + where + " the close",
        "pivots",
        1,
        2 * PivotSide.HELD,
        graph -> {
          Levels levels = Levels.of(graph, k);
          Node close = graph.close();
          return reading(
              graph,
              name + "_touches",
              levels,
              () -> {
                int at = nearest(levels, close, above);
                return at < 0 ? NONE : levels.touches(at);
              });
        });
  }

  private static int nearest(Levels levels, Node close, boolean above) {
    return above ? levels.above(close.value()) : levels.below(close.value());
  }

  private void line(String name, boolean high) {
    to.warmUp(2 * k + 1, "two pivot " + name + "s have formed");
    to.free(
        "trendline_" + name + "_dist_" + k,
        "line through the last two pivot " + name + "s, from the close",
        "bps",
        graph -> Nodes.distance(graph, TrendLine.of(graph, k, high), graph.close()));
    to.add(
        "trendline_" + name + "_break_" + k,
        "1 on a bar that closes "
            + (high ? "above" : "below")
            + " that line after one that did not, else 0",
        "1",
        0,
        1,
        graph -> {
          TrendLine line = TrendLine.of(graph, k, high);
          Window close = graph.window(graph.close(), 2);
          int sign = high ? 1 : -1;
          return reading(
              graph,
              "trendline_" + name + "_break",
              line,
              () ->
                  sign * (close.get(0) - line.at(0)) > 0 && sign * (close.get(1) - line.at(1)) <= 0
                      ? 1
                      : 0);
        });
  }
}
