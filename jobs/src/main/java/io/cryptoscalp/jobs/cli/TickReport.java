package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.engine.matching.EventTape;
import io.cryptoscalp.engine.matching.TickResult;
import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.jobs.backtest.ParameterGrid;
import io.cryptoscalp.jobs.backtest.TrialFigures;
import io.cryptoscalp.jobs.ticks.TickTapes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** Prints what came out of backtests on ticks. */
final class TickReport {
  private static final int SHOWN = 20;
  private static final double SECOND = 1e9;

  private final Main main;

  TickReport(Main main) {
    this.main = main;
  }

  /** A line an instrument of what is run on, and what is worth knowing of it. */
  void input(TickTapes tapes) {
    tapes.tapes().forEach(this::input);
    ObjectNode input = Json.object();
    input.set("clockMovedNs", Json.MAPPER.valueToTree(clockMovedNs(tapes)));
    input.set("quoteBooks", Json.MAPPER.valueToTree(tapes.ofQuotes()));
    main.emit(input);
    if (!tapes.ofQuotes().isEmpty()) {
      main.say(
          "Books are made of quotes, one level a side (book.source=quotes): "
              + String.join(", ", tapes.ofQuotes()));
    }
  }

  /** By how much the local times of instruments were moved on where the recorder's clock lagged. */
  static SortedMap<String, Long> clockMovedNs(TickTapes tapes) {
    SortedMap<String, Long> moved = new TreeMap<>();
    for (EventTape tape : tapes.tapes()) {
      if (tape.localShiftNs() > 0) {
        moved.put(tape.instrument().id(), tape.localShiftNs());
      }
    }
    return moved;
  }

  private void input(EventTape tape) {
    double seconds =
        tape.size() == 0 ? 0 : (tape.venueNs(tape.size() - 1) - tape.startNs()) / SECOND;
    main.say(
        String.format(
            Locale.ROOT,
            "%s: %,d events, %,.0f s%s",
            tape.instrument().id(),
            tape.size(),
            seconds,
            tape.hasOrders() ? ", order by order" : ""));
    if (tape.localShiftNs() > 0) {
      main.say(
          String.format(
              Locale.ROOT,
              "WARNING: the recorder's clock lagged: local times of %s moved on by %,d ms (%,d of"
                  + " %,d were before the venue's); latencies of its feed are right in their"
                  + " differences only",
              tape.instrument().id(),
              tape.localShiftNs() / 1_000_000,
              tape.negativeLatencies(),
              tape.size()));
    }
  }

  /** How fast it went. */
  void pace(TickTapes tapes, int trials, long elapsedNs) {
    long events = tapes.tapes().stream().mapToLong(EventTape::size).sum() * trials;
    main.say(
        String.format(
            Locale.ROOT,
            "%,d trials, %,.0f events/s",
            trials,
            events / Math.max(elapsedNs / SECOND, 1e-9)));
  }

  /** Trials, best first. */
  void trials(List<ParameterGrid.Point> points, List<TickResult> results, List<RunRecord> runs) {
    List<Integer> ranked = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      ranked.add(i);
    }
    ranked.sort(Comparator.comparingDouble((Integer i) -> -results.get(i).equity()));
    List<List<String>> rows = new ArrayList<>();
    for (int i : ranked) {
      TrialFigures figures = TrialFigures.of(runs.get(i));
      main.emit(json(points.get(i), results.get(i), figures));
      if (rows.size() < SHOWN) {
        rows.add(row(points.get(i), results.get(i), figures));
      }
    }
    Tables.lines(
            List.of("trial", "parameters", "net", "fall %", "orders", "fills", "trades", "fees"),
            List.of(false, false, true, true, true, true, true, true),
            rows)
        .forEach(main::say);
    if (ranked.size() > SHOWN) {
      main.say(String.format(Locale.ROOT, "... and %,d more", ranked.size() - SHOWN));
    }
    int liquidations = results.stream().mapToInt(TickResult::liquidations).sum();
    if (liquidations > 0) {
      main.say("WARNING: " + liquidations + " liquidations");
    }
  }

  private static List<String> row(
      ParameterGrid.Point point, TickResult result, TrialFigures figures) {
    return List.of(
        point.id(),
        point.chosen().isEmpty() ? "(standard)" : point.chosen(),
        String.format(Locale.ROOT, "%,.2f", figures.netProfit()),
        String.format(Locale.ROOT, "%.2f", 100 * figures.maxDrawdown()),
        Long.toString(result.orders()),
        Integer.toString(result.fills().size()),
        Integer.toString(figures.trades()),
        String.format(Locale.ROOT, "%,.2f", fees(result)));
  }

  private static ObjectNode json(
      ParameterGrid.Point point, TickResult result, TrialFigures figures) {
    ObjectNode node = Json.object().put("trial", point.id());
    ObjectNode parameters = node.putObject("parameters");
    point.parameters().values().forEach(parameters::put);
    node.put("net", figures.netProfit()).put("netReturn", figures.totalReturn());
    node.put("largestFall", figures.maxDrawdown()).put("orders", result.orders());
    node.put("fills", result.fills().size()).put("trades", figures.trades());
    return node.put("fees", fees(result)).put("liquidations", result.liquidations());
  }

  /** A line a trial, as {@code trials.csv} has it. */
  static String csv(
      String strategy,
      List<ParameterGrid.Point> points,
      List<TickResult> results,
      List<RunRecord> runs) {
    StringBuilder csv = new StringBuilder("trial,strategy");
    points.get(0).parameters().values().keySet().forEach(n -> csv.append(",parameter.").append(n));
    csv.append(",net,net_return,sharpe,largest_fall,trades,win_rate,fees,orders,fills")
        .append(",liquidations\n");
    for (int i = 0; i < points.size(); i++) {
      TrialFigures of = TrialFigures.of(runs.get(i));
      csv.append(points.get(i).id()).append(',').append(strategy);
      for (double value : points.get(i).parameters().values().values()) {
        csv.append(',').append(ParameterGrid.text(value));
      }
      csv.append(',').append(of.netProfit()).append(',').append(of.totalReturn());
      csv.append(',').append(number(of.sharpe())).append(',').append(of.maxDrawdown());
      csv.append(',').append(of.trades()).append(',').append(number(of.winRate()));
      csv.append(',').append(fees(results.get(i))).append(',').append(results.get(i).orders());
      csv.append(',').append(results.get(i).fills().size());
      csv.append(',').append(results.get(i).liquidations()).append('\n');
    }
    return csv.toString();
  }

  private static String number(double value) {
    return Double.isFinite(value) ? Double.toString(value) : "";
  }

  private static double fees(TickResult result) {
    double fees = 0;
    for (int i = 0; i < result.fills().size(); i++) {
      fees += result.fills().fee(i);
    }
    return fees;
  }
}
