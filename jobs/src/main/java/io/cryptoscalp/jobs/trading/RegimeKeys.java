package io.cryptoscalp.jobs.trading;

import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.regime.effect.RegimeProfiles;
import io.cryptoscalp.engine.strategy.Strategies;
import io.cryptoscalp.jobs.ConfigException;
import io.cryptoscalp.jobs.ConfigReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keys of regimes: {@code regime.directives} (whether what the regime job concludes is read;
 * default true, in a bounded run false: that must not depend on when a directive came), {@code
 * regime.confirm} (default 10m), {@code regime.dwell} (default 90m), {@code regime.blend} (default
 * 5m), and for each regime (in lower case with dashes) and term {@code regime.REGIME.TERM}: {@code
 * position}, {@code stop}, {@code risk}, {@code positions}, {@code spread}, {@code model}, {@code
 * strategy.ID}; defaults are those of {@link RegimeProfiles}.
 */
final class RegimeKeys {
  private RegimeKeys() {}

  static RegimeConfig read(ConfigReader in) {
    boolean directives = in.flag("regime.directives", !in.flag("bounded", false));
    long confirmNs = in.durationNs("regime.confirm", "10m");
    long dwellNs = in.durationNs("regime.dwell", "90m");
    long blendNs = in.durationNs("regime.blend", "5m");
    List<String> terms = new ArrayList<>(RegimeProfiles.KEYS);
    for (String strategy : Strategies.IDS) {
      terms.add("strategy." + strategy);
    }
    Map<String, String> changes = new TreeMap<>();
    for (Regime regime : Regime.values()) {
      for (String term : terms) {
        String key = RegimeProfiles.key(regime) + "." + term;
        changes.put(key, in.text("regime." + key, ""));
      }
    }
    changes.values().removeIf(String::isEmpty);
    RegimeConfig config = new RegimeConfig(directives, confirmNs, dwellNs, blendNs, changes);
    try {
      var unused = config.effect();
    } catch (IllegalArgumentException e) {
      throw new ConfigException("CONFIG_INVALID: key=regime.* cause=" + e.getMessage());
    }
    return config;
  }
}
