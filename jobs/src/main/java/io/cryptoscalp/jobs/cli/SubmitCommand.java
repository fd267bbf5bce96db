package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.jobs.runtime.flink.FlinkRest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** A job onto a running cluster. */
@Command(name = "submit", description = "Put a job on a running Flink cluster, by its REST API.")
final class SubmitCommand implements Callable<Integer> {
  /** The jobs by name. */
  enum Job {
    TRADING("io.cryptoscalp.jobs.trading.TradingJob"),
    RESULTS("io.cryptoscalp.jobs.results.ResultsJob");

    private final String mainClass;

    Job(String mainClass) {
      this.mainClass = mainClass;
    }
  }

  @ParentCommand private Main main = new Main();

  @Parameters(index = "0", description = "${COMPLETION-CANDIDATES} (in lower case, too)")
  private Job job = Job.TRADING;

  @Option(names = "--target", paramLabel = "HOST:PORT", description = "The cluster's REST address.")
  private @Nullable String target;

  @Option(names = "--parallelism", description = "Subtasks; default the cluster's.")
  private int parallelism;

  @Option(names = "--savepoint", paramLabel = "PATH", description = "State to start from.")
  private @Nullable String savepoint;

  @Override
  public Integer call() {
    String address = target == null ? main.settings().text(Settings.FLINK_TARGET) : target;
    if (address.isEmpty()) {
      throw new CliException(
          ExitCodes.USAGE, "--target HOST:PORT (or FLINK_TARGET) says which cluster.");
    }
    Path jar = main.root().resolve("jobs/target/cryptoscalp-job.jar");
    if (!Files.isRegularFile(jar)) {
      throw new CliException(
          ExitCodes.PREREQUISITE,
          "The job jar " + jar + " is missing; ./mvnw -DskipTests package builds it.");
    }
    FlinkRest flink = new FlinkRest(address.startsWith("http") ? address : "http://" + address);
    flink.overview();
    String jarId = flink.upload(jar);
    String id =
        flink.run(
            jarId,
            new FlinkRest.RunRequest(job.mainClass, arguments(), parallelism, savepoint, Map.of()));
    main.say("Job " + id + " runs at " + address + ".");
    main.emit(Json.object().put("job", id).put("target", address));
    return ExitCodes.OK;
  }

  private List<String> arguments() {
    Settings settings = main.settings();
    SortedMap<String, String> keys = new TreeMap<>();
    keys.put("kafka.bootstrap", settings.text(Settings.KAFKA));
    if (job == Job.RESULTS) {
      if (settings.isGiven(Settings.CLICKHOUSE_URL)) {
        keys.put("clickhouse.url", settings.text(Settings.CLICKHOUSE_URL));
      }
      // The password reaches the job by its own environment, never by a command line.
      keys.put("clickhouse.user", settings.text(Settings.CLICKHOUSE_USER));
    }
    keys.putAll(
        settings.job(job == Job.TRADING ? Settings.TRADING_PREFIX : Settings.RESULTS_PREFIX));
    List<String> arguments = new ArrayList<>();
    keys.forEach(
        (key, value) -> {
          arguments.add("--" + key);
          arguments.add(value);
        });
    return arguments;
  }
}
