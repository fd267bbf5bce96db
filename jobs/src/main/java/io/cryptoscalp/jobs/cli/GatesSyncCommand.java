package io.cryptoscalp.jobs.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Writes the ledger into ClickHouse. */
@Command(
    name = "sync",
    description = "Write verdicts, overrides and stages of the ledger into ClickHouse.")
final class GatesSyncCommand implements Callable<Integer> {
  @ParentCommand private GatesCommand gates = new GatesCommand();

  @Override
  public Integer call() {
    Main main = gates.main();
    int entries;
    try (Database database = Database.open(main)) {
      entries = new PromotionMirror(database.client()).write(gates.ledger().entries());
    }
    main.say("Entries in ClickHouse: " + entries);
    main.emit(Json.object().put("entries", entries));
    return ExitCodes.OK;
  }
}
