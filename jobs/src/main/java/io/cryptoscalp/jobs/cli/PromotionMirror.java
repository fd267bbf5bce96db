package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.promotion.Gate;
import io.cryptoscalp.models.promotion.LedgerEntry;
import java.util.List;
import java.util.Map;

/** Writes the ledger into ClickHouse, whole each time: rows that are there already count once. */
final class PromotionMirror {
  private final ClickHouseClient client;

  PromotionMirror(ClickHouseClient client) {
    this.client = client;
  }

  /**
   * Brings the mirror up to date after a change, where a ClickHouse is configured or a demo runs.
   * The change stands whatever becomes of the mirror.
   *
   * @param to receives {@code mirrored} and, when false for a failure, {@code mirrorError}
   */
  static void afterChange(Main main, ObjectNode to) {
    DemoState demo = DemoState.read(main.settings().dataDir());
    boolean there =
        main.settings().isGiven(Settings.CLICKHOUSE_URL) || (demo != null && demo.isRunning());
    if (!there) {
      to.put("mirrored", false);
      return;
    }
    try (Database database = Database.open(main)) {
      var unused =
          new PromotionMirror(database.client())
              .write(GatesCommand.ledger(main.settings()).entries());
      to.put("mirrored", true);
    } catch (CliException | ModelException e) {
      String error = String.valueOf(e.getMessage());
      main.say("ClickHouse was not told (gates sync does it later): " + error);
      to.put("mirrored", false).put("mirrorError", error);
    }
  }

  /**
   * Writes all entries.
   *
   * @return how many
   */
  int write(List<LedgerEntry> entries) {
    StringBuilder verdicts = new StringBuilder();
    StringBuilder overrides = new StringBuilder();
    StringBuilder stages = new StringBuilder();
    for (LedgerEntry entry : entries) {
      LedgerEntry.Check check = entry.check();
      String gate = entry.override();
      LedgerEntry.Stage stage = entry.stage();
      if (check != null) {
        for (Gate.Verdict verdict : check.verdicts()) {
          verdicts.append(Json.line(verdict(entry, check, verdict))).append('\n');
        }
      } else if (gate != null) {
        overrides.append(Json.line(row(entry).put("gate", gate).put("why", entry.why())));
        overrides.append('\n');
      } else if (stage != null) {
        stages.append(Json.line(row(entry).put("stage", stage.text()).put("why", entry.why())));
        stages.append('\n');
      }
    }
    insert("gate_verdicts", verdicts);
    insert("gate_overrides", overrides);
    insert("strategy_stages", stages);
    return entries.size();
  }

  private void insert(String table, StringBuilder rows) {
    if (!rows.isEmpty()) {
      var unused =
          client.text(
              "INSERT INTO " + table + " FORMAT JSONEachRow\n" + rows, Map.of(), "JSONCompact");
    }
  }

  private static ObjectNode verdict(
      LedgerEntry entry, LedgerEntry.Check check, Gate.Verdict verdict) {
    return row(entry)
        .put("gate", verdict.gate().id())
        .put("gates", check.gates())
        .put("gates_hash", check.gatesHash())
        .put("status", verdict.status().name())
        .put("figure", verdict.gate().figure())
        .put("value", verdict.value())
        .put("comparison", verdict.gate().comparison().sign())
        .put("limit", verdict.gate().limit())
        .put("run_id", verdict.runId())
        .put("data_hash", verdict.dataHash());
  }

  private static ObjectNode row(LedgerEntry entry) {
    return Json.object()
        .put("number", entry.number())
        .put("strategy", entry.strategy())
        .put("who", entry.who())
        .put("changed_time_ns", Moments.nsOr(entry.at(), 0));
  }
}
