package io.cryptoscalp.bench.endtoend;

import io.cryptoscalp.engine.features.FeatureCatalogue;
import io.cryptoscalp.engine.features.FeatureOptions;
import io.cryptoscalp.jobs.JobTopics;
import io.cryptoscalp.jobs.results.ClickHouseAddress;
import io.cryptoscalp.jobs.results.FeatureCatalogueTable;
import io.cryptoscalp.jobs.results.Migrations;
import io.cryptoscalp.jobs.results.ResultsJob;
import io.cryptoscalp.jobs.results.ResultsJobConfig;
import io.cryptoscalp.jobs.runtime.clickhouse.EmbeddedClickHouse;
import io.cryptoscalp.jobs.runtime.flink.FlinkRest;
import io.cryptoscalp.jobs.runtime.flink.LocalFlink;
import io.cryptoscalp.jobs.runtime.kafka.EmbeddedKafka;
import io.cryptoscalp.jobs.trading.TradingJob;
import io.cryptoscalp.jobs.trading.TradingJobConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.jspecify.annotations.Nullable;

/**
 * The parts of the product as a user starts them on one machine: broker and Flink in this JVM, the
 * ClickHouse engine in its own, the jobs with their own defaults.
 */
final class BenchRig implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(90);

  private final RunOptions options;
  private final EmbeddedKafka kafka;
  private @Nullable EmbeddedClickHouse clickHouse;
  private @Nullable LocalFlink flink;

  BenchRig(RunOptions options) {
    this.options = options;
    this.kafka = new EmbeddedKafka(options.folder().resolve("kafka"), 0);
    kafka.createTopics(JobTopics.partitions());
  }

  String bootstrap() {
    return kafka.bootstrapServers();
  }

  /** Starts Flink and, when the results are wanted, ClickHouse with its tables. */
  void startEngines() throws Exception {
    if (options.results()) {
      EmbeddedClickHouse server =
          new EmbeddedClickHouse(
              options.folder().resolve("clickhouse"), options.folder().resolve("logs"), 0);
      clickHouse = server;
      try (Connection connection = new ClickHouseAddress(server.jdbcUrl(), "", "").connect()) {
        Migrations.bundled().apply(connection);
        FeatureCatalogueTable.write(connection, FeatureCatalogue.of(FeatureOptions.defaults()));
      }
    }
    Path temporary = options.folder().resolve("flink/tmp");
    Files.createDirectories(temporary);
    Configuration config = new Configuration();
    config.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(256));
    config.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
    config.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
    config.set(CoreOptions.TMP_DIRS, temporary.toString());
    flink = new LocalFlink(config, options.parallelism() + 1, 0, 0);
  }

  LocalFlink flink() {
    if (flink == null) {
      throw new IllegalStateException("Flink was not started");
    }
    return flink;
  }

  /** Submits the trading job and returns while it starts. */
  JobClient startTrading(boolean bounded) throws Exception {
    Configuration config = new Configuration();
    config.set(CoreOptions.DEFAULT_PARALLELISM, options.parallelism());
    config.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, options.checkpoints());
    config.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        options.folder().resolve("flink/checkpoints").toUri().toString());
    // A failing job must end the measurement, not restart behind its back.
    config.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    options.flink().forEach(config::setString);
    var env = flink().environment(config);
    Map<String, String> values = new HashMap<>(options.job());
    values.put("kafka.bootstrap", bootstrap());
    values.put("bounded", Boolean.toString(bounded));
    values.put("start", "earliest");
    TradingJob.build(env, TradingJobConfig.fromMap(values));
    return env.executeAsync(TradingJob.NAME);
  }

  /** Submits the results job, with the settings of the demo, and waits until it runs. */
  JobClient startResults() throws Exception {
    Configuration config = new Configuration();
    config.set(CoreOptions.DEFAULT_PARALLELISM, 1);
    config.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        options.folder().resolve("flink/results-checkpoints").toUri().toString());
    var env = flink().environment(config);
    Map<String, String> values =
        Map.of(
            "kafka.bootstrap", bootstrap(),
            "clickhouse.url", clickHouse().jdbcUrl(),
            "checkpoint.interval", "2s",
            "batch.interval", "500ms",
            "start", "earliest");
    ResultsJob.build(env, ResultsJobConfig.fromMap(values, Map.of()));
    JobClient job = env.executeAsync(ResultsJob.NAME);
    awaitRunning(job);
    return job;
  }

  void awaitRunning(JobClient job) throws Exception {
    FlinkRest rest = new FlinkRest(flink().restUrl());
    long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    while (!rest.allTasksRunning(job.getJobID().toString())) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("the job did not start: " + job.getJobStatus().get());
      }
      Thread.sleep(100);
    }
  }

  private EmbeddedClickHouse clickHouse() {
    if (clickHouse == null) {
      throw new IllegalStateException("ClickHouse was not started");
    }
    return clickHouse;
  }

  /** Distinct rows of a table. */
  long rows(String table) throws Exception {
    try (Connection connection = new ClickHouseAddress(clickHouse().jdbcUrl(), "", "").connect();
        Statement statement = connection.createStatement();
        ResultSet count = statement.executeQuery("SELECT count() FROM " + table + " FINAL")) {
      count.next();
      return count.getLong(1);
    }
  }

  @Override
  public void close() {
    if (flink != null) {
      flink.close();
    }
    if (clickHouse != null) {
      clickHouse.close();
    }
    kafka.close();
  }
}
