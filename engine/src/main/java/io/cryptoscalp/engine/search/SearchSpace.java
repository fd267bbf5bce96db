package io.cryptoscalp.engine.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a search, and which of them hang on a choice. A point is a unit coordinate of
 * each, 0 to 1; its canonical form has level middles where there are levels and 0.5 where the
 * parameter has no say.
 */
public final class SearchSpace {
  private final List<Entry> entries;
  private final Parameter[] parameters;
  private final int[] parents;

  /**
   * A parameter of a space.
   *
   * @param parameter the parameter
   * @param when on what it hangs; null when it always has a say
   */
  public record Entry(Parameter parameter, @Nullable Condition when) {}

  /**
   * That an earlier choice has one of these values.
   *
   * @param choice key of a {@link Parameter.Choice} that stands before
   * @param values some of its values
   */
  public record Condition(String choice, List<String> values) {
    /** Copies. */
    public Condition {
      values = List.copyOf(values);
    }
  }

  /**
   * A space.
   *
   * @throws IllegalArgumentException {@code SEARCH_SPACE_INVALID}: empty, a key twice, or a
   *     condition on something else than an earlier choice that always has a say
   */
  public SearchSpace(List<Entry> entries) {
    this.entries = List.copyOf(entries);
    parameters = new Parameter[entries.size()];
    parents = new int[entries.size()];
    Arrays.fill(parents, -1);
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < parameters.length; i++) {
      Entry entry = entries.get(i);
      parameters[i] = entry.parameter();
      Condition when = entry.when();
      if (when != null) {
        parents[i] = parent(when, seen);
      }
      if (seen.put(parameters[i].name(), i) != null) {
        throw invalid("parameter=" + parameters[i].name() + " cause=twice");
      }
    }
    if (parameters.length == 0) {
      throw invalid("parameters=0");
    }
  }

  /** A space of parameters that always have a say. */
  public static SearchSpace of(Parameter... parameters) {
    List<Entry> entries = new ArrayList<>();
    for (Parameter parameter : parameters) {
      entries.add(new Entry(parameter, null));
    }
    return new SearchSpace(entries);
  }

  private int parent(Condition when, Map<String, Integer> seen) {
    Integer at = seen.get(when.choice());
    if (at == null
        || parents[at] >= 0
        || !(parameters[at] instanceof Parameter.Choice choice)
        || when.values().isEmpty()
        || !choice.values().containsAll(when.values())) {
      throw invalid("condition=" + when.choice() + "=" + String.join(",", when.values()));
    }
    return at;
  }

  private static IllegalArgumentException invalid(String detail) {
    return new IllegalArgumentException("SEARCH_SPACE_INVALID: " + detail);
  }

  /** Parameters with their conditions, in order. */
  public List<Entry> entries() {
    return entries;
  }

  /** Number of parameters. */
  public int size() {
    return parameters.length;
  }

  /** A parameter by its place. */
  public Parameter parameter(int index) {
    return parameters[index];
  }

  /** False when a parameter has no say at a point. */
  public boolean active(int index, double[] point) {
    Condition when = entries.get(index).when();
    return when == null
        || when.values().contains(parameters[parents[index]].value(point[parents[index]]));
  }

  /** Canonical form of a point: two points with the same settings have the same one. */
  public double[] canonical(double[] point) {
    double[] canonical = new double[parameters.length];
    for (int i = 0; i < canonical.length; i++) {
      Parameter parameter = parameters[i];
      double unit = Math.max(0, Math.min(1, point[i]));
      if (!active(i, point)) {
        unit = 0.5;
      } else if (parameter.levels() > 0) {
        unit = parameter.middle(parameter.level(unit));
      }
      canonical[i] = unit;
    }
    return canonical;
  }

  /** Values of the parameters that have a say, by key. */
  public SortedMap<String, String> settings(double[] point) {
    SortedMap<String, String> settings = new TreeMap<>();
    for (int i = 0; i < parameters.length; i++) {
      if (active(i, point)) {
        settings.put(parameters[i].name(), parameters[i].value(point[i]));
      }
    }
    return settings;
  }

  /**
   * Point of settings; other keys are left alone.
   *
   * @throws IllegalArgumentException {@code SEARCH_VALUE_INVALID} or {@code SEARCH_SPACE_INVALID}
   *     for a value that is missing
   */
  public double[] point(Map<String, String> settings) {
    double[] point = new double[parameters.length];
    for (int i = 0; i < point.length; i++) {
      point[i] = 0.5;
      if (active(i, point)) {
        String value = settings.get(parameters[i].name());
        if (value == null) {
          throw invalid("parameter=" + parameters[i].name() + " cause=no value");
        }
        point[i] = parameters[i].unit(value);
      }
    }
    return point;
  }
}
