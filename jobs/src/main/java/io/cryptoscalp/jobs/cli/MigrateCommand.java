package io.cryptoscalp.jobs.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** The schema of a ClickHouse server. */
@Command(name = "migrate", description = "Bring ClickHouse's tables up to date.")
final class MigrateCommand implements Callable<Integer> {
  @ParentCommand private Main main = new Main();

  @Override
  public Integer call() throws Exception {
    try (Database database = Database.open(main)) {
      List<String> applied =
          Schema.migrate(database.jdbcUrl(), database.user(), database.password(), main.settings());
      main.say(applied.isEmpty() ? "Up to date." : "Applied " + String.join(", ", applied) + ".");
      var node = Json.object();
      var names = node.putArray("applied");
      applied.forEach(names::add);
      main.emit(node);
    }
    return ExitCodes.OK;
  }
}
