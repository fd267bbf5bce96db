package io.cryptoscalp.jobs.trading;

import io.cryptoscalp.jobs.results.ResultsJob;
import io.cryptoscalp.jobs.runtime.flink.FlinkRest;
import io.cryptoscalp.jobs.runtime.flink.SmallCluster;
import io.cryptoscalp.jobs.runtime.flink.StandaloneFlink;
import io.cryptoscalp.jobs.runtime.flink.StandaloneFlinkOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * The trading job as it is deployed: the job jar, submitted over REST to a cluster of separate JVMs
 * that runs on the repository's own configuration.
 */
final class TradingCluster implements AutoCloseable {
  private final StandaloneFlink flink;
  private final FlinkRest rest;
  private final String jar;

  TradingCluster(Path folder) {
    Path root = Path.of(Objects.requireNonNull(System.getProperty("cryptoscalp.root"), "root"));
    flink =
        new StandaloneFlink(
            new StandaloneFlinkOptions(
                folder.resolve("flink"),
                root.resolve("flink-conf"),
                SmallCluster.overrides("1g", "1500m"),
                1,
                3,
                0));
    rest = flink.rest();
    jar = rest.upload(root.resolve("jobs/target/cryptoscalp-job.jar"));
  }

  /** Submits the job and waits until all its tasks run. */
  String start(
      String bootstrap, int parallelism, @Nullable String savepoint, Map<String, String> config) {
    List<String> arguments = new ArrayList<>();
    Map<String, String> all = new TreeMap<>(config);
    all.put("kafka.bootstrap", bootstrap);
    all.put("start", "earliest");
    all.forEach(
        (key, value) -> {
          arguments.add("--" + key);
          arguments.add(value);
        });
    String id =
        rest.run(
            jar,
            new FlinkRest.RunRequest(
                TradingJob.class.getName(), arguments, parallelism, savepoint, Map.of()));
    awaitRunning(id);
    return id;
  }

  /** Submits the job that writes the rows into ClickHouse and waits until it runs. */
  String startResults(String bootstrap, String clickHouseUrl) {
    List<String> arguments =
        List.of(
            "--kafka.bootstrap", bootstrap,
            "--clickhouse.url", clickHouseUrl,
            "--checkpoint.interval", "1s",
            "--batch.interval", "500ms",
            "--restart.backoff.max", "2s");
    String id =
        rest.run(
            jar,
            new FlinkRest.RunRequest(ResultsJob.class.getName(), arguments, 1, null, Map.of()));
    awaitRunning(id);
    return id;
  }

  void awaitRunning(String id) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> rest.allTasksRunning(id));
  }

  void awaitCheckpoints(String id, long count) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> rest.checkpoints(id).completed() >= count);
  }

  /** SIGKILLs the TaskManager, starts another one and waits until the job runs on it. */
  void replaceTaskManager(String id) {
    long restored = rest.checkpoints(id).restored();
    flink.killTaskManager();
    flink.startTaskManager();
    flink.awaitTaskManagers();
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> rest.checkpoints(id).restored() > restored && rest.allTasksRunning(id));
  }

  String stopWithSavepoint(String id) {
    return rest.stopWithSavepoint(id, null, Duration.ofSeconds(60));
  }

  FlinkRest rest() {
    return rest;
  }

  @Override
  public void close() {
    flink.close();
  }
}
