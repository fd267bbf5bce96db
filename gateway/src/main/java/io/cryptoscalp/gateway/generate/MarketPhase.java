package io.cryptoscalp.gateway.generate;

/**
 * What a stretch of the synthetic market is like.
 *
 * <p>Drift and volatility are far above a real market's, so that a minute of it shows what takes a
 * real one a day.
 */
enum MarketPhase {
  CALM(0, 0.00003, 1.0, 35, 50),
  VOLATILE(0, 0.0006, 2.0, 15, 25),
  TREND_UP(0.00012, 0.00008, 1.3, 30, 40),
  TREND_DOWN(-0.00012, 0.00008, 1.3, 30, 40),
  CRASH(-0.0030, 0.0008, 2.5, 14, 18),
  REBOUND(0.0016, 0.0004, 1.8, 18, 24),
  BULL_RUN(0.0010, 0.0002, 1.5, 30, 45);

  private static final MarketPhase[] OPENING = {
    CALM, TREND_UP, VOLATILE, CRASH, REBOUND, BULL_RUN, CALM, TREND_DOWN
  };

  private final double drift;
  private final double volatility;
  private final double activity;
  private final int minSeconds;
  private final int maxSeconds;

  MarketPhase(double drift, double volatility, double activity, int minSeconds, int maxSeconds) {
    this.drift = drift;
    this.volatility = volatility;
    this.activity = activity;
    this.minSeconds = minSeconds;
    this.maxSeconds = maxSeconds;
  }

  /** Expected log return a second. */
  double drift() {
    return drift;
  }

  /** Standard deviation of the log return over a second. */
  double volatility() {
    return volatility;
  }

  /** Multiple of the base event rate. */
  double activity() {
    return activity;
  }

  /** Chance that a trade is a liquidation. */
  double liquidation() {
    return this == CRASH ? 0.03 : this == VOLATILE ? 0.005 : 0;
  }

  /** Length for a random number in [0, 1), s. */
  double seconds(double random) {
    return minSeconds + random * (maxSeconds - minSeconds);
  }

  /** The n-th phase: a fixed opening that shows every kind, then whatever the dice say. */
  static MarketPhase nth(int n, double random) {
    if (n < OPENING.length) {
      return OPENING[n];
    }
    // A crash is followed by its rebound often enough without being told to; calm is likelier.
    int dice = (int) (random * 10);
    return dice < 3 ? CALM : dice < 9 ? values()[dice - 2] : VOLATILE;
  }
}
