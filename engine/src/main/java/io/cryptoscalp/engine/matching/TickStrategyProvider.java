package io.cryptoscalp.engine.matching;

import io.cryptoscalp.engine.strategy.StrategyParameter;
import io.cryptoscalp.engine.strategy.StrategyParameters;
import java.util.List;

/**
 * Makes strategies on ticks. Providers of users' jars are found by {@link java.util.ServiceLoader}:
 * name the class in {@code META-INF/services/io.cryptoscalp.engine.matching.TickStrategyProvider}.
 */
public interface TickStrategyProvider {
  /** Name that users write: small letters, digits and hyphens. */
  String id();

  /** What it does, one line. */
  String title();

  /** Its parameters. */
  List<StrategyParameter> parameters();

  /**
   * A new strategy that has seen nothing; one for each trial.
   *
   * @throws IllegalArgumentException when the parameters do not go together
   */
  TickStrategy create(StrategyParameters parameters);
}
