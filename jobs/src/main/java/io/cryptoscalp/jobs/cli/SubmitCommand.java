package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.jobs.Plugins;
import io.cryptoscalp.jobs.regime.RegimeJob;
import io.cryptoscalp.jobs.results.ClickHouseAddress;
import io.cryptoscalp.jobs.results.ResultsJob;
import io.cryptoscalp.jobs.runtime.flink.FlinkRest;
import io.cryptoscalp.jobs.trading.TradingJob;
import io.cryptoscalp.jobs.trading.WorkerKeys;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
    TRADING(TradingJob.class.getName(), TradingJob.NAME, Settings.TRADING_PREFIX),
    RESULTS(ResultsJob.class.getName(), ResultsJob.NAME, Settings.RESULTS_PREFIX),
    REGIME(RegimeJob.class.getName(), RegimeJob.NAME, Settings.REGIME_PREFIX);

    private final String mainClass;
    private final String jobName;
    private final String prefix;

    Job(String mainClass, String jobName, String prefix) {
      this.mainClass = mainClass;
      this.jobName = jobName;
      this.prefix = prefix;
    }
  }

  private static final Duration STOP = Duration.ofMinutes(5);
  private static final long POLL_MS = 200;

  @ParentCommand private Main main = new Main();

  @Parameters(index = "0", paramLabel = "trading|regime|results", description = "Which job.")
  private Job job = Job.TRADING;

  @Option(names = "--target", paramLabel = "HOST:PORT", description = "The cluster's REST address.")
  private @Nullable String target;

  @Option(names = "--parallelism", description = "Subtasks; default the cluster's.")
  private int parallelism;

  @Option(names = "--savepoint", paramLabel = "PATH", description = "State to start from.")
  private @Nullable String savepoint;

  @Option(
      names = "--allow-non-restored",
      description = "Leave out state of stages that the job lacks, as of a backfill's source.")
  private boolean allowNonRestored;

  @Option(
      names = "--replace",
      description = "Stop the job of this name that runs there with a savepoint and go on from it.")
  private boolean replace;

  @Option(
      names = "--wait",
      paramLabel = "DURATION",
      description =
          "How long all its tasks may take to run; 0s for returning at once (${DEFAULT-VALUE}).")
  private String wait = "60s";

  @Override
  public Integer call() throws InterruptedException {
    Duration patience = ReplayCommand.Durations.parse(wait);
    if (replace && savepoint != null) {
      throw new CliException(ExitCodes.USAGE, "--replace brings a savepoint of its own.");
    }
    String address = target == null ? main.settings().text(Settings.FLINK_TARGET) : target;
    if (address.isEmpty()) {
      throw new CliException(
          ExitCodes.USAGE, "--target HOST:PORT (or FLINK_TARGET) says which cluster.");
    }
    List<String> arguments = arguments();
    Path jar = ClusterOptions.jar(main);
    FlinkRest flink = new FlinkRest(address.startsWith("http") ? address : "http://" + address);
    flink.overview();
    String from = replaced(flink, address);
    String id =
        flink.run(
            flink.upload(jar),
            new FlinkRest.RunRequest(
                job.mainClass, arguments, parallelism, from == null ? savepoint : from, options()));
    awaitRunning(flink, id, patience);
    main.say("Job " + id + (patience.isZero() ? " is accepted by " : " runs at ") + address + ".");
    main.emit(Json.object().put("job", id).put("target", address));
    return ExitCodes.OK;
  }

  private Map<String, String> options() {
    Map<String, String> options = new TreeMap<>();
    if (allowNonRestored) {
      options.put("execution.state-recovery.ignore-unclaimed-state", "true");
    }
    if (!Plugins.jars().isEmpty()) {
      List<String> urls = new ArrayList<>();
      Plugins.jars().forEach(path -> urls.add(path.toAbsolutePath().toUri().toString()));
      options.put("pipeline.classpaths", String.join(";", urls));
    }
    return options;
  }

  /**
   * Stops the running job of the same name when it is to be replaced: two of them would write
   * everything twice.
   *
   * @return its savepoint, null when there is none to stop
   */
  private @Nullable String replaced(FlinkRest flink, String address) {
    for (FlinkRest.Job other : flink.jobs()) {
      if (other.name().equals(job.jobName) && !other.isTerminal()) {
        if (!replace) {
          throw new CliException(
              ExitCodes.CONFIGURATION,
              "Job "
                  + other.id()
                  + " at "
                  + address
                  + " is "
                  + other.name()
                  + " already; --replace stops it with a savepoint and goes on from that.");
        }
        String folder = flink.stopWithSavepoint(other.id(), null, STOP);
        main.say("Job " + other.id() + " stopped with savepoint " + folder + ".");
        return folder;
      }
    }
    return null;
  }

  private static void awaitRunning(FlinkRest flink, String id, Duration patience)
      throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!patience.isZero()) {
      FlinkRest.Tasks tasks = flink.tasks(id);
      if (tasks.all() > 0 && tasks.running() == tasks.all()) {
        return;
      }
      FlinkRest.Job state = flink.job(id);
      if (state.isTerminal()) {
        throw new CliException(
            ExitCodes.JOB_FAILED,
            "Job " + id + " is " + state.state() + ". " + lastCause(flink, id));
      }
      if (System.nanoTime() - deadline > 0) {
        throw new CliException(
            ExitCodes.JOB_FAILED,
            String.format(
                Locale.ROOT,
                "Job %s is accepted, but %d of its %d tasks run; slots free: %d. %s",
                id,
                tasks.running(),
                tasks.all(),
                flink.overview().slotsAvailable(),
                lastCause(flink, id)));
      }
      Thread.sleep(POLL_MS);
    }
  }

  private static String lastCause(FlinkRest flink, String id) {
    return flink.exceptions(id).stream().findFirst().map(FlinkRest::rootCause).orElse("");
  }

  private List<String> arguments() {
    Settings settings = main.settings();
    SortedMap<String, String> keys = new TreeMap<>();
    keys.put("kafka.bootstrap", settings.text(Settings.KAFKA));
    if (job == Job.RESULTS) {
      if (settings.isGiven(Settings.CLICKHOUSE_URL)) {
        String url = settings.text(Settings.CLICKHOUSE_URL);
        if (ClickHouseAddress.holdsSecret(url)) {
          throw new CliException(
              ExitCodes.CONFIGURATION,
              "clickhouse.url holds a password, and Flink shows the arguments of its jobs: leave it"
                  + " out and give the cluster CLICKHOUSE_PASSWORD or CLICKHOUSE_PASSWORD_FILE.");
        }
        keys.put("clickhouse.url", url);
      }
      // The password reaches the job by its own environment, never by a command line.
      keys.put("clickhouse.user", settings.text(Settings.CLICKHOUSE_USER));
    }
    keys.putAll(settings.job(job.prefix));
    // Files of this machine mean nothing to the cluster.
    WorkerKeys.expandFeatures(keys);
    if (job == Job.TRADING) {
      LiveClearance.add(settings, keys);
    }
    List<String> arguments = new ArrayList<>();
    keys.forEach(
        (key, value) -> {
          arguments.add("--" + key);
          arguments.add(value);
        });
    return arguments;
  }
}
