package io.cryptoscalp.jobs.backtest;

import io.cryptoscalp.engine.matching.ImpactModel;
import io.cryptoscalp.jobs.ConfigException;
import java.util.Map;
import java.util.TreeMap;

/**
 * What own taking does to markets, as settings write it: {@code none}; {@code consuming}; {@code
 * square-root:FACTOR:VOLATILITY:VOLUME} for every instrument; {@code
 * square-root:FACTOR:ID=VOLATILITY/VOLUME|ID=...} for some, others consume.
 *
 * @param standard of instruments that are not named
 * @param own of those that are
 */
record ImpactText(ImpactModel standard, Map<String, ImpactModel> own) {
  static final String SQUARE_ROOT = "square-root";

  /** Volatility of a day, a fraction, and volume of a day, base units. */
  record Pace(double volatility, double volume) {}

  /**
   * Reads one.
   *
   * @throws ConfigException {@code CONFIG_INVALID} naming key and value
   */
  static ImpactText parse(String key, String text) {
    String[] parts = text.split(":", -1);
    try {
      return switch (parts[0] + parts.length) {
        case "none1" -> new ImpactText(ImpactModel.none(), Map.of());
        case "consuming1" -> new ImpactText(ImpactModel.consuming(), Map.of());
        case SQUARE_ROOT + "3" -> {
          Map<String, ImpactModel> own = new TreeMap<>();
          for (String item : parts[2].split("\\|", -1)) {
            int equals = item.indexOf('=');
            int slash = item.indexOf('/', equals);
            own.put(
                item.substring(0, equals),
                ImpactModel.squareRoot(
                    Double.parseDouble(parts[1]),
                    Double.parseDouble(item.substring(equals + 1, slash)),
                    Double.parseDouble(item.substring(slash + 1))));
          }
          yield new ImpactText(ImpactModel.consuming(), own);
        }
        case SQUARE_ROOT + "4" ->
            new ImpactText(
                ImpactModel.squareRoot(
                    Double.parseDouble(parts[1]),
                    Double.parseDouble(parts[2]),
                    Double.parseDouble(parts[3])),
                Map.of());
        default -> throw new IllegalArgumentException(text);
      };
    } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
      throw new ConfigException(
          "CONFIG_INVALID: key="
              + key
              + " value="
              + text
              + " expected=none, consuming, square-root:FACTOR:VOLATILITY:VOLUME or"
              + " square-root:FACTOR:ID=VOLATILITY/VOLUME|ID=...");
    }
  }

  /** The square-root law of each instrument's own pace. */
  static String squareRoot(double factor, Map<String, Pace> paces) {
    StringBuilder text = new StringBuilder(SQUARE_ROOT + ":" + factor + ":");
    String before = "";
    for (Map.Entry<String, Pace> pace : new TreeMap<>(paces).entrySet()) {
      text.append(before).append(pace.getKey()).append('=').append(pace.getValue().volatility());
      text.append('/').append(pace.getValue().volume());
      before = "|";
    }
    return text.toString();
  }

  ImpactModel of(String instrument) {
    return own.getOrDefault(instrument, standard);
  }
}
