package io.cryptoscalp.engine.barsim;

import io.cryptoscalp.engine.strategy.NamedProvider;
import io.cryptoscalp.engine.strategy.StrategyParameters;

/**
 * Makes strategies on bars. Providers of users' jars are found by {@link java.util.ServiceLoader}:
 * name the class in {@code META-INF/services/io.cryptoscalp.engine.barsim.BarStrategyProvider}.
 */
public interface BarStrategyProvider extends NamedProvider {
  /**
   * A new strategy that has seen nothing.
   *
   * @throws IllegalArgumentException when the parameters do not go together
   */
  BarStrategy create(StrategyParameters parameters);

  /** Bars it wants to have seen before its first order. */
  default int warmUp(StrategyParameters parameters) {
    return 0;
  }
}
