package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.gateway.archive.ArchivePlan;
import io.cryptoscalp.gateway.archive.InstrumentHistory;
import java.time.LocalDate;
import java.util.Locale;

/** Shows what a backfill is going to read. */
final class BackfillPlanView {
  private final Main main;

  BackfillPlanView(Main main) {
    this.main = main;
  }

  /**
   * Shows it.
   *
   * @param aggregates whether bars and features count aggregate trades
   */
  void show(ArchivePlan plan, boolean aggregates) {
    ObjectNode json = Json.object();
    ArrayNode list = json.putArray("plan");
    long rows = 0;
    for (InstrumentHistory history : plan.instruments()) {
      rows += history.estimatedRows();
      show(history, list.addObject());
    }
    plan.unknown().forEach(symbol -> main.say("  not in the catalogue, left out: " + symbol));
    plan.superseded().forEach(file -> main.say("  told better by other files, left out: " + file));
    if (aggregates) {
      main.say("Bars and features count aggregate trades (trade.source=agg-trade).");
    }
    json.put("estimatedRows", rows);
    main.emit(json);
  }

  private void show(InstrumentHistory history, ObjectNode node) {
    LocalDate first = history.units().get(0).from();
    LocalDate last = history.units().get(history.units().size() - 1).to().minusDays(1);
    main.say(
        String.format(
            Locale.ROOT,
            "%-26s %s to %s  %d files in %d spans  %,.1f MB  about %,d rows",
            history.instrument(),
            first,
            last,
            history.files(),
            history.units().size(),
            history.bytes() / 1e6,
            history.estimatedRows()));
    node.put("instrument", history.instrument());
    node.put("from", first.toString()).put("to", last.toString());
    node.put("files", history.files()).put("spans", history.units().size());
    node.put("bytes", history.bytes()).put("estimatedRows", history.estimatedRows());
    ObjectNode missing = node.putObject("missingDays");
    history
        .missing()
        .forEach(
            (type, days) -> {
              main.say("  missing " + type + ": " + days.size() + " days, first " + days.get(0));
              ArrayNode names = missing.putArray(type);
              days.forEach(day -> names.add(day.toString()));
            });
  }
}
