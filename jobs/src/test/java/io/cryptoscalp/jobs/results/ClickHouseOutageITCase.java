package io.cryptoscalp.jobs.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cryptoscalp.jobs.runtime.flink.LocalFlink;
import io.cryptoscalp.jobs.runtime.kafka.EmbeddedKafka;
import io.cryptoscalp.operators.results.RowEncoders;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * ClickHouse goes away while rows flow, and comes back: is anything missing, twice, or held up?
 * {@code -Dcryptoscalp.outage.seconds=60} makes the outage longer.
 */
class ClickHouseOutageITCase {
  private static final int ROWS_PER_SECOND = 500;
  private static final int BEFORE_SECONDS = 3;

  @TempDir static Path folder;

  private static TestClickHouse clickHouse;
  private static EmbeddedKafka kafka;
  private static LocalFlink flink;
  private static ResultTopics topics;

  private final RowEncoders encoders = new RowEncoders();
  private int sent;
  private long slowestMs;

  @BeforeAll
  static void start() throws Exception {
    clickHouse = TestClickHouse.start(folder);
    clickHouse.migrate(Migrations.bundled());
    kafka = new EmbeddedKafka(folder.resolve("kafka"), 0);
    topics = new ResultTopics(kafka);
    Configuration cluster = new Configuration();
    // The job's own strategy has to win over the cluster's.
    cluster.setString("restart-strategy.type", "none");
    flink = new LocalFlink(cluster, 1, 0, 0);
  }

  @AfterAll
  static void stop() {
    if (topics != null) {
      topics.close();
    }
    if (flink != null) {
      flink.close();
    }
    if (kafka != null) {
      kafka.close();
    }
    if (clickHouse != null) {
      clickHouse.close();
    }
  }

  @Test
  void nothingIsMissingAndNothingTwiceAfterAnOutage() throws Exception {
    int outageSeconds = Integer.getInteger("cryptoscalp.outage.seconds", 15);
    JobClient job = submit();
    flow(BEFORE_SECONDS);
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(clickHouse.count("trades")).isPositive());

    clickHouse.server().kill();
    flow(outageSeconds);
    assertThat(clickHouse.server().isRunning()).isFalse();
    assertThat(job.getJobStatus().get())
        .as("the job waits for ClickHouse, it does not give up")
        .isIn(JobStatus.RUNNING, JobStatus.RESTARTING);
    clickHouse.server().start();
    flow(1);

    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () -> {
              assertThat(clickHouse.count("trades FINAL")).isEqualTo(sent);
              assertThat(clickHouse.count("orders FINAL")).isEqualTo(sent);
            });
    assertThat(
            clickHouse.rows(
                "SELECT min(trade_id), max(trade_id), uniqExact(trade_id) FROM trades FINAL"))
        .containsExactly("0|" + (sent - 1) + "|" + sent);
    assertThat(clickHouse.rows("SELECT uniqExact(client_order_id) FROM orders FINAL"))
        .containsExactly(Integer.toString(sent));
    assertThat(clickHouse.count("dead_letters")).isZero();
    // A sender that waited for ClickHouse would have waited for the whole outage.
    assertThat(Duration.ofMillis(slowestMs)).isLessThan(Duration.ofSeconds(outageSeconds));
    System.out.printf(
        "outage of %d s: %d rows a table, %d written again, slowest second of sending %d ms%n",
        outageSeconds,
        sent,
        clickHouse.count("trades") - clickHouse.count("trades FINAL"),
        slowestMs);
    job.cancel().get();
  }

  /** Sends rows at a steady rate, acknowledged by the broker once a second. */
  private void flow(int seconds) throws Exception {
    for (int second = 0; second < seconds; second++) {
      long start = System.nanoTime();
      for (int i = 0; i < ROWS_PER_SECOND; i++) {
        topics.send(SampleRows.trade(encoders, sent));
        topics.send(encoders.order(SampleRows.order("o-" + sent), SampleRows.BTC));
        sent++;
      }
      topics.flush();
      long tookMs = (System.nanoTime() - start) / 1_000_000;
      slowestMs = Math.max(slowestMs, tookMs);
      Thread.sleep(Math.max(0, 1000 - tookMs));
    }
  }

  private static JobClient submit() throws Exception {
    Configuration options = new Configuration();
    options.setString("parallelism.default", "1");
    StreamExecutionEnvironment env = flink.environment(options);
    ResultsJob.build(
        env,
        ResultsJobConfig.fromMap(
            Map.of(
                "kafka.bootstrap", kafka.bootstrapServers(),
                "clickhouse.url", clickHouse.address().url(),
                "checkpoint.interval", "1s",
                "batch.interval", "500ms",
                "restart.backoff.max", "2s",
                "insert.attempts", "2"),
            Map.of()));
    return env.executeAsync("outage test");
  }
}
