package io.cryptoscalp.engine.matching;

import io.cryptoscalp.engine.matching.strategies.GridMaker;
import io.cryptoscalp.engine.matching.strategies.ImbalanceMaker;
import io.cryptoscalp.engine.strategy.NamedProviders;
import java.util.List;
import java.util.SortedMap;

/** The strategies on ticks that can be run by name: the product's own and those of users' jars. */
public final class TickStrategies {
  private static final String CODE = "TICK_STRATEGY";

  private final SortedMap<String, TickStrategyProvider> byId;

  private TickStrategies(SortedMap<String, TickStrategyProvider> byId) {
    this.byId = byId;
  }

  /**
   * Finds them.
   *
   * @param loader of users' jars
   * @throws IllegalArgumentException {@code TICK_STRATEGY_TWICE}, {@code TICK_STRATEGY_UNUSABLE}
   */
  public static TickStrategies find(ClassLoader loader) {
    return new TickStrategies(
        NamedProviders.find(
            CODE,
            TickStrategyProvider.class,
            List.of(new GridMaker.Provider(), new ImbalanceMaker.Provider()),
            TickStrategyProvider::id,
            loader));
  }

  /**
   * One of them.
   *
   * @throws IllegalArgumentException {@code TICK_STRATEGY_UNKNOWN}
   */
  public TickStrategyProvider require(String id) {
    return NamedProviders.require(CODE, byId, id);
  }

  /** All, by id. */
  public SortedMap<String, TickStrategyProvider> all() {
    return byId;
  }
}
