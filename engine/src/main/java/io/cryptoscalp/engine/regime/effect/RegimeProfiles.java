package io.cryptoscalp.engine.regime.effect;

import io.cryptoscalp.engine.regime.Regime;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The terms of every regime. Immutable. */
public final class RegimeProfiles {
  /** Last parts of a key, before the strategies'. */
  public static final List<String> KEYS =
      List.of("position", "stop", "risk", "positions", "spread", "model");

  /**
   * What holds where nothing else is configured. Mean reversion trades where there is no direction,
   * a breakout where there is one or none; in a CRASH nothing enters.
   */
  public static final RegimeProfiles DEFAULT = defaults();

  private static final String STRATEGY = "strategy.";

  private final Map<Regime, RegimeTerms> terms;

  private RegimeProfiles(Map<Regime, RegimeTerms> terms) {
    this.terms = terms;
  }

  private static RegimeProfiles defaults() {
    Map<Regime, RegimeTerms> terms = new EnumMap<>(Regime.class);
    terms.put(Regime.NORMAL, terms(1.0, 1.0, 0.020, 10, 1, 1, 1));
    terms.put(Regime.VOLATILE, terms(0.5, 1.5, 0.010, 5, 1, 0, 1));
    terms.put(Regime.TRENDING, terms(1.2, 0.8, 0.025, 12, 1, 1, 0));
    terms.put(Regime.CRASH, terms(0.2, 2.0, 0.005, 2, 1, 0, 0));
    terms.put(Regime.BULL_RUN, terms(1.5, 0.7, 0.030, 15, 1, 1, 0));
    terms.put(Regime.RECOVERY, terms(0.7, 1.3, 0.015, 6, 1, 1, 0));
    return new RegimeProfiles(terms);
  }

  private static RegimeTerms terms(
      double position,
      double stop,
      double risk,
      int positions,
      double spread,
      double breakout,
      double reversion) {
    return new RegimeTerms(
        position,
        stop,
        risk,
        positions,
        spread,
        1,
        StrategyWeights.of(Map.of("momentum-breakout", breakout, "mean-reversion", reversion)));
  }

  /** The terms of a regime. */
  public RegimeTerms of(Regime regime) {
    RegimeTerms found = terms.get(regime);
    if (found == null) {
      throw new IllegalStateException("no terms of " + regime);
    }
    return found;
  }

  /** Of two regimes the one whose terms risk less; of equal ones the first. */
  public Regime moreCareful(Regime one, Regime other) {
    return of(other).boldness() < of(one).boldness() ? other : one;
  }

  /**
   * These with some changed.
   *
   * @param changes values by keys {@code REGIME.KEY}, such as {@code crash.position} or {@code
   *     bull-run.strategy.mean-reversion}
   * @throws IllegalArgumentException coded {@code REGIME_PROFILE_UNKNOWN} or {@code
   *     REGIME_PROFILE_INVALID}
   */
  public RegimeProfiles with(Map<String, String> changes) {
    Map<Regime, RegimeTerms> next = new EnumMap<>(terms);
    for (Map.Entry<String, String> change : changes.entrySet()) {
      String key = change.getKey();
      int dot = key.indexOf('.');
      Regime regime = dot < 0 ? null : regime(key.substring(0, dot));
      if (regime == null) {
        throw new IllegalArgumentException("REGIME_PROFILE_UNKNOWN: key=" + key);
      }
      double value = number(key, change.getValue());
      RegimeTerms known = next.getOrDefault(regime, of(regime));
      next.put(regime, changed(known, key, key.substring(dot + 1), value));
    }
    return new RegimeProfiles(next);
  }

  private static RegimeTerms changed(RegimeTerms t, String key, String term, double value) {
    double[] v = {
      t.positionMultiplier(),
      t.stopMultiplier(),
      t.riskPerTrade(),
      t.maxPositions(),
      t.spreadFactor(),
      t.modelWeight()
    };
    StrategyWeights weights = t.strategies();
    int at = KEYS.indexOf(term);
    try {
      if (at >= 0) {
        v[at] = value;
      } else if (term.startsWith(STRATEGY) && term.length() > STRATEGY.length()) {
        weights = weights.with(term.substring(STRATEGY.length()), value);
      } else {
        throw new IllegalArgumentException("REGIME_PROFILE_UNKNOWN: key=" + key);
      }
      return new RegimeTerms(v[0], v[1], v[2], v[3], v[4], v[5], weights);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(e.getMessage() + " in=" + key, e);
    }
  }

  /** A regime's part of a key: its name in lower case, with dashes. */
  public static String key(Regime regime) {
    return regime.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static @org.jspecify.annotations.Nullable Regime regime(String name) {
    for (Regime regime : Regime.values()) {
      if (key(regime).equals(name)) {
        return regime;
      }
    }
    return null;
  }

  private static double number(String key, String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "REGIME_PROFILE_INVALID: key=" + key + " value=" + text, e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RegimeProfiles that && terms.equals(that.terms);
  }

  @Override
  public int hashCode() {
    return terms.hashCode();
  }
}
