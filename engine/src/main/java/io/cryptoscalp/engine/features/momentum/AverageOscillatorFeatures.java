package io.cryptoscalp.engine.features.momentum;

import io.cryptoscalp.engine.features.catalogue.BarDeclarations;
import io.cryptoscalp.engine.features.catalogue.BarFamily;
import io.cryptoscalp.engine.features.graph.GraphBuilder;
import io.cryptoscalp.engine.features.graph.Node;
import io.cryptoscalp.engine.features.graph.Nodes;

/** Fast averages less slow ones: PPO, APO, awesome and accelerator, detrended price. */
final class AverageOscillatorFeatures implements BarFamily {
  @Override
  public void declare(BarDeclarations to) {
    to.warmUp(26).source("Appel, as TA-Lib PPO with EMA");
    to.free(
        "ppo_12_26", "(EMA 12 - EMA 26) / EMA 26", "bps", AverageOscillatorFeatures::percentage);
    to.warmUp(34);
    to.free(
        "ppo_hist_12_26",
        "PPO 12 26 - its EMA 9",
        "bps",
        graph -> {
          Node line = percentage(graph);
          return Nodes.minus(graph, line, Nodes.ema(graph, line, 9));
        });
    to.warmUp(26).source("TA-Lib APO with SMA");
    to.free(
        "apo_12_26",
        "(SMA 12 - SMA 26) / close",
        "bps",
        graph ->
            ofClose(
                graph,
                Nodes.minus(
                    graph,
                    Nodes.sma(graph, graph.close(), 12),
                    Nodes.sma(graph, graph.close(), 26))));
    to.warmUp(34).source("Williams 1998, as ta4j AwesomeOscillator");
    to.free(
        "awesome_5_34",
        "(SMA 5 - SMA 34) of the median price / close",
        "bps",
        graph -> ofClose(graph, awesome(graph)));
    to.warmUp(38).source("Williams 1998");
    to.free(
        "accelerator_5_34",
        "(awesome oscillator - its SMA 5) / close",
        "bps",
        graph -> {
          Node line = awesome(graph);
          return ofClose(graph, Nodes.minus(graph, line, Nodes.sma(graph, line, 5)));
        });
    to.warmUp(31).source("ta4j DPO");
    to.free(
        "dpo_20",
        "(close - SMA 20 of 11 bars ago) / close",
        "bps",
        graph -> {
          Node average = Nodes.lag(graph, Nodes.sma(graph, graph.close(), 20), 11);
          return ofClose(graph, Nodes.minus(graph, graph.close(), average));
        });
  }

  private static Node ofClose(GraphBuilder graph, Node amount) {
    return Nodes.bps(graph, amount, graph.close());
  }

  private static Node percentage(GraphBuilder graph) {
    return Nodes.distance(
        graph, Nodes.ema(graph, graph.close(), 12), Nodes.ema(graph, graph.close(), 26));
  }

  private static Node awesome(GraphBuilder graph) {
    Node median = Ranges.median(graph);
    return Nodes.minus(graph, Nodes.sma(graph, median, 5), Nodes.sma(graph, median, 34));
  }
}
