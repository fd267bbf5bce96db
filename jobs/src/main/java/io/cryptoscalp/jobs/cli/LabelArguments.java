package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.models.dataset.LabelRule;
import io.cryptoscalp.models.dataset.PrimaryRule;
import io.cryptoscalp.models.dataset.TradingCosts;
import picocli.CommandLine.Option;

/** Options that say how the future becomes a label. */
final class LabelArguments {
  private static final double BPS = 1e-4;

  @Option(
      names = "--labels",
      paramLabel = "METHOD",
      description =
          "triple-barrier, fixed-horizon, or meta: whether acting on --primary paid (default:"
              + " ${DEFAULT-VALUE}).")
  private String method = "triple-barrier";

  @Option(
      names = "--horizon",
      paramLabel = "LENGTH",
      description = "When a position is closed: 30s, 15m, 4h (default: 30 intervals).")
  private String horizon = "";

  @Option(
      names = "--profit",
      description = "Profit barrier in standard deviations over the horizon (${DEFAULT-VALUE}).")
  private double profit = 1;

  @Option(
      names = "--stop",
      description = "Stop barrier in standard deviations over the horizon (${DEFAULT-VALUE}).")
  private double stop = 1;

  @Option(
      names = "--volatility-half-life",
      paramLabel = "LENGTH",
      description = "Half-life of the volatility that sets the barriers (default: 8 horizons).")
  private String halfLife = "";

  @Option(names = "--fee-bps", description = "Taker fee of a side, bps (${DEFAULT-VALUE}).")
  private double fee = 5;

  @Option(names = "--slippage-bps", description = "Slippage of a side, bps (${DEFAULT-VALUE}).")
  private double slippage = 1;

  @Option(names = "--spread-bps", description = "Distance of the quotes, bps (${DEFAULT-VALUE}).")
  private double spread = 1;

  @Option(
      names = "--drop-timeouts",
      description = "Leave out rows that touch no barrier before the horizon.")
  private boolean dropTimeouts;

  @Option(
      names = "--min-return-bps",
      description = "Leave out rows that end at the horizon with less (${DEFAULT-VALUE}).")
  private double minReturn;

  @Option(
      names = "--primary",
      paramLabel = "RULE",
      description = "With meta: momentum:LENGTH or feature:ID, whose sign is the side to judge.")
  private String primary = "";

  /**
   * The rule.
   *
   * @param intervalNs distance of rows, ns
   */
  LabelRule rule(long intervalNs) {
    long horizonNs =
        horizon.isEmpty() ? 30 * intervalNs : CandleOptions.length("--horizon", horizon);
    LabelRule.Method chosen =
        switch (method) {
          case "triple-barrier" -> LabelRule.Method.TRIPLE_BARRIER;
          case "fixed-horizon" -> LabelRule.Method.FIXED_HORIZON;
          case "meta" -> LabelRule.Method.META;
          default ->
              throw usage("--labels wants triple-barrier, fixed-horizon or meta, not " + method);
        };
    if ((chosen == LabelRule.Method.META) == primary.isEmpty()) {
      throw usage("--labels meta and --primary go together");
    }
    LabelRule usual = LabelRule.tripleBarrier(horizonNs);
    return new LabelRule(
        chosen,
        horizonNs,
        profit,
        stop,
        halfLife.isEmpty()
            ? usual.volatilityHalfLifeNs()
            : CandleOptions.length("--volatility-half-life", halfLife),
        new TradingCosts(fee * BPS, slippage * BPS, spread * BPS),
        dropTimeouts,
        minReturn * BPS,
        primary());
  }

  private PrimaryRule primary() {
    if (primary.isEmpty()) {
      return PrimaryRule.NONE;
    }
    int colon = primary.indexOf(':');
    String rest = primary.substring(colon + 1);
    if (colon > 0 && !rest.isEmpty()) {
      String kind = primary.substring(0, colon);
      if (kind.equals("momentum")) {
        return PrimaryRule.momentum(CandleOptions.length("--primary", rest));
      }
      if (kind.equals("feature")) {
        return PrimaryRule.feature(rest);
      }
    }
    throw usage("--primary wants momentum:LENGTH or feature:ID, not " + primary);
  }

  private static CliException usage(String text) {
    return new CliException(ExitCodes.USAGE, text + ".");
  }
}
