package io.cryptoscalp.engine.barsim;

import io.cryptoscalp.engine.barsim.strategies.BuyAndHold;
import io.cryptoscalp.engine.barsim.strategies.DonchianBreakout;
import io.cryptoscalp.engine.barsim.strategies.RsiReversion;
import io.cryptoscalp.engine.barsim.strategies.SmaCrossover;
import io.cryptoscalp.engine.strategy.NamedProviders;
import java.util.List;
import java.util.SortedMap;

/** The strategies on bars that can be run by name: the product's own and those of users' jars. */
public final class BarStrategies {
  private static final String CODE = "BAR_STRATEGY";

  private final SortedMap<String, BarStrategyProvider> byId;

  private BarStrategies(SortedMap<String, BarStrategyProvider> byId) {
    this.byId = byId;
  }

  /**
   * Finds them.
   *
   * @param loader of users' jars
   * @throws IllegalArgumentException {@code BAR_STRATEGY_TWICE}, {@code BAR_STRATEGY_UNUSABLE}
   */
  public static BarStrategies find(ClassLoader loader) {
    return new BarStrategies(
        NamedProviders.find(
            CODE,
            BarStrategyProvider.class,
            List.of(
                new BuyAndHold(), new DonchianBreakout(), new RsiReversion(), new SmaCrossover()),
            BarStrategyProvider::id,
            loader));
  }

  /**
   * One of them.
   *
   * @throws IllegalArgumentException {@code BAR_STRATEGY_UNKNOWN}
   */
  public BarStrategyProvider require(String id) {
    return NamedProviders.require(CODE, byId, id);
  }

  /** All, by id. */
  public SortedMap<String, BarStrategyProvider> all() {
    return byId;
  }
}
