package io.cryptoscalp.engine.strategy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Values of a strategy's parameters, complete and within their ranges. Immutable. */
public final class StrategyParameters {
  private final SortedMap<String, Double> values;

  private StrategyParameters(SortedMap<String, Double> values) {
    this.values = values;
  }

  /**
   * Given values over the standard ones.
   *
   * @throws IllegalArgumentException {@code STRATEGY_PARAMETER_UNKNOWN}, {@code
   *     STRATEGY_PARAMETER_INVALID}
   */
  public static StrategyParameters of(List<StrategyParameter> known, Map<String, Double> given) {
    SortedMap<String, Double> values = new TreeMap<>();
    for (StrategyParameter parameter : known) {
      double value = given.getOrDefault(parameter.name(), parameter.standard());
      boolean within = value >= parameter.least() && value <= parameter.most();
      if (!within || (parameter.whole() && value != Math.rint(value))) {
        throw new IllegalArgumentException(
            "STRATEGY_PARAMETER_INVALID: name="
                + parameter.name()
                + " value="
                + value
                + " least="
                + parameter.least()
                + " most="
                + parameter.most()
                + (parameter.whole() ? " expected=whole number" : ""));
      }
      values.put(parameter.name(), value);
    }
    for (String name : new TreeMap<>(given).keySet()) {
      if (!values.containsKey(name)) {
        throw new IllegalArgumentException(
            "STRATEGY_PARAMETER_UNKNOWN: name=" + name + " known=" + values.keySet());
      }
    }
    return new StrategyParameters(values);
  }

  /** A value. */
  public double get(String name) {
    Double value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "STRATEGY_PARAMETER_UNKNOWN: name=" + name + " known=" + values.keySet());
    }
    return value;
  }

  /** A whole value. */
  public int whole(String name) {
    return (int) get(name);
  }

  /** All, by name. */
  public SortedMap<String, Double> values() {
    return Collections.unmodifiableSortedMap(values);
  }
}
