package io.cryptoscalp.jobs.barsim;

import io.cryptoscalp.engine.barsim.BarStrategy;
import io.cryptoscalp.engine.barsim.BarStrategyProvider;
import io.cryptoscalp.engine.strategy.StrategyParameters;
import io.cryptoscalp.jobs.backtest.ParameterGrid;
import java.util.List;
import java.util.Map;

/**
 * A strategy with its parameters.
 *
 * @param id name of the trial, unique in its run: its number
 * @param provider of the strategy
 * @param parameters all of them
 * @param chosen those that the user set, in words
 */
public record BarTrial(
    String id, BarStrategyProvider provider, StrategyParameters parameters, String chosen) {
  /** A strategy that has not run. */
  public BarStrategy strategy() {
    return provider.create(parameters);
  }

  /** Bars to be shown before the first order. */
  public int warmUp() {
    return provider.warmUp(parameters);
  }

  /**
   * All combinations of a grid, the last name changing fastest. Those that a strategy refuses are
   * left out when others remain.
   *
   * @param fixed values that are the same in all
   * @param grid values to try, by name
   * @throws IllegalArgumentException {@code STRATEGY_PARAMETER_...} when none can run
   */
  public static List<BarTrial> grid(
      BarStrategyProvider provider, Map<String, Double> fixed, Map<String, List<Double>> grid) {
    return ParameterGrid.of(provider.parameters(), provider::create, fixed, grid).stream()
        .map(point -> new BarTrial(point.id(), provider, point.parameters(), point.chosen()))
        .toList();
  }
}
