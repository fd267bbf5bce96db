package io.cryptoscalp.engine.barsim;

import io.cryptoscalp.engine.barsim.strategies.BuyAndHold;
import io.cryptoscalp.engine.barsim.strategies.DonchianBreakout;
import io.cryptoscalp.engine.barsim.strategies.RsiReversion;
import io.cryptoscalp.engine.barsim.strategies.SmaCrossover;
import java.util.Collections;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;

/** The strategies on bars that can be run by name: the product's own and those of users' jars. */
public final class BarStrategies {
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
    SortedMap<String, BarStrategyProvider> byId = new TreeMap<>();
    for (BarStrategyProvider own :
        List.of(new BuyAndHold(), new DonchianBreakout(), new RsiReversion(), new SmaCrossover())) {
      byId.put(own.id(), own);
    }
    try {
      for (BarStrategyProvider provider : ServiceLoader.load(BarStrategyProvider.class, loader)) {
        BarStrategyProvider before = byId.put(provider.id(), provider);
        if (before != null) {
          throw new IllegalArgumentException(
              "BAR_STRATEGY_TWICE: id="
                  + provider.id()
                  + " classes="
                  + before.getClass().getName()
                  + " and "
                  + provider.getClass().getName());
        }
      }
    } catch (ServiceConfigurationError e) {
      throw new IllegalArgumentException("BAR_STRATEGY_UNUSABLE: cause=" + e.getMessage(), e);
    }
    return new BarStrategies(byId);
  }

  /**
   * One of them.
   *
   * @throws IllegalArgumentException {@code BAR_STRATEGY_UNKNOWN}
   */
  public BarStrategyProvider require(String id) {
    BarStrategyProvider provider = byId.get(id);
    if (provider == null) {
      throw new IllegalArgumentException(
          "BAR_STRATEGY_UNKNOWN: id=" + id + " known=" + byId.keySet());
    }
    return provider;
  }

  /** All, by id. */
  public SortedMap<String, BarStrategyProvider> all() {
    return Collections.unmodifiableSortedMap(byId);
  }
}
