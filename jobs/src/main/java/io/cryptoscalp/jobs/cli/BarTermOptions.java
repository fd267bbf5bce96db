package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.engine.barsim.BarTerms;
import io.cryptoscalp.engine.barsim.IntrabarRule;
import io.cryptoscalp.engine.barsim.LimitRule;
import picocli.CommandLine.Option;

/** Options of the account and of how orders fill. */
final class BarTermOptions {
  @Option(
      names = "--equity",
      paramLabel = "AMOUNT",
      description = "Start equity, account currency (default: ${DEFAULT-VALUE}).")
  private double equity = 10_000;

  @Option(
      names = "--leverage",
      description = "Most notional by equity (default: ${DEFAULT-VALUE}).")
  private double leverage = 1;

  @Option(
      names = "--intrabar",
      description =
          "Which extreme of a bar came first: pessimistic tries both and takes the worse, ohlc,"
              + " olhc (default: ${DEFAULT-VALUE}).")
  private IntrabarRule rule = IntrabarRule.PESSIMISTIC;

  @Option(
      names = "--limits",
      description =
          "Resting limits fill when the price goes through, or at a touch (default:"
              + " ${DEFAULT-VALUE}).")
  private LimitRule limits = LimitRule.THROUGH;

  @Option(
      names = "--slippage-ticks",
      paramLabel = "TICKS",
      description = "Against each taker fill (default: ${DEFAULT-VALUE}).")
  private double slippageTicks = 1;

  @Option(
      names = "--slippage-bps",
      paramLabel = "BPS",
      description = "The same in hundredths of a percent (default: ${DEFAULT-VALUE}).")
  private double slippageBps;

  @Option(
      names = "--volume-share",
      paramLabel = "FRACTION",
      description = "Most of a bar's volume to fill, 0 for no limit (default: ${DEFAULT-VALUE}).")
  private double volumeShare = 0.1;

  @Option(
      names = "--liquidation-fee",
      paramLabel = "FRACTION",
      description = "On top of the taker fee (default: ${DEFAULT-VALUE}).")
  private double liquidationFee = 0.005;

  @Option(
      names = "--equity-every",
      paramLabel = "LENGTH",
      description = "Distance of the kept points of equity (default: ${DEFAULT-VALUE}).")
  private String every = "1h";

  @Option(
      names = "--delay",
      paramLabel = "BARS",
      description = "Bars by which the strategy sees the market late (default: ${DEFAULT-VALUE}).")
  private int delay;

  BarTerms terms() {
    return new BarTerms(
        equity,
        leverage,
        rule,
        limits,
        slippageTicks,
        slippageBps,
        volumeShare,
        liquidationFee,
        CandleOptions.length("--equity-every", every),
        delay);
  }
}
