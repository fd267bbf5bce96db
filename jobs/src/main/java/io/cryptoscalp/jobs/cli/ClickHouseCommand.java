package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.jobs.runtime.clickhouse.EmbeddedClickHouse;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The embedded ClickHouse engine on its own. */
@Command(name = "clickhouse", description = "Run the embedded ClickHouse engine.")
final class ClickHouseCommand implements Callable<Integer> {
  @ParentCommand private Main main = new Main();

  @Option(names = "--port", description = "Port, 0 for a free one (default: ${DEFAULT-VALUE}).")
  private int port = 8123;

  @Override
  public Integer call() throws InterruptedException {
    Path data = main.settings().dataDir();
    try (EmbeddedClickHouse server =
        new EmbeddedClickHouse(
            data.resolve("clickhouse"), data.resolve("logs"), PortOption.check(port))) {
      Schema.migrate(server.jdbcUrl(), "", "", main.settings());
      main.say("ClickHouse " + server.version() + " at " + server.httpUrl() + "; Ctrl-C stops it.");
      main.say("export CLICKHOUSE_URL='" + server.jdbcUrl() + "'");
      main.emit(Json.object().put("clickhouse", server.httpUrl()).put("jdbcUrl", server.jdbcUrl()));
      return Foreground.await(server);
    }
  }
}
