package io.cryptoscalp.jobs;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Typed reads of a flat configuration. Every value that does not fit is a {@link ConfigException}
 * naming key and value; {@link #rejectUnknown} turns misspelt keys into errors rather than silence.
 */
public final class ConfigReader {
  private final Map<String, String> values;
  private final Set<String> known = new HashSet<>();

  /** Reads from the map, which is not copied. */
  public ConfigReader(Map<String, String> values) {
    this.values = values;
  }

  /** The text of a key, or the default. */
  public String text(String key, String defaultValue) {
    known.add(key);
    return values.getOrDefault(key, defaultValue).trim();
  }

  /** A whole number from {@code min} to {@code max}. */
  public long number(String key, long defaultValue, long min, long max) {
    String text = text(key, Long.toString(defaultValue));
    try {
      long value = Long.parseLong(text);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw invalid(key, text, "a whole number");
    }
    throw invalid(key, text, "from " + min + " to " + max);
  }

  /** A real number from {@code min} to {@code max}. */
  public double real(String key, double defaultValue, double min, double max) {
    String text = text(key, Double.toString(defaultValue));
    try {
      double value = Double.parseDouble(text);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw invalid(key, text, "a number");
    }
    throw invalid(key, text, "from " + min + " to " + max);
  }

  /** {@code true} or {@code false}. */
  public boolean flag(String key, boolean defaultValue) {
    String text = text(key, Boolean.toString(defaultValue));
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw invalid(key, text, "true or false");
    };
  }

  /** One of the constants, written in lower case with dashes. */
  public <E extends Enum<E>> E choice(String key, E defaultValue, Class<E> type) {
    String text = text(key, name(defaultValue));
    for (E constant : type.getEnumConstants()) {
      if (name(constant).equals(text)) {
        return constant;
      }
    }
    List<String> names = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      names.add(name(constant));
    }
    throw invalid(key, text, String.join(" or ", names));
  }

  /** A comma-separated list without blanks; an empty text is an empty list. */
  public List<String> list(String key, String defaultValue) {
    List<String> items = new ArrayList<>();
    for (String item : text(key, defaultValue).split(",", -1)) {
      if (!item.isBlank()) {
        items.add(item.trim());
      }
    }
    return List.copyOf(items);
  }

  /** A comma-separated list of positive whole numbers. */
  public List<Integer> wholes(String key, String defaultValue) {
    List<Integer> numbers = new ArrayList<>();
    for (double value : reals(key, defaultValue)) {
      if (value != Math.rint(value) || value > Integer.MAX_VALUE) {
        throw invalid(key, text(key, defaultValue), "whole numbers");
      }
      numbers.add((int) value);
    }
    return List.copyOf(numbers);
  }

  /** A comma-separated list of positive numbers. */
  public List<Double> reals(String key, String defaultValue) {
    List<Double> numbers = new ArrayList<>();
    for (String item : list(key, defaultValue)) {
      try {
        double value = Double.parseDouble(item);
        if (value > 0 && value < Double.POSITIVE_INFINITY) {
          numbers.add(value);
          continue;
        }
      } catch (NumberFormatException e) {
        throw invalid(key, item, "positive numbers");
      }
      throw invalid(key, item, "positive numbers");
    }
    return List.copyOf(numbers);
  }

  /** A duration with unit ({@code 250ms}, {@code 5s}, {@code 10us}, {@code 2m}), in ns. */
  public long durationNs(String key, String defaultValue) {
    String text = text(key, defaultValue);
    int split = 0;
    while (split < text.length() && Character.isDigit(text.charAt(split))) {
      split++;
    }
    long unit =
        switch (text.substring(split)) {
          case "ns" -> 1L;
          case "us" -> 1_000L;
          case "ms" -> 1_000_000L;
          case "s" -> 1_000_000_000L;
          case "m" -> 60_000_000_000L;
          case "h" -> 3_600_000_000_000L;
          default -> throw invalid(key, text, "a duration such as 250ms, 5s or 1m");
        };
    if (split == 0 || split > 9) {
      throw invalid(key, text, "a duration such as 250ms, 5s or 1m");
    }
    return Long.parseLong(text.substring(0, split)) * unit;
  }

  /** The keys that begin with a prefix, without it, and their values. */
  public Map<String, String> beginningWith(String prefix) {
    Map<String, String> found = new TreeMap<>();
    values.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            known.add(key);
            found.put(key.substring(prefix.length()), value.trim());
          }
        });
    return found;
  }

  /** Fails on keys that were never asked for, naming the first of them. */
  public void rejectUnknown() {
    for (String key : new TreeSet<>(values.keySet())) {
      if (!known.contains(key)) {
        throw new ConfigException("CONFIG_UNKNOWN_KEY: key=" + key + " value=" + values.get(key));
      }
    }
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static ConfigException invalid(String key, String value, String expected) {
    return new ConfigException(
        "CONFIG_INVALID: key=" + key + " value=" + value + " expected=" + expected);
  }
}
