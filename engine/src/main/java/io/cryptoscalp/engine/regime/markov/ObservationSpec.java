package io.cryptoscalp.engine.regime.markov;

import java.util.List;

/**
 * What a hidden Markov model of a market observes, once for each interval that has ended:
 *
 * <ul>
 *   <li>{@code log_return}: {@code ln(close / previous close)}.
 *   <li>{@code log_volatility}: the log of a volatility an interval, measured on the {@code
 *       volatilityBars} intervals before this one: {@code 0.5 * ln(mean of g + 1e-10)} with {@code
 *       g = 0.5 R^2 - (2 ln 2 - 1) r^2}, r an interval's log return, R the log of its highest over
 *       its lowest price with the previous close among them (Garman and Klass 1980, "On the
 *       estimation of security price volatilities from historical data", Journal of Business 53; as
 *       R is at least |r|, g is never negative). The log of such a range is close to normal, so
 *       that a normal emission fits it (Alizadeh, Brandt and Diebold 2002, "Range-based estimation
 *       of stochastic volatility models", Journal of Finance 57). The constant is 0.1 basis points
 *       squared: intervals without any movement stay finite.
 *       <p>It is that of the intervals before because within a state an interval's own range grows
 *       with its own |r|: no normal distribution bends like that, and a chain then splits each
 *       state into rises and falls that last two intervals.
 * </ul>
 *
 * An interval without a bar, and the first one after it, is missing: there is no return over one
 * interval. With {@code log_volatility} the next one is missing as well.
 *
 * @param intervalNs length of an interval, ns, a multiple of 1 s; intervals begin at multiples of
 *     it since the epoch
 * @param volatility whether {@code log_volatility} is observed besides {@code log_return}
 * @param volatilityBars intervals that the volatility is averaged over, 1 to {@value
 *     #MAX_VOLATILITY_BARS}; more than 1 makes neighbours depend on each other, which the model
 *     takes for longer stays
 */
public record ObservationSpec(long intervalNs, boolean volatility, int volatilityBars) {
  /** Most intervals of the volatility. */
  public static final int MAX_VOLATILITY_BARS = 1000;

  private static final long SECOND_NS = 1_000_000_000L;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException coded {@code REGIME_OBSERVATION_INVALID}
   */
  public ObservationSpec {
    if (intervalNs < SECOND_NS || intervalNs % SECOND_NS != 0) {
      throw new IllegalArgumentException("REGIME_OBSERVATION_INVALID: intervalNs=" + intervalNs);
    }
    if (volatilityBars < 1 || volatilityBars > MAX_VOLATILITY_BARS) {
      throw new IllegalArgumentException(
          "REGIME_OBSERVATION_INVALID: volatilityBars=" + volatilityBars);
    }
  }

  /** Values of an observation, 1 or 2. */
  public int dimensions() {
    return volatility ? 2 : 1;
  }

  /** Their names, in order. */
  public List<String> names() {
    return volatility ? List.of("log_return", "log_volatility") : List.of("log_return");
  }

  /** Names this kind of observation, such as {@code bars-3600s-volatility1-v1}. */
  public String id() {
    return "bars-"
        + intervalNs / SECOND_NS
        + "s-"
        + (volatility ? "volatility" + volatilityBars : "return")
        + "-v1";
  }
}
