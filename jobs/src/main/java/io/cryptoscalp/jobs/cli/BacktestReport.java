package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.jobs.backtest.BacktestRequest;
import io.cryptoscalp.jobs.backtest.RunFolder;
import io.cryptoscalp.jobs.backtest.TrialFigures;
import io.cryptoscalp.jobs.backtest.TrialResult;
import io.cryptoscalp.jobs.backtest.TrialSpec;
import io.cryptoscalp.jobs.backtest.WalkForward;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Says what the trials of a run came to, where it lies, and what to do next. */
final class BacktestReport {
  private static final int SHOWN = 20;

  private final Main main;
  private final Path folder;
  private final SortedMap<String, Long> clockMovedNs;

  /**
   * A report.
   *
   * @param clockMovedNs by how much venue times were moved back, ns, by instrument
   */
  BacktestReport(Main main, Path folder, SortedMap<String, Long> clockMovedNs) {
    this.main = main;
    this.folder = folder;
    this.clockMovedNs = clockMovedNs;
  }

  static String time(long ns) {
    return Instant.ofEpochSecond(
            Math.floorDiv(ns, 1_000_000_000L), Math.floorMod(ns, 1_000_000_000L))
        .truncatedTo(ChronoUnit.SECONDS)
        .toString();
  }

  void tell(
      BacktestRequest request,
      List<TrialResult> results,
      List<RunFolder.Line> lines,
      double seconds,
      long stored) {
    Map<String, TrialSpec> specs = new TreeMap<>();
    request.trials().forEach(trial -> specs.put(trial.id(), trial));
    table(lines, specs);
    long events = results.stream().mapToLong(r -> r.summary().ticks()).sum();
    main.say(
        String.format(
            Locale.ROOT,
            "%,d trials, %,d market states in %.1f s.%s",
            results.size(),
            events,
            seconds,
            stored > 0 ? String.format(Locale.ROOT, " %,d rows in ClickHouse.", stored) : ""));
    clockMovedNs.forEach(
        (instrument, ns) ->
            main.say(
                String.format(
                    Locale.ROOT,
                    "WARNING: the recorder's clock lagged: venue times of %s moved back by up to"
                        + " %,d ms; latencies of its feed are right in their differences only",
                    instrument,
                    ns / 1_000_000)));
    long liquidated = results.stream().filter(r -> r.summary().liquidations() > 0).count();
    if (liquidated > 0) {
      main.say("WARNING: positions were liquidated in " + liquidated + " trials");
    }
    RunFolder.Line best = best(lines);
    RunFolder to = new RunFolder(folder);
    main.say("Written: " + folder + " (run.json, trials.csv, returns.csv, trials, rows)");
    RunRecord run = best.run();
    if (run != null) {
      Path file = to.trial(best.trial());
      main.say("Next:  bin/cryptoscalp report " + file);
      main.say("       bin/cryptoscalp validate " + folder + " --gates");
    } else {
      main.say("No trial saw a market: are the instruments those of the input?");
    }
    json(lines, results, seconds, stored);
  }

  private void table(List<RunFolder.Line> lines, Map<String, TrialSpec> specs) {
    List<RunFolder.Line> shown = new ArrayList<>(lines);
    if (lines.size() > SHOWN) {
      shown.sort(Comparator.comparingDouble(line -> -line.figures().netProfit()));
      shown = shown.subList(0, SHOWN);
      main.say("The " + SHOWN + " of " + lines.size() + " with the highest profit:");
    }
    int width = Math.max(5, shown.stream().mapToInt(line -> line.trial().length()).max().orElse(5));
    main.say(
        String.format(
            Locale.ROOT,
            "%-" + width + "s %7s %13s %8s %8s %8s %7s %7s %12s  %s",
            "trial",
            "trades",
            "net profit",
            "return",
            "Sharpe",
            "drawdown",
            "won",
            "factor",
            "fees",
            "sets"));
    for (RunFolder.Line line : shown) {
      TrialSpec spec = specs.get(line.trial());
      main.say(line(line, width, spec == null ? "" : spec.parameters()));
    }
  }

  private static String line(RunFolder.Line line, int width, String sets) {
    TrialFigures of = line.figures();
    return String.format(
        Locale.ROOT,
        "%-" + width + "s %,7d %,13.2f %8s %8s %8s %7s %7s %,12.2f  %s",
        line.trial(),
        of.trades(),
        of.netProfit(),
        percent(of.totalReturn(), 2),
        number(of.sharpe()),
        percent(of.maxDrawdown(), 2),
        percent(of.winRate(), 1),
        number(of.profitFactor()),
        of.fees(),
        sets);
  }

  private static String percent(double value, int places) {
    return Double.isFinite(value)
        ? String.format(Locale.ROOT, "%." + places + "f%%", 100 * value)
        : "-";
  }

  private static String number(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.2f", value) : "-";
  }

  /** The walk-forward run where there is one, else the trial with the best Sharpe ratio. */
  private static RunFolder.Line best(List<RunFolder.Line> lines) {
    RunFolder.Line best = lines.get(0);
    for (RunFolder.Line line : lines) {
      if (line.trial().equals(WalkForward.ID)) {
        return line;
      }
      boolean better = !(best.figures().sharpe() >= line.figures().sharpe());
      if (line.run() != null && (best.run() == null || better)) {
        best = line;
      }
    }
    return best;
  }

  private void json(
      List<RunFolder.Line> lines, List<TrialResult> results, double seconds, long stored) {
    ObjectNode json = Json.object();
    json.put("folder", folder.toString()).put("trials", results.size()).put("seconds", seconds);
    json.put("storedRows", stored);
    json.set("clockMovedNs", Json.MAPPER.valueToTree(clockMovedNs));
    ArrayNode list = json.putArray("list");
    for (int i = 0; i < lines.size(); i++) {
      RunFolder.Line line = lines.get(i);
      TrialFigures of = line.figures();
      ObjectNode node = list.addObject();
      node.put("trial", line.trial()).put("trades", of.trades());
      node.put("netProfit", of.netProfit()).put("return", of.totalReturn());
      finite(node, "sharpe", of.sharpe());
      node.put("maxDrawdown", of.maxDrawdown());
      finite(node, "winRate", of.winRate());
      finite(node, "profitFactor", of.profitFactor());
      node.put("fees", of.fees());
      if (i < results.size()) {
        node.put("liquidations", results.get(i).summary().liquidations());
      }
    }
    main.emit(json);
  }

  private static void finite(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.putNull(name);
    }
  }
}
