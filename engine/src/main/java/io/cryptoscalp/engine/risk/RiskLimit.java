package io.cryptoscalp.engine.risk;

/**
 * Every numeric limit of an account: key in configuration and commands, default, range, meaning.
 * Keys are part of the control topic and of checkpoints: never rename.
 */
public enum RiskLimit {
  /** Largest loss at the stop of one trade. */
  MAX_RISK_PER_TRADE(
      "max-risk-per-trade",
      0.02,
      0,
      1,
      "fraction of equity lost at the stop of one trade, whatever the regime allows",
      "the regime NORMAL's own figure: better regimes raise size by their multiplier only"),
  /** Largest position. */
  MAX_POSITION_SHARE(
      "max-position-share",
      0.25,
      0,
      100,
      "notional of one position over equity",
      "four positions fill an account without leverage"),
  /** Largest gross exposure. */
  MAX_GROSS_SHARE(
      "max-gross-share",
      1.5,
      0,
      100,
      "sum of absolute notionals, pending entries counted, over equity",
      "half of what the leverage limit allows, so that marks may move against it"),
  /** Largest net exposure. */
  MAX_NET_SHARE(
      "max-net-share",
      1,
      0,
      100,
      "absolute sum of signed notionals, pending entries counted, over equity",
      "instruments fall together: a one-sided book is one bet"),
  /** Largest exposure to one base currency. */
  MAX_BASE_SHARE(
      "max-base-share",
      0.5,
      0,
      100,
      "notional in one base currency over all venues and contracts, over equity",
      "two full positions in the same coin"),
  /** Largest leverage. */
  MAX_LEVERAGE(
      "max-leverage",
      3,
      0,
      125,
      "gross notional over equity",
      "a fall of a third of everything held at once"),
  /** Equity that stays free. */
  MARGIN_RESERVE(
      "margin-reserve",
      0.2,
      0,
      1,
      "share of equity that stays free of initial margin",
      "room for losses before the venue liquidates"),
  /** Loss of a day that halts. */
  DAILY_LOSS_HALT(
      "daily-loss-halt",
      0.03,
      1e-6,
      1,
      "loss of a UTC day that halts the account, fraction of the equity at its start",
      "about two losing trades of full risk"),
  /** Fall from the peak that halts. */
  DRAWDOWN_HALT(
      "drawdown-halt",
      0.10,
      1e-6,
      1,
      "fall from the equity peak that halts the account",
      "a tenth can be earned back by a ninth"),
  /** Fall from the peak that reduces. */
  DRAWDOWN_REDUCE(
      "drawdown-reduce",
      0.07,
      1e-6,
      1,
      "fall from the equity peak from which the account only reduces",
      "stops adding before the halt; at most drawdown-halt"),
  /** Crash across instruments. */
  CRASH_SHARE(
      "crash-share",
      0.5,
      1e-6,
      2,
      "share of the instruments in regime CRASH from which there are no entries; above 1 never",
      "half the market falling is not one coin's news"),
  /** Funding against the position. */
  MAX_FUNDING_AGAINST(
      "max-funding-against",
      0.001,
      0,
      1,
      "funding rate a new position would pay at the next settlement",
      "ten times the usual rate of 0.01 %"),
  /** Whether a model is required. */
  REQUIRE_MODEL(
      "require-model",
      0,
      0,
      1,
      "1 = an entry needs a prediction, 0 = strategies may trade without a model",
      "a new installation has no model"),
  /** Least confidence. */
  MIN_CONFIDENCE(
      "min-confidence",
      0.1,
      0,
      1,
      "least confidence of a strategy's entry",
      "signals barely past their threshold have 0.33"),
  /** Contradiction of the model. */
  MAX_DISAGREEMENT(
      "max-disagreement",
      0.1,
      0,
      0.5,
      "how far the probability may lie on the wrong side of one half",
      "a model near one half says nothing"),
  /** Age of a prediction. */
  MAX_PREDICTION_AGE(
      "max-prediction-age-ms",
      2_000,
      0,
      1e9,
      "venue time since the snapshot behind the prediction, ms",
      "a fifth of the model's horizon"),
  /** Faulty predictions. */
  MAX_MODEL_FAULTS(
      "max-model-faults",
      20,
      1,
      ModelHealth.FAULT_WINDOW,
      "faulty predictions among the last 100 of a model from which it is unhealthy",
      "warming up ends well before"),
  /** Calibration error of the model. */
  MAX_MODEL_DRIFT(
      "max-model-drift",
      5,
      0.1,
      1000,
      "absolute z-score of rises predicted against rises seen from which a model has drifted",
      "outcomes overlap, so the score runs higher than a textbook's 3"),
  /** Outcomes before drift counts. */
  MIN_MODEL_OUTCOMES(
      "min-model-outcomes",
      50,
      2,
      ModelHealth.OUTCOME_WINDOW,
      "outcomes of a model before its drift counts, of the last 200",
      "the normal approximation needs a few dozen"),
  /** Horizon of the outcomes. */
  MODEL_HORIZON(
      "model-horizon-ms",
      10_000,
      1,
      1e9,
      "venue time after which a prediction is compared with the price, ms",
      "the label horizon that baseline models are trained on"),
  /** Age of the market. */
  MAX_TICK_AGE(
      "max-tick-age-ms",
      5_000,
      1,
      1e9,
      "receive time since the instrument's last tick, ms",
      "liquid perpetuals tick many times a second"),
  /** Silence of a held instrument. */
  MAX_FEED_SILENCE(
      "max-feed-silence-ms",
      30_000,
      1,
      1e9,
      "receive time without a tick of a held instrument from which the account only reduces, ms",
      "as long as a silent stream takes to be a feed fault"),
  /** Entries a minute. */
  MAX_ORDERS_PER_MINUTE(
      "max-orders-per-minute",
      60,
      0,
      1e6,
      "entries within 60 s of receive time",
      "one a second, far below every venue's own limit"),
  /** Rejects a minute. */
  MAX_REJECTS_PER_MINUTE(
      "max-rejects-per-minute",
      5,
      1,
      1e6,
      "orders the venue rejected within 60 s of receive time from which there are no entries",
      "one may be bad luck, five are a cause"),
  /** Orders of unknown state. */
  MAX_UNKNOWN_ORDERS(
      "max-unknown-orders",
      1,
      1,
      1e6,
      "orders in state UNKNOWN from which there are no entries",
      "an order nobody knows the state of may have filled"),
  /** Largest order. */
  MAX_ORDER_NOTIONAL(
      "max-order-notional",
      250_000,
      0,
      1e12,
      "notional of one order, account currency",
      "the depth of a liquid perpetual within a few basis points"),
  /** Distance from the mark price. */
  PRICE_BAND(
      "price-band",
      0.02,
      0,
      1,
      "distance of the reference price from the mark price, fraction",
      "venues use bands of 1 to 5 %");

  private final String key;
  private final double defaultValue;
  private final double min;
  private final double max;
  private final String description;
  private final String rationale;

  RiskLimit(
      String key,
      double defaultValue,
      double min,
      double max,
      String description,
      String rationale) {
    this.key = key;
    this.defaultValue = defaultValue;
    this.min = min;
    this.max = max;
    this.description = description;
    this.rationale = rationale;
  }

  /**
   * The limit of a key.
   *
   * @throws IllegalArgumentException coded {@code LIMIT_UNKNOWN}
   */
  public static RiskLimit ofKey(String key) {
    for (RiskLimit limit : values()) {
      if (limit.key.equals(key)) {
        return limit;
      }
    }
    throw new IllegalArgumentException("LIMIT_UNKNOWN: key=" + key);
  }

  /** Key in configuration, commands and documentation. */
  public String key() {
    return key;
  }

  /** Default. */
  public double defaultValue() {
    return defaultValue;
  }

  /** Smallest value allowed. */
  public double min() {
    return min;
  }

  /** Largest value allowed. */
  public double max() {
    return max;
  }

  /** What is limited, with its unit. */
  public String description() {
    return description;
  }

  /** Why the default is what it is. */
  public String rationale() {
    return rationale;
  }
}
