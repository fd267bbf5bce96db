package io.cryptoscalp.engine.features.trend;

import io.cryptoscalp.engine.features.catalogue.BarDeclarations;
import io.cryptoscalp.engine.features.catalogue.BarFamily;

/** Stops that trail the price: distance and side of Supertrend and parabolic SAR. */
final class StopFeatures implements BarFamily {
  @Override
  public void declare(BarDeclarations to) {
    to.source("Seban, as ta4j SuperTrend");
    declareSupertrend(to, 10, 3);
    declareSupertrend(to, 7, 2);
    to.warmUp(2).source("Wilder 1978, as TA-Lib SAR");
    declareSar(to, 2, 20);
    declareSar(to, 1, 10);
  }

  private static void declareSupertrend(BarDeclarations to, int n, int multiple) {
    String of = "Supertrend " + n + " bars " + multiple + " true ranges";
    to.warmUp(n + 1);
    to.free(
        "supertrend_dist_" + n + "_" + multiple,
        "(close - stop) / close, " + of,
        "bps",
        graph ->
            graph.map(
                "stop_distance",
                graph.close(),
                Supertrend.of(graph, n, multiple),
                (c, s) -> (c - s) / c * 1e4));
    to.add(
        "supertrend_dir_" + n + "_" + multiple,
        "1 while the stop is below the price, -1 while above, " + of,
        "1",
        -1,
        1,
        graph ->
            Derived.of(
                graph, "direction", Supertrend.of(graph, n, multiple), Supertrend::direction));
  }

  private static void declareSar(BarDeclarations to, int step, int most) {
    String of = "parabolic SAR step " + step + " %, at most " + most + " %";
    to.free(
        "sar_dist_" + step + "_" + most,
        "(close - stop) / close, " + of,
        "bps",
        graph ->
            graph.map(
                "stop_distance",
                graph.close(),
                ParabolicSar.of(graph, step, most),
                (c, s) -> (c - s) / c * 1e4));
    to.add(
        "sar_dir_" + step + "_" + most,
        "1 while the stop is below the price, -1 while above, " + of,
        "1",
        -1,
        1,
        graph ->
            Derived.of(
                graph, "direction", ParabolicSar.of(graph, step, most), ParabolicSar::direction));
  }
}
