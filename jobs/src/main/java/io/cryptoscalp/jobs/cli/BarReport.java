package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.engine.barsim.BarLookahead;
import io.cryptoscalp.engine.barsim.BarMarket;
import io.cryptoscalp.engine.barsim.BarResult;
import io.cryptoscalp.engine.barsim.BarSeries;
import io.cryptoscalp.engine.barsim.IntrabarDependence;
import io.cryptoscalp.engine.validation.WalkForwardWindows;
import io.cryptoscalp.jobs.barsim.BarObjective;
import io.cryptoscalp.jobs.barsim.BarTrial;
import io.cryptoscalp.jobs.barsim.BarTrialResult;
import io.cryptoscalp.jobs.barsim.BarWalkForward;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints what came out of backtests on bars. */
final class BarReport {
  private static final int SHOWN = 20;
  private static final long SECOND = 1_000_000_000L;

  private final Main main;
  private final BarObjective objective;

  BarReport(Main main, BarObjective objective) {
    this.main = main;
    this.objective = objective;
  }

  /** A line of what is run on. */
  void input(BarMarket market) {
    BarSeries series = market.series();
    BarSeries finer = market.finer();
    main.say(
        String.format(
            Locale.ROOT,
            "%s: %,d bars of %s, %s to %s, %d gaps, tick %s%s",
            series.instrument(),
            series.size(),
            length(series.intervalNs()),
            day(series.openNs(0)),
            day(series.closeNs(series.size() - 1)),
            series.gaps(),
            java.math.BigDecimal.valueOf(market.tickSize()).stripTrailingZeros().toPlainString(),
            finer == null ? "" : ", decided by bars of " + length(finer.intervalNs())));
  }

  private static String length(long ns) {
    long seconds = ns / SECOND;
    return seconds % 86_400 == 0
        ? seconds / 86_400 + "d"
        : seconds % 3_600 == 0
            ? seconds / 3_600 + "h"
            : seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }

  private static String day(long ns) {
    return Instant.ofEpochSecond(ns / SECOND).toString().substring(0, 16).replace('T', ' ');
  }

  /** Trials, best first. */
  void trials(List<BarTrialResult> ranked) {
    List<List<String>> rows = new ArrayList<>();
    for (BarTrialResult trial : ranked.subList(0, Math.min(SHOWN, ranked.size()))) {
      rows.add(row(trial));
    }
    main.say("");
    Tables.lines(
            List.of(
                "trial",
                "parameters",
                "net %",
                "Sharpe",
                "fall %",
                "trades",
                "won %",
                "fees",
                "cut",
                "by rule",
                "best/worst rule"),
            List.of(false, false, true, true, true, true, true, true, true, true, true),
            rows)
        .forEach(main::say);
    if (ranked.size() > SHOWN) {
      main.say(String.format(Locale.ROOT, "... and %,d more", ranked.size() - SHOWN));
    }
    ranked.forEach(trial -> main.emit(json(trial)));
    warnings(ranked);
  }

  private static List<String> row(BarTrialResult trial) {
    BarResult result = trial.result();
    IntrabarDependence rule = trial.dependence();
    double start = result.startEquity() / 100;
    return List.of(
        trial.trial().id(),
        trial.trial().chosen().isEmpty() ? "(standard)" : trial.trial().chosen(),
        number("%.2f", result.net() / start),
        number("%.2f", trial.sharpe()),
        number("%.2f", 100 * result.largestFall()),
        Integer.toString(result.trades().size()),
        number("%.1f", won(result)),
        number("%.2f", result.fees()),
        Long.toString(result.cut()),
        Integer.toString(rule.dependentTrades()),
        spread(trial));
  }

  private static String spread(BarTrialResult trial) {
    double spread = trial.dependence().spread();
    return spread == 0 ? "" : number("%.2f", 100 * spread / trial.result().startEquity()) + " %";
  }

  private static double won(BarResult result) {
    long won = result.trades().stream().filter(trade -> trade.net() > 0).count();
    return result.trades().isEmpty() ? Double.NaN : 100.0 * won / result.trades().size();
  }

  private static String number(String format, double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
  }

  private void warnings(List<BarTrialResult> ranked) {
    int warned = 0;
    int liquidated = 0;
    for (BarTrialResult trial : ranked) {
      String warning = trial.dependence().warning(IntrabarDependence.WARN_SHARE);
      liquidated += trial.result().liquidations() > 0 ? 1 : 0;
      if (!warning.isEmpty()) {
        warned++;
        if (warned <= 3) {
          main.say("WARNING " + trial.trial().id() + ": " + warning + " (--finer)");
        }
      }
    }
    if (warned > 3) {
      main.say("WARNING: so do " + (warned - 3) + " more trials");
    }
    if (liquidated > 0) {
      main.say("WARNING: positions were liquidated in " + liquidated + " trials");
    }
    if (ranked.size() > 1) {
      main.say(
          "The best of "
              + ranked.size()
              + " trials looks better than it is: judge it with --windows walk-forward.");
    }
  }

  private static ObjectNode json(BarTrialResult trial) {
    BarResult result = trial.result();
    ObjectNode node = Json.object().put("trial", trial.trial().id());
    node.put("strategy", trial.trial().provider().id());
    ObjectNode parameters = node.putObject("parameters");
    trial.trial().parameters().values().forEach(parameters::put);
    node.put("net", result.net()).put("netReturn", result.netReturn());
    if (!Double.isNaN(trial.sharpe())) {
      node.put("sharpe", trial.sharpe());
    }
    node.put("largestFall", result.largestFall()).put("trades", result.trades().size());
    node.put("fees", result.fees()).put("funding", result.funding());
    node.put("liquidations", result.liquidations()).put("cut", result.cut());
    node.set("intrabar", Json.object().putPOJO("dependence", trial.dependence()));
    node.put("warning", trial.dependence().warning(IntrabarDependence.WARN_SHARE));
    return node;
  }

  /** Walk-forward windows and what they come to. */
  void windows(List<BarWalkForward.Step> steps) {
    List<List<String>> rows = new ArrayList<>();
    double[] returns = new double[steps.size()];
    double wealth = 1;
    for (int i = 0; i < returns.length; i++) {
      BarWalkForward.Step step = steps.get(i);
      returns[i] = step.result().netReturn();
      wealth *= 1 + returns[i];
      rows.add(
          List.of(
              day(step.window().testFromNs()),
              day(step.window().testToNs()),
              step.chosen().chosen(),
              Double.isInfinite(step.training()) ? "-" : number("%.2f", step.training()),
              number("%.2f", 100 * returns[i]),
              number("%.2f", 100 * step.result().largestFall()),
              Integer.toString(step.result().trades().size()),
              Integer.toString(step.test().dependence().dependentTrades()),
              spread(step.test())));
      main.emit(
          Json.object()
              .put("testFromNs", step.window().testFromNs())
              .put("testToNs", step.window().testToNs())
              .put("chosen", step.chosen().chosen())
              .put("netReturn", returns[i])
              .put("trades", step.result().trades().size())
              .putPOJO("intrabar", step.test().dependence()));
    }
    main.say("");
    Tables.lines(
            List.of(
                "test from",
                "to",
                "chosen",
                objective.name().toLowerCase(Locale.ROOT) + " before",
                "net %",
                "fall %",
                "trades",
                "by rule",
                "best/worst rule"),
            List.of(false, false, false, true, true, true, true, true, true),
            rows)
        .forEach(main::say);
    long hanging =
        steps.stream()
            .filter(s -> !s.test().dependence().warning(IntrabarDependence.WARN_SHARE).isEmpty())
            .count();
    if (hanging > 0) {
      main.say(
          "WARNING: the results of "
              + hanging
              + " windows hang on what came first inside bars (--finer)");
    }
    double rate = WalkForwardWindows.winRate(returns);
    main.say(
        String.format(
            Locale.ROOT,
            "%d windows, %.0f %% of them won, %.2f %% net in all",
            returns.length,
            100 * rate,
            100 * (wealth - 1)));
    main.emit(
        Json.object()
            .put("windows", returns.length)
            .put("winRate", rate)
            .put("netReturn", wealth - 1));
  }

  /** The finding of the lookahead check, as validate reads it. */
  ObjectNode lookahead(BarTrial trial, BarLookahead.Finding finding) {
    main.say(
        "Lookahead check of "
            + trial.id()
            + " ("
            + finding.decisions()
            + " decisions): "
            + finding.verdict());
    finding.details().forEach(line -> main.say("  " + line));
    ObjectNode node = Json.object().put("lookahead", finding.verdict().name());
    ArrayNode details = node.put("decisions", finding.decisions()).putArray("details");
    finding.details().forEach(details::add);
    node.put("passed", finding.verdict() != BarLookahead.Verdict.LOOKAHEAD)
        .put("text", finding.verdict() + ": " + String.join("; ", finding.details()));
    main.emit(node);
    return node;
  }
}
