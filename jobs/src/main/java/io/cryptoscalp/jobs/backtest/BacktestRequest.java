package io.cryptoscalp.jobs.backtest;

import io.cryptoscalp.jobs.ConfigException;
import io.cryptoscalp.jobs.trading.TradingJobConfig;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a backtest runs.
 *
 * @param run id of the run in rows; rows of a repeated run replace those of the first
 * @param base keys of {@link TradingJobConfig} that hold for all trials
 * @param trials the trials, at least one
 * @param equityIntervalNs distance of the points of equity curves, positive ns
 */
public record BacktestRequest(
    String run, TreeMap<String, String> base, ArrayList<TrialSpec> trials, long equityIntervalNs)
    implements Serializable {
  /**
   * Keys that a trial may set. All others shape what trials share: the frames, features, regimes
   * and scores of one pass.
   */
  private static final List<String> TRIAL_KEYS =
      List.of(
          "strategies",
          "strategy.",
          "account.equity",
          "account.id",
          "paper.",
          "risk.",
          "trading.instruments");

  /** Most trials of one run. */
  public static final int MOST_TRIALS = 100_000;

  /**
   * Checks run, trials and keys.
   *
   * @throws ConfigException {@code BACKTEST_...} with the trial and key at fault
   */
  public BacktestRequest {
    if (run.isBlank()) {
      throw new ConfigException("BACKTEST_RUN_INVALID: run=\"" + run + "\"");
    }
    if (trials.isEmpty() || trials.size() > MOST_TRIALS) {
      throw new ConfigException(
          "BACKTEST_TRIALS_INVALID: trials=" + trials.size() + " expected=1.." + MOST_TRIALS);
    }
    Set<String> ids = new HashSet<>();
    for (TrialSpec trial : trials) {
      if (!ids.add(trial.id())) {
        throw new ConfigException("BACKTEST_TRIAL_REPEATED: trial=" + trial.id());
      }
      for (String key : trial.settings().keySet()) {
        if (!maySet(key)) {
          throw new ConfigException(
              "BACKTEST_KEY_NOT_PER_TRIAL: trial="
                  + trial.id()
                  + " key="
                  + key
                  + " allowed="
                  + String.join(",", TRIAL_KEYS)
                  + ","
                  + String.join(",", VenueSettings.KEYS));
        }
      }
      var unused = config(base, trial);
      var unusedVenue = venue(base, trial);
    }
  }

  /** True for a key that a trial may set. */
  public static boolean maySet(String key) {
    if (VenueSettings.KEYS.contains(key)) {
      return true;
    }
    for (String allowed : TRIAL_KEYS) {
      if (allowed.endsWith(".") ? key.startsWith(allowed) : key.equals(allowed)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Settings of the trading job among those of a backtest.
   *
   * @throws ConfigException {@code CONFIG_...} with the key at fault
   */
  public static TradingJobConfig job(Map<String, String> keys) {
    return TradingJobConfig.fromMap(VenueSettings.without(keys));
  }

  /** What the stages that trials share compute. */
  public TradingJobConfig shared() {
    return TradingJobConfig.fromMap(bounded(base));
  }

  /** Configuration of a trial. */
  TradingJobConfig config(int index) {
    return config(base, trials.get(index));
  }

  /** Who executes a trial, and how. */
  VenueSettings venue(int index) {
    return venue(base, trials.get(index));
  }

  private static VenueSettings venue(Map<String, String> base, TrialSpec trial) {
    Map<String, String> values = new TreeMap<>(base);
    values.putAll(trial.settings());
    return VenueSettings.of(values);
  }

  /** Instruments whose whole market some trial's venue has to see; empty when all are on paper. */
  Set<String> simulatedInstruments() {
    Set<String> instruments = new TreeSet<>();
    for (int i = 0; i < trials.size(); i++) {
      if (venue(i).simulated()) {
        instruments.addAll(config(i).tradedInstruments());
      }
    }
    return instruments;
  }

  /** Whether book tickers move the touch of simulated venues. */
  boolean venueTickers() {
    return !"false".equals(base.get(VenueSettings.TICKERS));
  }

  private static TradingJobConfig config(Map<String, String> base, TrialSpec trial) {
    Map<String, String> values = bounded(base);
    values.putAll(VenueSettings.without(trial.settings()));
    return TradingJobConfig.fromMap(values);
  }

  private static Map<String, String> bounded(Map<String, String> base) {
    Map<String, String> values = VenueSettings.without(base);
    values.put("bounded", "true");
    values.putIfAbsent("regime.directives", "false");
    return values;
  }
}
