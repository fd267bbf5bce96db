package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.engine.barsim.BarStrategies;
import io.cryptoscalp.engine.barsim.BarStrategyProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that say which strategy on bars is run. */
final class BarStrategyChoice {
  @Option(
      names = "--strategy",
      paramLabel = "ID",
      description =
          "What to run; backtest bars --list-strategies shows them (default: ${DEFAULT-VALUE}).")
  private String strategy = "sma-crossover";

  @Mixin private JarOptions jars = new JarOptions();

  /** The one that is chosen. */
  BarStrategyProvider provider(Main main) {
    return strategies(main).require(strategy);
  }

  /** The strategies that can be named. */
  BarStrategies strategies(Main main) {
    return BarStrategies.find(jars.use(main));
  }
}
