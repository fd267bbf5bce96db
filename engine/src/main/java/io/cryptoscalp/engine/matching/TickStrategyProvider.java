package io.cryptoscalp.engine.matching;

import io.cryptoscalp.engine.strategy.NamedProvider;
import io.cryptoscalp.engine.strategy.StrategyParameters;

/**
 * Makes strategies on ticks. Providers of users' jars are found by {@link java.util.ServiceLoader}:
 * name the class in {@code META-INF/services/io.cryptoscalp.engine.matching.TickStrategyProvider}.
 */
public interface TickStrategyProvider extends NamedProvider {
  /**
   * A new strategy that has seen nothing; one for each trial.
   *
   * @throws IllegalArgumentException when the parameters do not go together
   */
  TickStrategy create(StrategyParameters parameters);
}
