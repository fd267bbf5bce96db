package io.cryptoscalp.jobs.barsim;

import io.cryptoscalp.engine.barsim.BarParameters;
import io.cryptoscalp.engine.barsim.BarStrategy;
import io.cryptoscalp.engine.barsim.BarStrategyProvider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A strategy with its parameters.
 *
 * @param id name of the trial, unique in its run: its number
 * @param provider of the strategy
 * @param parameters all of them
 * @param chosen those that the user set, in words
 */
public record BarTrial(
    String id, BarStrategyProvider provider, BarParameters parameters, String chosen) {
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
   * @throws IllegalArgumentException {@code BAR_PARAMETER_...} when none can run
   */
  public static List<BarTrial> grid(
      BarStrategyProvider provider, Map<String, Double> fixed, Map<String, List<Double>> grid) {
    List<Map<String, Double>> sets = new ArrayList<>();
    sets.add(new LinkedHashMap<>());
    for (Map.Entry<String, List<Double>> axis : grid.entrySet()) {
      List<Map<String, Double>> longer = new ArrayList<>();
      for (Map<String, Double> set : sets) {
        for (double value : axis.getValue()) {
          Map<String, Double> next = new LinkedHashMap<>(set);
          next.put(axis.getKey(), value);
          longer.add(next);
        }
      }
      sets = longer;
    }
    List<BarTrial> trials = new ArrayList<>();
    IllegalArgumentException refused = null;
    for (Map<String, Double> set : sets) {
      SortedMap<String, Double> given = new TreeMap<>(fixed);
      given.putAll(set);
      try {
        BarParameters parameters = BarParameters.of(provider.parameters(), given);
        provider.create(parameters);
        String id = String.format(java.util.Locale.ROOT, "t%04d", trials.size() + 1);
        trials.add(new BarTrial(id, provider, parameters, words(given)));
      } catch (IllegalArgumentException e) {
        refused = e;
      }
    }
    if (trials.isEmpty() && refused != null) {
      throw refused;
    }
    return trials;
  }

  private static String words(SortedMap<String, Double> values) {
    StringBuilder words = new StringBuilder();
    values.forEach(
        (name, value) ->
            words
                .append(words.length() == 0 ? "" : " ")
                .append(name)
                .append('=')
                .append(text(value)));
    return words.toString();
  }

  /** A number without needless decimals. */
  static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
