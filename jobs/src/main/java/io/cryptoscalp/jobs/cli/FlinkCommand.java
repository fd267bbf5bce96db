package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.jobs.runtime.flink.StandaloneFlink;
import io.cryptoscalp.jobs.runtime.flink.StandaloneFlinkOptions;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** A standalone Flink cluster on its own. */
@Command(name = "flink", description = "Run a standalone Flink cluster of separate JVMs.")
final class FlinkCommand implements Callable<Integer> {
  @ParentCommand private Main main = new Main();

  @Option(names = "--port", description = "REST port, 0 for a free one (${DEFAULT-VALUE}).")
  private int port = 8081;

  @Option(names = "--taskmanagers", description = "Processes (${DEFAULT-VALUE}).")
  private int taskManagers = 1;

  @Option(names = "--slots", description = "Slots of each (${DEFAULT-VALUE}).")
  private int slots = 4;

  @Override
  public Integer call() throws InterruptedException {
    StandaloneFlinkOptions options =
        new StandaloneFlinkOptions(
            main.settings().dataDir().resolve("flink"),
            main.root().resolve("flink-conf"),
            Map.of(),
            taskManagers,
            slots,
            PortOption.check(port));
    try (StandaloneFlink flink = new StandaloneFlink(options)) {
      main.say("Flink at " + flink.restUrl() + "; Ctrl-C stops it.");
      main.say("Logs: " + flink.logFolder());
      main.emit(Json.object().put("flink", flink.restUrl()));
      return Foreground.await(flink);
    }
  }
}
