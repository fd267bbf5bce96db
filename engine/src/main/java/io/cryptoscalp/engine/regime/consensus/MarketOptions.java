package io.cryptoscalp.engine.regime.consensus;

/**
 * How a regime of many instruments is concluded. Times in ns of event time.
 *
 * @param fewest instruments heard of lately that a conclusion needs, at least 1
 * @param staleNs an instrument not heard of for so long does not count
 * @param exit answer below which a CRASH is over, above 0 and below the 0.5 that begins it
 * @param margin by how much likelier another regime must be than the present one, 0 to 1
 * @param confirmNs how long another regime than CRASH must be the conclusion before it is entered
 * @param dwellNs shortest stay before another than CRASH may follow
 * @param renewNs a regime other than NORMAL is told again so often while it lasts
 * @param validNs how long what was told counts, longer than {@code renewNs}
 */
public record MarketOptions(
    int fewest,
    long staleNs,
    double exit,
    double margin,
    long confirmNs,
    long dwellNs,
    long renewNs,
    long validNs) {
  private static final long MINUTE = 60_000_000_000L;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException coded {@code MARKET_OPTION_INVALID}
   */
  public MarketOptions {
    check(fewest >= 1, "fewest", fewest);
    check(staleNs > 0, "staleNs", staleNs);
    check(exit > 0 && exit < 0.5, "exit", exit);
    check(margin >= 0 && margin < 1, "margin", margin);
    check(confirmNs >= 0, "confirmNs", confirmNs);
    check(dwellNs >= 0, "dwellNs", dwellNs);
    check(renewNs > 0, "renewNs", renewNs);
    check(validNs > renewNs, "validNs", validNs);
  }

  /**
   * Two instruments heard of within five minutes; ten minutes to confirm, an hour and a half to
   * stay; told each five minutes for fifteen.
   */
  public static MarketOptions standard() {
    return new MarketOptions(
        2, 5 * MINUTE, 0.3, 0.1, 10 * MINUTE, 90 * MINUTE, 5 * MINUTE, 15 * MINUTE);
  }

  private static void check(boolean valid, String option, Number value) {
    if (!valid) {
      throw new IllegalArgumentException(
          "MARKET_OPTION_INVALID: option=" + option + " value=" + value);
    }
  }
}
