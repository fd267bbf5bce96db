package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.engine.barsim.BarStrategies;
import io.cryptoscalp.jobs.barsim.BarTrial;
import java.util.List;
import picocli.CommandLine.Mixin;

/** Options that say which strategies are run with which parameters. */
final class BarStrategyOptions {
  @Mixin private BarStrategyChoice choice = new BarStrategyChoice();

  @Mixin private ParameterOptions parameters = new ParameterOptions();

  /** The strategies that can be named. */
  BarStrategies strategies(Main main) {
    return choice.strategies(main);
  }

  /** The trials asked for. */
  List<BarTrial> trials(Main main) {
    return BarTrial.grid(choice.provider(main), parameters.fixed(), parameters.axes());
  }
}
