package io.cryptoscalp.engine.barsim;

import io.cryptoscalp.engine.strategy.StrategyParameter;
import io.cryptoscalp.engine.strategy.StrategyParameters;
import java.util.List;

/**
 * Makes strategies on bars. Providers of users' jars are found by {@link java.util.ServiceLoader}:
 * name the class in {@code META-INF/services/io.cryptoscalp.engine.barsim.BarStrategyProvider}.
 */
public interface BarStrategyProvider {
  /** Name that users write: small letters, digits and hyphens. */
  String id();

  /** What it does, one line. */
  String title();

  /** Its parameters. */
  List<StrategyParameter> parameters();

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
