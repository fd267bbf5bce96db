package io.cryptoscalp.engine.regime.signal;

import org.jspecify.annotations.Nullable;

/** Every threshold of the signals: name, default, range, meaning. */
public enum Threshold {
  /** First threshold of a move from the hour's extreme. */
  MOVE("move.enter", 0.015, 0.001, 0.5, "move from the hour's extreme that is told, fraction"),
  /** The move that a crash is made of. */
  DEEP_MOVE("move.deep", 0.03, 0.002, 0.9, "move from the hour's extreme of a crash, fraction"),
  /** The same against what is usual for its duration. */
  DEEP_DEVIATIONS("move.deviations", 2.5, 0, 100, "that move, in deviations of its duration"),
  /** What of a move must come back. */
  REBOUND("move.rebound", 0.5, 0.05, 1, "part of a move that a rebound regains"),
  /** Size of a minute's move against the usual. */
  SHOCK("shock.deviations", 6, 2, 100, "move within a minute, in deviations of a minute"),
  /** Least size of such a move. */
  SHOCK_LEAST("shock.least", 0.004, 0.0001, 0.5, "least move within a minute, fraction"),
  /** Liquidations against the usual. */
  LIQUIDATIONS("liquidations.multiple", 10, 1.5, 1e4, "a minute's liquidations over their mean"),
  /** Least value of liquidations that count. */
  LIQUIDATIONS_LEAST("liquidations.least", 100_000, 0, 1e12, "their least value, quote currency"),
  /** Rank of volatility that is a squeeze. */
  SQUEEZE_RANK("squeeze.rank", 0.1, 0.001, 0.5, "rank of volatility among its last day"),
  /** How long it must have been there. */
  SQUEEZE_MINUTES("squeeze.minutes", 20, 1, 1440, "minutes that it must last"),
  /** How far a close must be beyond a range. */
  BREAKOUT("breakout.deviations", 1, 0, 50, "close beyond the hour's range, in deviations"),
  /** How far a price must be beyond an extreme. */
  SWEEP("sweep.margin", 0.0005, 0, 0.1, "price beyond the extreme of four hours, fraction"),
  /** Value traded against the usual. */
  VOLUME("volume.multiple", 4, 1.1, 1e3, "value traded in a minute over its median"),
  /** Spread against the usual. */
  SPREAD("spread.multiple", 5, 1.5, 1e3, "spread over its median"),
  /** Depth against the usual. */
  DEPTH("depth.part", 0.3, 0.001, 0.9, "depth near the touch over its median"),
  /** Rate that is extreme. */
  FUNDING("funding.extreme", 0.0005, 1e-5, 0.1, "size of a funding rate, fraction a period"),
  /** Part of it at which it has eased. */
  FUNDING_EASED("funding.eased", 0.5, 0, 0.99, "part of the extreme at which it has eased"),
  /** How long an instrument may say nothing. */
  SILENCE("feed.silence", 90, 65, 86_400, "seconds without any measure"),
  /** Distance between venues. */
  VENUES("venues.gap", 0.005, 0.0001, 0.5, "distance of two venues beyond the usual, fraction"),
  /** How long it must last. */
  VENUES_HOLD("venues.hold", 10, 1, 3600, "seconds that it must last");

  private static final Threshold[] ALL = values();

  private final String key;
  private final double standard;
  private final double least;
  private final double most;
  private final String meaning;

  Threshold(String key, double standard, double least, double most, String meaning) {
    this.key = key;
    this.standard = standard;
    this.least = least;
    this.most = most;
    this.meaning = meaning;
  }

  /** The threshold of a name, null when there is none. */
  public static @Nullable Threshold ofKey(String key) {
    for (Threshold threshold : ALL) {
      if (threshold.key.equals(key)) {
        return threshold;
      }
    }
    return null;
  }

  /**
   * Checks a value.
   *
   * @throws IllegalArgumentException coded {@code THRESHOLD_INVALID} when it is out of its range
   */
  public void check(double value) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          "THRESHOLD_INVALID: key="
              + key
              + " value="
              + value
              + " least="
              + least
              + " most="
              + most);
    }
  }

  /** Name in parameters. */
  public String key() {
    return key;
  }

  /** Value where nothing else is said. */
  public double standard() {
    return standard;
  }

  /** Least value allowed. */
  public double least() {
    return least;
  }

  /** Largest value allowed. */
  public double most() {
    return most;
  }

  /** What it is, with unit. */
  public String meaning() {
    return meaning;
  }
}
