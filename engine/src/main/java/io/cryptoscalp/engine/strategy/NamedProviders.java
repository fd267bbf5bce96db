package io.cryptoscalp.engine.strategy;

import java.util.Collections;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Strategies that can be run by name: the product's own and those of users' jars. */
public final class NamedProviders {
  private NamedProviders() {}

  /**
   * Finds providers.
   *
   * @param code what codes of errors begin with, {@code TICK_STRATEGY}
   * @param type service type
   * @param own the product's
   * @param id name of a provider
   * @param loader of users' jars; null for the system's
   * @throws IllegalArgumentException {@code CODE_TWICE}, {@code CODE_UNUSABLE}
   */
  public static <T> SortedMap<String, T> find(
      String code,
      Class<T> type,
      List<T> own,
      Function<T, String> id,
      @Nullable ClassLoader loader) {
    SortedMap<String, T> byId = new TreeMap<>();
    own.forEach(provider -> byId.put(id.apply(provider), provider));
    try {
      for (T provider : ServiceLoader.load(type, loader)) {
        T before = byId.put(id.apply(provider), provider);
        if (before != null) {
          throw new IllegalArgumentException(
              code
                  + "_TWICE: id="
                  + id.apply(provider)
                  + " classes="
                  + before.getClass().getName()
                  + " and "
                  + provider.getClass().getName());
        }
      }
    } catch (ServiceConfigurationError e) {
      throw new IllegalArgumentException(code + "_UNUSABLE: cause=" + e.getMessage(), e);
    }
    return Collections.unmodifiableSortedMap(byId);
  }

  /**
   * One of them.
   *
   * @throws IllegalArgumentException {@code CODE_UNKNOWN}
   */
  public static <T> T require(String code, SortedMap<String, T> known, String id) {
    T provider = known.get(id);
    if (provider == null) {
      throw new IllegalArgumentException(code + "_UNKNOWN: id=" + id + " known=" + known.keySet());
    }
    return provider;
  }
}
