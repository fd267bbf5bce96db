package io.cryptoscalp.engine.barsim;

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
  List<BarParameter> parameters();

  /**
   * A new strategy that has seen nothing.
   *
   * @throws IllegalArgumentException when the parameters do not go together
   */
  BarStrategy create(BarParameters parameters);

  /** Bars it wants to have seen before its first order. */
  default int warmUp(BarParameters parameters) {
    return 0;
  }
}
