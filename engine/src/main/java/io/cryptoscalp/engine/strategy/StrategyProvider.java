package io.cryptoscalp.engine.strategy;

/**
 * Makes a user's strategy. Providers are found by {@link java.util.ServiceLoader} in the jars that
 * a command is given: name the class in {@code
 * META-INF/services/io.cryptoscalp.engine.strategy.StrategyProvider} and give it a public
 * constructor without parameters. The strategy then stands beside the product's own under its id,
 * in backtests and in the trading job alike.
 */
public interface StrategyProvider {
  /** Id by which it is chosen: lower case letters, digits and dashes. */
  String id();

  /**
   * Makes the strategy of one instrument, which has seen nothing.
   *
   * @throws IllegalArgumentException when a parameter is missing or does not fit
   */
  Strategy create(StrategySetup setup);
}
