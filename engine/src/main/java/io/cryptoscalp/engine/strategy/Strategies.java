package io.cryptoscalp.engine.strategy;

import io.cryptoscalp.engine.instrument.Instrument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Builds strategies by id: the product's own, and those of users' jars. */
public final class Strategies {
  /** Every id of the product's own. */
  public static final List<String> IDS =
      List.of(MomentumBreakout.ID, MeanReversion.ID, PolicyStrategy.ID);

  private Strategies() {}

  /** The strategies of one instrument without parameters of users' strategies. */
  public static List<Strategy> create(
      List<String> ids,
      String account,
      Instrument instrument,
      StrategyOptions options,
      FeatureIndex features) {
    return create(ids, account, instrument, options, features, Map.of());
  }

  /**
   * The strategies of one instrument, in the order of the ids. Those that are not the product's own
   * are looked for by the thread's context class loader.
   *
   * @param parameters of users' strategies, {@code ID.NAME}
   * @throws IllegalArgumentException {@code STRATEGY_...} when an id is unknown, a feature is
   *     missing or a parameter does not fit
   */
  public static List<Strategy> create(
      List<String> ids,
      String account,
      Instrument instrument,
      StrategyOptions options,
      FeatureIndex features,
      Map<String, String> parameters) {
    List<Strategy> strategies = new ArrayList<>();
    for (String id : ids) {
      strategies.add(
          switch (id) {
            case MomentumBreakout.ID ->
                new MomentumBreakout(account, instrument, options, features);
            case MeanReversion.ID -> new MeanReversion(account, instrument, options, features);
            case PolicyStrategy.ID -> new PolicyStrategy(account, instrument, options, features);
            default ->
                provider(id)
                    .create(
                        new StrategySetup(
                            account, instrument, options, features, own(id, parameters)));
          });
    }
    return List.copyOf(strategies);
  }

  private static Map<String, String> own(String id, Map<String, String> parameters) {
    Map<String, String> own = new TreeMap<>();
    parameters.forEach(
        (key, value) -> {
          if (key.startsWith(id + ".")) {
            own.put(key.substring(id.length() + 1), value);
          }
        });
    return own;
  }

  private static StrategyProvider provider(String id) {
    SortedMap<String, StrategyProvider> found =
        providers(Thread.currentThread().getContextClassLoader());
    StrategyProvider provider = found.get(id);
    if (provider == null) {
      Set<String> known = new TreeSet<>(IDS);
      known.addAll(found.keySet());
      throw new IllegalArgumentException("STRATEGY_UNKNOWN: id=" + id + " known=" + known);
    }
    return provider;
  }

  /**
   * Users' strategies by id.
   *
   * @param loader of users' jars; null for the system's
   * @throws IllegalArgumentException {@code STRATEGY_TWICE} when two have one id, {@code
   *     STRATEGY_UNUSABLE} when one cannot be loaded
   */
  public static SortedMap<String, StrategyProvider> providers(@Nullable ClassLoader loader) {
    SortedMap<String, StrategyProvider> byId =
        NamedProviders.find(
            "STRATEGY", StrategyProvider.class, List.of(), StrategyProvider::id, loader);
    for (String id : IDS) {
      StrategyProvider other = byId.get(id);
      if (other != null) {
        throw new IllegalArgumentException(
            "STRATEGY_TWICE: id=" + id + " classes=built in and " + other.getClass().getName());
      }
    }
    return byId;
  }
}
