package io.cryptoscalp.jobs.backtest;

import io.cryptoscalp.engine.strategy.StrategyParameter;
import io.cryptoscalp.engine.strategy.StrategyParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Sets of parameters to try. */
public final class ParameterGrid {
  private ParameterGrid() {}

  /**
   * One set.
   *
   * @param id name of its trial, unique in the run: its number
   * @param parameters all of them
   * @param chosen those that the user set, in words
   */
  public record Point(String id, StrategyParameters parameters, String chosen) {}

  /**
   * All combinations of a grid, the last name changing fastest. Those that are refused are left out
   * when others remain.
   *
   * @param known parameters of the strategy
   * @param check throws {@link IllegalArgumentException} for values that do not go together
   * @param fixed values that are the same in all
   * @param grid values to try, by name
   * @throws IllegalArgumentException {@code STRATEGY_PARAMETER_...} when none can run
   */
  public static List<Point> of(
      List<StrategyParameter> known,
      Consumer<StrategyParameters> check,
      Map<String, Double> fixed,
      Map<String, List<Double>> grid) {
    List<Point> points = new ArrayList<>();
    IllegalArgumentException refused = null;
    for (Map<String, Double> set : Combinations.of(grid)) {
      SortedMap<String, Double> given = new TreeMap<>(fixed);
      given.putAll(set);
      try {
        StrategyParameters parameters = StrategyParameters.of(known, given);
        check.accept(parameters);
        String id = TrialSpec.numbered(points.size());
        points.add(new Point(id, parameters, words(given)));
      } catch (IllegalArgumentException e) {
        refused = e;
      }
    }
    if (points.isEmpty() && refused != null) {
      throw refused;
    }
    return points;
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
  public static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
