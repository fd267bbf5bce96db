package io.cryptoscalp.engine.search;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/**
 * A parameter of a search. Samplers see its unit coordinate, 0 to 1; trials see its value as text.
 */
public sealed interface Parameter {
  /** Most values of a parameter that has steps. */
  int MOST_LEVELS = 1_000_000;

  /** Its key. */
  String name();

  /** Number of different values, 0 where they are continuous. */
  int levels();

  /** The value at a unit coordinate, 0 to 1. */
  String value(double unit);

  /**
   * Unit coordinate of a value: the middle of its stretch where there are levels.
   *
   * @throws IllegalArgumentException {@code SEARCH_VALUE_INVALID} when it is none of its values
   */
  double unit(String value);

  /** False where the order of values says nothing. */
  default boolean ordered() {
    return true;
  }

  /** The level of a unit coordinate. */
  default int level(double unit) {
    int levels = levels();
    return Math.max(0, Math.min(levels - 1, (int) (unit * levels)));
  }

  /** Middle of a level's stretch. */
  default double middle(int level) {
    return (level + 0.5) / levels();
  }

  /**
   * A number.
   *
   * @param name its key
   * @param low smallest value
   * @param high largest value, above the smallest
   * @param log true to search its logarithm evenly; then {@code low} is above 0 and no step is
   *     given
   * @param step distance of values from {@code low} on, 0 for any
   */
  record Real(String name, double low, double high, boolean log, double step) implements Parameter {
    /** Twelve digits are what a setting is worth; they hide what steps add up to. */
    private static final String DIGITS = "%.11e";

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException {@code SEARCH_RANGE_INVALID}
     */
    public Real {
      require(
          !name.isBlank()
              && Double.isFinite(low)
              && Double.isFinite(high)
              && high > low
              && (!log || (low > 0 && step == 0))
              && step >= 0
              && step <= high - low
              && (step == 0 || (high - low) / step < MOST_LEVELS),
          name,
          low + ".." + high + (log ? ":log" : "") + (step == 0 ? "" : ":" + step));
    }

    @Override
    public int levels() {
      return step == 0 ? 0 : (int) ((high - low) / step + 1e-9) + 1;
    }

    @Override
    public String value(double unit) {
      double value;
      if (step > 0) {
        value = low + level(unit) * step;
      } else if (log) {
        double from = StrictMath.log(low);
        value = StrictMath.exp(from + unit * (StrictMath.log(high) - from));
      } else {
        value = low + unit * (high - low);
      }
      double kept = Math.max(low, Math.min(high, value));
      return Double.toString(Double.parseDouble(String.format(Locale.ROOT, DIGITS, kept)));
    }

    @Override
    public double unit(String value) {
      double number = number(name, value);
      if (!(number >= low - 1e-9 * (high - low) && number <= high + 1e-9 * (high - low))) {
        throw invalid(name, value);
      }
      double unit;
      if (step > 0) {
        long level = Math.round((number - low) / step);
        return middle((int) Math.min(levels() - 1, level));
      } else if (log) {
        double from = StrictMath.log(low);
        unit = (StrictMath.log(number) - from) / (StrictMath.log(high) - from);
      } else {
        unit = (number - low) / (high - low);
      }
      return Math.max(0, Math.min(1, unit));
    }
  }

  /**
   * A whole number.
   *
   * @param name its key
   * @param low smallest value
   * @param high largest value, above the smallest
   * @param log true to search its logarithm evenly; then {@code low} is above 0 and the step is 1
   * @param step distance of values from {@code low} on, at least 1
   */
  record Whole(String name, long low, long high, boolean log, long step) implements Parameter {
    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException {@code SEARCH_RANGE_INVALID}
     */
    public Whole {
      require(
          !name.isBlank()
              && high > low
              && (!log || (low > 0 && step == 1))
              && step >= 1
              && step <= high - low
              && (high - low) / step < MOST_LEVELS,
          name,
          low + ".." + high + ":int" + (log ? ":log" : "") + (step == 1 ? "" : ":" + step));
    }

    @Override
    public int levels() {
      return (int) ((high - low) / step) + 1;
    }

    @Override
    public String value(double unit) {
      return Long.toString(low + step * level(unit));
    }

    /** With {@code log}, stretches are as long as their logarithms, half a number to each side. */
    @Override
    public int level(double unit) {
      int levels = levels();
      if (!log) {
        return Math.max(0, Math.min(levels - 1, (int) (unit * levels)));
      }
      double from = StrictMath.log(low - 0.5);
      double to = StrictMath.log(high + 0.5);
      long value = Math.round(StrictMath.exp(from + unit * (to - from)));
      return (int) Math.max(0, Math.min(levels - 1, value - low));
    }

    @Override
    public double middle(int level) {
      if (!log) {
        return (level + 0.5) / levels();
      }
      double from = StrictMath.log(low - 0.5);
      double to = StrictMath.log(high + 0.5);
      return (StrictMath.log((double) (low + level)) - from) / (to - from);
    }

    @Override
    public double unit(String value) {
      double number = number(name, value);
      if (number != Math.rint(number) || number < low || number > high) {
        throw invalid(name, value);
      }
      return middle((int) (((long) number - low) / step));
    }
  }

  /**
   * One of several values that have no order.
   *
   * @param name its key
   * @param values the values, at least 2, all different
   */
  record Choice(String name, List<String> values) implements Parameter {
    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException {@code SEARCH_RANGE_INVALID}
     */
    public Choice {
      values = List.copyOf(values);
      require(
          !name.isBlank() && values.size() >= 2 && new HashSet<>(values).size() == values.size(),
          name,
          String.join(",", values));
    }

    @Override
    public int levels() {
      return values.size();
    }

    @Override
    public boolean ordered() {
      return false;
    }

    @Override
    public String value(double unit) {
      return values.get(level(unit));
    }

    @Override
    public double unit(String value) {
      int at = values.indexOf(value);
      if (at < 0) {
        throw invalid(name, value);
      }
      return middle(at);
    }
  }

  /**
   * A number with a unit behind it, {@code 15s}.
   *
   * @param number the number
   * @param suffix the unit
   */
  record Measured(Parameter number, String suffix) implements Parameter {
    @Override
    public String name() {
      return number.name();
    }

    @Override
    public int levels() {
      return number.levels();
    }

    @Override
    public int level(double unit) {
      return number.level(unit);
    }

    @Override
    public double middle(int level) {
      return number.middle(level);
    }

    @Override
    public String value(double unit) {
      return number.value(unit) + suffix;
    }

    @Override
    public double unit(String value) {
      if (!value.endsWith(suffix)) {
        throw invalid(name(), value);
      }
      return number.unit(value.substring(0, value.length() - suffix.length()));
    }
  }

  private static void require(boolean holds, String name, String range) {
    if (!holds) {
      throw new IllegalArgumentException(
          "SEARCH_RANGE_INVALID: parameter=" + name + " range=" + range);
    }
  }

  private static double number(String name, String value) {
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw invalid(name, value);
    }
  }

  private static IllegalArgumentException invalid(String name, String value) {
    return new IllegalArgumentException(
        "SEARCH_VALUE_INVALID: parameter=" + name + " value=" + value);
  }
}
