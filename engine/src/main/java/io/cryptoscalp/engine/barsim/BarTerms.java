package io.cryptoscalp.engine.barsim;

/**
 * Terms of a run on bars.
 *
 * @param startEquity account currency, positive
 * @param leverage most notional by equity, positive; a fill beyond it is cut
 * @param rule which of a bar's extremes came first
 * @param limits when resting limit orders fill
 * @param slippageTicks added to the price of each taker fill, against the owner, ticks
 * @param slippageBps the same in hundredths of a percent; both apply
 * @param volumeShare most of a bar's volume that own fills take, 0 to 1; the rest of an order waits
 *     for the next bar. 0 = no limit
 * @param liquidationFee on top of the taker fee of a liquidation, fraction of its notional
 * @param equityPeriodNs how far apart kept points of the equity curve are at least, ns
 * @param delayBars how many bars late the strategy sees the market, at least 0: orders meet it so
 *     much later than with 0. Its own position and equity are those of now
 */
public record BarTerms(
    double startEquity,
    double leverage,
    IntrabarRule rule,
    LimitRule limits,
    double slippageTicks,
    double slippageBps,
    double volumeShare,
    double liquidationFee,
    long equityPeriodNs,
    int delayBars) {
  private static final long HOUR_NS = 3_600_000_000_000L;

  /**
   * Checks it.
   *
   * @throws IllegalArgumentException {@code BAR_TERMS_INVALID}
   */
  public BarTerms {
    boolean account = startEquity > 0 && leverage > 0 && liquidationFee >= 0 && equityPeriodNs > 0;
    boolean costs = slippageTicks >= 0 && slippageBps >= 0 && slippageBps < 10_000;
    boolean share = volumeShare >= 0 && volumeShare <= 1;
    if (!account || !costs || !share || delayBars < 0) {
      throw new IllegalArgumentException(
          "BAR_TERMS_INVALID: startEquity="
              + startEquity
              + " leverage="
              + leverage
              + " slippageTicks="
              + slippageTicks
              + " slippageBps="
              + slippageBps
              + " volumeShare="
              + volumeShare
              + " liquidationFee="
              + liquidationFee
              + " equityPeriodNs="
              + equityPeriodNs
              + " delayBars="
              + delayBars);
    }
  }

  /** The pessimistic standard: 10,000, no leverage, one tick of slippage, a tenth of the volume. */
  public static BarTerms standard() {
    return new BarTerms(
        10_000, 1, IntrabarRule.PESSIMISTIC, LimitRule.THROUGH, 1, 0, 0.1, 0.005, HOUR_NS, 0);
  }

  /** Terms without slippage, share of the volume or fee of a liquidation; the rest is standard. */
  public static BarTerms free(double startEquity, double leverage) {
    return new BarTerms(
        startEquity, leverage, IntrabarRule.PESSIMISTIC, LimitRule.THROUGH, 0, 0, 0, 0, HOUR_NS, 0);
  }

  /** The same with another rule. */
  public BarTerms withRule(IntrabarRule other) {
    return new BarTerms(
        startEquity,
        leverage,
        other,
        limits,
        slippageTicks,
        slippageBps,
        volumeShare,
        liquidationFee,
        equityPeriodNs,
        delayBars);
  }

  /** The same with another rule for resting limits. */
  public BarTerms withLimits(LimitRule other) {
    return new BarTerms(
        startEquity,
        leverage,
        rule,
        other,
        slippageTicks,
        slippageBps,
        volumeShare,
        liquidationFee,
        equityPeriodNs,
        delayBars);
  }

  /** The same with another share of the volume, 0 for no limit. */
  public BarTerms withVolumeShare(double share) {
    return new BarTerms(
        startEquity,
        leverage,
        rule,
        limits,
        slippageTicks,
        slippageBps,
        share,
        liquidationFee,
        equityPeriodNs,
        delayBars);
  }

  /** The same from another start equity. */
  public BarTerms withStart(double equity) {
    return new BarTerms(
        equity,
        leverage,
        rule,
        limits,
        slippageTicks,
        slippageBps,
        volumeShare,
        liquidationFee,
        equityPeriodNs,
        delayBars);
  }

  /** The same with other slippage. */
  public BarTerms withSlippage(double ticks, double bps) {
    return new BarTerms(
        startEquity,
        leverage,
        rule,
        limits,
        ticks,
        bps,
        volumeShare,
        liquidationFee,
        equityPeriodNs,
        delayBars);
  }

  /** The same with a strategy that sees the market so many bars late. */
  public BarTerms withDelay(int bars) {
    return new BarTerms(
        startEquity,
        leverage,
        rule,
        limits,
        slippageTicks,
        slippageBps,
        volumeShare,
        liquidationFee,
        equityPeriodNs,
        bars);
  }

  /** The same with points of equity so far apart, ns. */
  public BarTerms withEquityPeriod(long periodNs) {
    return new BarTerms(
        startEquity,
        leverage,
        rule,
        limits,
        slippageTicks,
        slippageBps,
        volumeShare,
        liquidationFee,
        periodNs,
        delayBars);
  }
}
