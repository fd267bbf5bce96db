package io.cryptoscalp.models.family;

import io.cryptoscalp.models.ModelException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Settings of a family by name; immutable. Texts, so that cards and command lines carry them. */
public final class Hyperparameters {
  private final SortedMap<String, String> values;

  private Hyperparameters(SortedMap<String, String> values) {
    this.values = Collections.unmodifiableSortedMap(values);
  }

  /** Settings from pairs of name and value. */
  public static Hyperparameters of(Object... pairs) {
    SortedMap<String, String> values = new TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      values.put(pairs[i].toString(), pairs[i + 1].toString());
    }
    return new Hyperparameters(values);
  }

  /**
   * These settings with some changed.
   *
   * @throws ModelException {@code TRAINING_OPTION_UNKNOWN} for a name that is not here
   */
  public Hyperparameters with(Map<String, String> changes) {
    SortedMap<String, String> changed = new TreeMap<>(values);
    for (Map.Entry<String, String> change : new TreeMap<>(changes).entrySet()) {
      if (!values.containsKey(change.getKey())) {
        throw new ModelException(
            "TRAINING_OPTION_UNKNOWN",
            "option=" + change.getKey() + " known=" + String.join(",", values.keySet()));
      }
      changed.put(change.getKey(), change.getValue());
    }
    return new Hyperparameters(changed);
  }

  /** A whole number within bounds, both inclusive. */
  public int integer(String name, int least, int most) {
    try {
      int value = Integer.parseInt(text(name));
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw invalid(name, least + ".." + most);
    }
    throw invalid(name, least + ".." + most);
  }

  /** A number within bounds, both inclusive. */
  public double number(String name, double least, double most) {
    try {
      double value = Double.parseDouble(text(name));
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw invalid(name, least + ".." + most);
    }
    throw invalid(name, least + ".." + most);
  }

  /** {@code true} or {@code false}. */
  public boolean flag(String name) {
    return switch (text(name)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw invalid(name, "true or false");
    };
  }

  /** A setting as it was given. */
  public String text(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new ModelException("TRAINING_OPTION_MISSING", "option=" + name);
    }
    return value;
  }

  private ModelException invalid(String name, String expected) {
    return new ModelException(
        "TRAINING_OPTION_INVALID",
        "option=" + name + " value=" + text(name) + " expected=" + expected);
  }

  /** All settings by name; not to be modified. */
  public SortedMap<String, String> byName() {
    return values;
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
