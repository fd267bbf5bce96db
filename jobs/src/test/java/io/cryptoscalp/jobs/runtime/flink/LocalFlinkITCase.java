package io.cryptoscalp.jobs.runtime.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Does the in-process cluster run a stateful job, and can one look at it? */
@Timeout(120)
class LocalFlinkITCase {
  @TempDir private Path folder;

  @Test
  void runsAJobOnRocksDbWithUiAndMetrics() throws Exception {
    Configuration options = CountingJob.options();
    options.setString(
        "execution.checkpointing.dir", folder.resolve("checkpoints").toUri().toString());
    try (LocalFlink flink = new LocalFlink(options, 2, 0, 0)) {
      assertThat(get(flink.restUrl() + "/")).contains("<title>Apache Flink Web Dashboard</title>");
      StreamExecutionEnvironment env = flink.environment(options);
      env.setParallelism(2);
      CountingJob.build(env, 1_000_000);
      JobClient job = env.executeAsync("counting");
      String id = job.getJobID().toHexString();
      FlinkRest rest = new FlinkRest(flink.restUrl());
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> assertThat(rest.checkpoints(id).completed()).isGreaterThanOrEqualTo(2));
      assertThat(rest.allTasksRunning(id)).isTrue();
      assertThat(rest.checkpoints(id).latestPath()).contains(folder.getFileName().toString());
      assertThat(get(flink.prometheusUrl()))
          .contains("flink_taskmanager_job_task_operator_numRecordsIn")
          .contains("flink_jobmanager_job_lastCheckpointDuration");
      rest.cancel(id);
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(rest.job(id).state()).isEqualTo("CANCELED"));
    }
  }

  private static String get(String url) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(url)).GET().build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
