package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.jobs.runtime.Ports;
import io.cryptoscalp.jobs.runtime.clickhouse.EmbeddedClickHouse;
import io.cryptoscalp.jobs.runtime.flink.FlinkRest;
import io.cryptoscalp.jobs.runtime.flink.LocalFlink;
import io.cryptoscalp.jobs.runtime.kafka.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Deque;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;

/**
 * Kafka, ClickHouse, Flink and the three jobs of a demo. A configured broker or ClickHouse server
 * takes the place of the embedded one.
 */
final class DemoCluster implements AutoCloseable {
  private static final int USUAL_FLINK_PORT = 8081;
  private static final Duration CHECKPOINT_TIMEOUT = Duration.ofSeconds(30);

  private final Main main;
  private final BooleanSupplier stopped;
  private final Deque<AutoCloseable> started = new ConcurrentLinkedDeque<>();
  private final ExecutorService starters = Executors.newFixedThreadPool(3);
  private final String kafka;
  private final String clickHouseUrl;
  private final String clickHouseUser;
  private final String clickHousePassword;
  private final LocalFlink flink;
  private final JobClient trading;
  private final JobClient results;
  private final JobClient regime;

  /**
   * Starts all of it.
   *
   * @param stopped true once the start should be given up; the constructor then throws
   */
  DemoCluster(Main main, DemoOptions options, Path folder, BooleanSupplier stopped) {
    this.main = main;
    this.stopped = stopped;
    Settings settings = main.settings();
    try {
      boolean given = settings.isGiven(Settings.CLICKHOUSE_URL);
      clickHouseUser = given ? settings.text(Settings.CLICKHOUSE_USER) : "default";
      clickHousePassword = given ? settings.clickHousePassword() : "";
      // The three know nothing of each other, so they start side by side.
      CompletableFuture<String> broker =
          CompletableFuture.supplyAsync(() -> startKafka(settings, folder), starters);
      CompletableFuture<String> database =
          CompletableFuture.supplyAsync(
              () -> given ? settings.text(Settings.CLICKHOUSE_URL) : startClickHouse(folder),
              starters);
      CompletableFuture<LocalFlink> cluster =
          CompletableFuture.supplyAsync(() -> startFlink(options, folder), starters);
      CompletableFuture.allOf(broker, database, cluster).exceptionally(error -> null).join();
      kafka = get(broker);
      clickHouseUrl = get(database);
      flink = get(cluster);
      throwIfStopped();
      Schema.migrate(clickHouseUrl, clickHouseUser, clickHousePassword, settings);
      results =
          LocalJobs.results(
              flink.environment(jobOptions(1)),
              resultsConfig(settings),
              Map.of("CLICKHOUSE_PASSWORD", clickHousePassword));
      regime = LocalJobs.regime(flink.environment(jobOptions(1)), regimeConfig(settings));
      trading =
          LocalJobs.trading(
              flink.environment(jobOptions(options.parallelism())), tradingConfig(settings));
      throwIfStopped();
      awaitRunning();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** In a process that is being ended the jobs would never come to run. */
  private void throwIfStopped() {
    if (stopped.getAsBoolean()) {
      throw new CliException(ExitCodes.INTERRUPTED, "Stopped while starting.");
    }
  }

  private static <T> T get(CompletableFuture<T> started) {
    try {
      return started.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private String startKafka(Settings settings, Path folder) {
    if (settings.isGiven(Settings.KAFKA)) {
      EmbeddedKafka.createTopics(settings.text(Settings.KAFKA), Topics.all());
      return settings.text(Settings.KAFKA);
    }
    long start = System.nanoTime();
    EmbeddedKafka broker = new EmbeddedKafka(folder.resolve("kafka"), 0);
    started.push(broker);
    broker.createTopics(Topics.all());
    told("Kafka", broker.bootstrapServers(), start);
    return broker.bootstrapServers();
  }

  private String startClickHouse(Path folder) {
    long start = System.nanoTime();
    EmbeddedClickHouse server =
        new EmbeddedClickHouse(folder.resolve("clickhouse"), folder.resolve("logs"), 0);
    started.push(server);
    told("ClickHouse", server.httpUrl(), start);
    return server.jdbcUrl();
  }

  private LocalFlink startFlink(DemoOptions options, Path folder) {
    long start = System.nanoTime();
    Configuration config = new Configuration();
    config.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(256));
    config.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
    config.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
    config.set(CoreOptions.TMP_DIRS, folder.resolve("flink/tmp").toString());
    config.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        folder.resolve("flink/checkpoints").toUri().toString());
    config.set(
        CheckpointingOptions.SAVEPOINT_DIRECTORY,
        folder.resolve("flink/savepoints").toUri().toString());
    try {
      Files.createDirectories(folder.resolve("flink/tmp"));
    } catch (IOException e) {
      throw new CliException(ExitCodes.CONFIGURATION, "The folder " + folder + " is read-only.", e);
    }
    int port = options.flinkPort();
    if (port == 0 && Ports.isFree(USUAL_FLINK_PORT)) {
      port = USUAL_FLINK_PORT;
    }
    LocalFlink cluster = new LocalFlink(config, options.parallelism() + 2, port, 0);
    started.push(cluster);
    told("Flink", cluster.restUrl(), start);
    return cluster;
  }

  private static Configuration jobOptions(int parallelism) {
    Configuration options = new Configuration();
    options.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
    return options;
  }

  private SortedMap<String, String> tradingConfig(Settings settings) {
    SortedMap<String, String> config = new TreeMap<>();
    Path instruments = settings.dataDir().resolve("instruments.csv");
    if (Files.isRegularFile(instruments)) {
      config.put("instruments.file", instruments.toString());
    }
    // The generated market crashes every few minutes: at the usual pace nothing would trade again.
    config.put("regime.confirm", "5s");
    config.put("regime.dwell", "30s");
    config.put("regime.blend", "10s");
    config.putAll(settings.job(Settings.TRADING_PREFIX));
    config.put("kafka.bootstrap", kafka);
    config.put("kafka.group", Topics.TRADING_GROUP);
    return config;
  }

  private SortedMap<String, String> regimeConfig(Settings settings) {
    SortedMap<String, String> config = new TreeMap<>();
    Path instruments = settings.dataDir().resolve("instruments.csv");
    if (Files.isRegularFile(instruments)) {
      config.put("instruments.file", instruments.toString());
    }
    config.put("checkpoint.interval", "2s");
    // The market's regime is concluded each minute; by then the crash of the generated one is over.
    config.put("market.confirm", "5s");
    config.put("market.dwell", "30s");
    config.put("market.renew", "30s");
    config.put("market.valid", "90s");
    config.putAll(settings.job(Settings.REGIME_PREFIX));
    config.put("kafka.bootstrap", kafka);
    config.put("kafka.group", Topics.REGIME_GROUP);
    return config;
  }

  private SortedMap<String, String> resultsConfig(Settings settings) {
    SortedMap<String, String> config = new TreeMap<>();
    config.put("checkpoint.interval", "2s");
    config.put("batch.interval", "500ms");
    config.putAll(settings.job(Settings.RESULTS_PREFIX));
    config.put("kafka.bootstrap", kafka);
    config.put("kafka.group", Topics.RESULTS_GROUP);
    config.put("clickhouse.url", clickHouseUrl);
    config.put("clickhouse.user", clickHouseUser);
    return config;
  }

  private void awaitRunning() {
    long start = System.nanoTime();
    FlinkRest rest = rest();
    while (!rest.allTasksRunning(id(trading))
        || !rest.allTasksRunning(id(results))
        || !rest.allTasksRunning(id(regime))) {
      throwIfStopped();
      check();
      if (System.nanoTime() - start > Duration.ofSeconds(90).toNanos()) {
        throw new CliException(ExitCodes.JOB_FAILED, "The jobs did not start within 90 s.");
      }
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CliException(ExitCodes.INTERRUPTED, "Interrupted.", e);
      }
    }
    told("Jobs", "trading, regime and results run", start);
  }

  /** Ends the demo when a job has ended. */
  void check() {
    FlinkRest rest = rest();
    for (JobClient job : new JobClient[] {trading, regime, results}) {
      FlinkRest.Job state = rest.job(id(job));
      if (state.isTerminal()) {
        String cause = rest.exceptions(id(job)).stream().findFirst().orElse(state.state());
        throw new CliException(
            ExitCodes.JOB_FAILED,
            "The job "
                + state.name()
                + " has ended: "
                + cause.lines().filter(line -> !line.isBlank()).findFirst().orElse(cause));
      }
    }
  }

  /**
   * Takes a checkpoint of a job now.
   *
   * @return false when it did not complete
   */
  boolean checkpoint(JobClient job) throws InterruptedException {
    return flink.checkpoint(job, CHECKPOINT_TIMEOUT);
  }

  JobClient trading() {
    return trading;
  }

  JobClient regime() {
    return regime;
  }

  JobClient results() {
    return results;
  }

  private static String id(JobClient job) {
    return job.getJobID().toString();
  }

  private void told(String what, String where, long startNs) {
    main.say(
        String.format(
            java.util.Locale.ROOT,
            "  %-12s%-34s%.1f s",
            what,
            where,
            (System.nanoTime() - startNs) / 1e9));
  }

  FlinkRest rest() {
    return new FlinkRest(flink.restUrl());
  }

  String kafka() {
    return kafka;
  }

  String flinkUrl() {
    return flink.restUrl();
  }

  String prometheusUrl() {
    return flink.prometheusUrl();
  }

  String clickHouseUrl() {
    return clickHouseUrl;
  }

  ClickHouseClient clickHouse() {
    return new ClickHouseClient(clickHouseUrl, clickHouseUser, clickHousePassword);
  }

  /** Stops in the reverse order of starting; what fails is said and the rest still stops. */
  @Override
  public void close() {
    starters.shutdown();
    // The jobs first: they would only complain about what goes away below them.
    started.stream()
        .filter(part -> part instanceof LocalFlink)
        .toList()
        .forEach(
            part -> {
              started.remove(part);
              started.push(part);
            });
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception e) {
        System.err.println("Something did not stop cleanly: " + e.getMessage());
      }
    }
  }
}
