package io.cryptoscalp.jobs.backtest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All ways to take a value of each of some names. */
final class Combinations {
  private Combinations() {}

  /**
   * The combinations, the last name changing fastest; one that takes nothing when there are no
   * names.
   *
   * @param values to take, by name
   */
  static <T> List<Map<String, T>> of(Map<String, List<T>> values) {
    List<Map<String, T>> sets = new ArrayList<>();
    sets.add(new LinkedHashMap<>());
    for (Map.Entry<String, List<T>> axis : values.entrySet()) {
      List<Map<String, T>> longer = new ArrayList<>();
      for (Map<String, T> set : sets) {
        for (T value : axis.getValue()) {
          Map<String, T> next = new LinkedHashMap<>(set);
          next.put(axis.getKey(), value);
          longer.add(next);
        }
      }
      sets = longer;
    }
    return sets;
  }
}
