package io.cryptoscalp.engine.strategy;

import io.cryptoscalp.engine.instrument.Instrument;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a user's strategy is made of.
 *
 * @param account id of the account, for its intents
 * @param instrument the instrument it looks at
 * @param options parameters that every strategy has
 * @param features positions of features in snapshots
 * @param parameters its own: values of the keys {@code strategy.ID.NAME} by name
 */
public record StrategySetup(
    String account,
    Instrument instrument,
    StrategyOptions options,
    FeatureIndex features,
    Map<String, String> parameters) {
  /** Keeps a copy of the parameters. */
  public StrategySetup {
    parameters = new TreeMap<>(parameters);
  }

  /**
   * A parameter as a number.
   *
   * @throws IllegalArgumentException {@code STRATEGY_PARAMETER_INVALID} when it is none
   */
  public double number(String name, double byDefault) {
    String text = parameters.get(name);
    if (text == null) {
      return byDefault;
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "STRATEGY_PARAMETER_INVALID: name=" + name + " value=" + text, e);
    }
  }

  /** A parameter as it stands. */
  public String text(String name, String byDefault) {
    return parameters.getOrDefault(name, byDefault);
  }
}
