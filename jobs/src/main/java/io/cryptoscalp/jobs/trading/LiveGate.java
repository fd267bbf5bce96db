package io.cryptoscalp.jobs.trading;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.promotion.Clearance;
import io.cryptoscalp.models.promotion.Evidence;
import io.cryptoscalp.models.registry.ModelTrust;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Keeps a job from trading for real unless its strategies may, as they are set. */
public final class LiveGate {
  /**
   * Environment variable of the process that puts the job together: files of public keys, by
   * commas. Arguments of the job do not change it.
   */
  public static final String TRUSTED_KEYS = "CRYPTOSCALP_LIVE_TRUSTED_KEYS";

  private static final String STRATEGY = "strategy.";

  private LiveGate() {}

  /**
   * Passes for paper, and for a gateway whose clearance says that all strategies may trade.
   *
   * @throws ModelException {@code GATES_NOT_GREEN}, {@code STRATEGY_NOT_LIVE} or {@code
   *     CLEARANCE_...}
   */
  static void require(TradingJobConfig config, Map<String, String> environment) {
    if (config.execution() == TradingJobConfig.Execution.GATEWAY) {
      String own = environment.getOrDefault(TRUSTED_KEYS, "");
      ModelTrust trust = ModelTrust.ofPaths(own.isBlank() ? config.liveTrustedKeys() : own);
      Clearance.requireLive(config.strategies(), config.liveClearance(), trust);
    }
  }

  /**
   * Passes for paper, and for a gateway whose strategies are set as they were in the runs that
   * their gates were checked with; keys that neither names have their defaults.
   *
   * @param values the job's keys
   * @param config what they say
   * @throws ModelException {@code CLEARANCE_PARAMETERS_DIFFER}, {@code CLEARANCE_INVALID}
   */
  public static void requireParameters(Map<String, String> values, TradingJobConfig config) {
    if (config.execution() != TradingJobConfig.Execution.GATEWAY) {
      return;
    }
    Clearance.parameters(config.strategies(), config.liveClearance())
        .forEach((strategy, checked) -> requireParameters(strategy, checked, values, config));
  }

  private static void requireParameters(
      String strategy,
      SortedMap<String, String> checked,
      Map<String, String> values,
      TradingJobConfig config) {
    SortedMap<String, String> own = new TreeMap<>();
    Map<String, String> asChecked = new TreeMap<>();
    values.forEach((key, value) -> (key.startsWith(STRATEGY) ? own : asChecked).put(key, value));
    SortedMap<String, String> shown = new TreeMap<>();
    checked.forEach(
        (key, value) -> {
          String plain = key.substring(Evidence.PARAMETER.length());
          if (plain.startsWith(STRATEGY)) {
            shown.put(plain, value);
          }
        });
    asChecked.putAll(shown);
    if (!TradingJobConfig.fromMap(asChecked).equals(config)) {
      throw new ModelException(
          "CLEARANCE_PARAMETERS_DIFFER",
          "strategy=" + strategy + " checked=" + shown + " job=" + own);
    }
  }
}
