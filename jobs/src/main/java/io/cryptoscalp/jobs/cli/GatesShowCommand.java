package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.models.promotion.Clearance;
import io.cryptoscalp.models.promotion.Figures;
import io.cryptoscalp.models.promotion.Gate;
import io.cryptoscalp.models.promotion.GatesFile;
import io.cryptoscalp.models.promotion.LedgerEntry;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Shows gates, and what became of strategies. */
@Command(
    name = "show",
    description =
        "Without a strategy: the gates, and the stage of every strategy. With one: its last verdicts,"
            + " overrides and stage.")
final class GatesShowCommand implements Callable<Integer> {
  @ParentCommand private GatesCommand gates = new GatesCommand();

  @Parameters(index = "0", arity = "0..1", paramLabel = "STRATEGY", description = "A strategy.")
  private String strategy = "";

  @Option(names = "--gates", paramLabel = "FILE", description = "Default: the built-in gates.")
  private @Nullable Path file;

  @Option(names = "--figures", description = "List the figures that gates may name.")
  private boolean figures;

  @Override
  public Integer call() {
    List<LedgerEntry> entries = gates.ledger().entries();
    if (figures) {
      Figures.keys().forEach(gates.main()::say);
      ArrayNode all = Json.object().putArray("figures");
      Figures.keys().forEach(all::add);
      gates.main().emit(Json.object().set("figures", all));
    } else if (strategy.isEmpty()) {
      all(entries);
    } else {
      one(Clearance.of(strategy, entries));
    }
    return ExitCodes.OK;
  }

  private void all(List<LedgerEntry> entries) {
    Main main = gates.main();
    GatesFile wanted = file == null ? GatesFile.defaults() : GatesFile.read(file);
    main.say("Gates " + wanted.name() + ", " + wanted.hash().substring(0, 12));
    ObjectNode json = Json.object().put("gates", wanted.name()).put("hash", wanted.hash());
    json.set("list", Json.MAPPER.valueToTree(wanted.gates()));
    for (Gate gate : wanted.gates()) {
      main.say(
          String.format(
              Locale.ROOT,
              "  %-24s %s %s %s",
              gate.id(),
              gate.figure(),
              gate.comparison().sign(),
              gate.limit()));
    }
    Set<String> strategies = new TreeSet<>();
    entries.forEach(entry -> strategies.add(entry.strategy()));
    ArrayNode all = json.putArray("strategies");
    for (String each : strategies) {
      Clearance clearance = Clearance.of(each, entries);
      boolean clear = clearance.check() != null && clearance.open().isEmpty();
      main.say(each + ": " + clearance.stage().text() + (clear ? ", clear" : ", not clear"));
      all.addObject()
          .put("strategy", each)
          .put("stage", clearance.stage().text())
          .put("clear", clear);
    }
    main.emit(json);
  }

  private void one(Clearance clearance) {
    Main main = gates.main();
    ObjectNode json =
        Json.object().put("strategy", strategy).put("stage", clearance.stage().text());
    main.say(strategy + ", stage " + clearance.stage().text());
    LedgerEntry.Check check = clearance.check();
    if (check == null) {
      main.say("Its gates were never checked.");
    } else {
      main.say("Gates " + check.gates() + ", " + check.gatesHash().substring(0, 12));
      check.verdicts().forEach(verdict -> main.say(GatesCheck.line(verdict)));
      json.set("check", Json.MAPPER.valueToTree(check));
    }
    ArrayNode overrides = json.putArray("overrides");
    clearance
        .overrides()
        .forEach(
            (gate, entry) -> {
              main.say(
                  gate + " let pass by " + entry.who() + ", " + entry.at() + ": " + entry.why());
              overrides
                  .addObject()
                  .put("gate", gate)
                  .put("who", entry.who())
                  .put("at", entry.at())
                  .put("why", entry.why());
            });
    boolean clear = check != null && clearance.open().isEmpty();
    main.say(clear ? "Nothing is in the way of live." : "It may not trade for real.");
    main.emit(json.put("clear", clear));
  }
}
