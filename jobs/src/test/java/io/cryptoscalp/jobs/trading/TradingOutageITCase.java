package io.cryptoscalp.jobs.trading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cryptoscalp.jobs.results.Migrations;
import io.cryptoscalp.jobs.results.ResultsJob;
import io.cryptoscalp.jobs.results.ResultsJobConfig;
import io.cryptoscalp.jobs.results.TestClickHouse;
import io.cryptoscalp.jobs.runtime.flink.LocalFlink;
import io.cryptoscalp.operators.results.ResultTable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Does trading go on while ClickHouse is down, and is every row there afterwards, none twice? The
 * outage lasts {@code cryptoscalp.outage.seconds}, 10 by default.
 */
@Timeout(300)
class TradingOutageITCase {
  private static final int OUTAGE_SECONDS = Integer.getInteger("cryptoscalp.outage.seconds", 10);
  private static final int SPEED = 10;

  @TempDir private Path folder;

  @Test
  void tradingGoesOnAndEveryRowArrives() throws Exception {
    try (TestClickHouse clickHouse = TestClickHouse.start(folder);
        TradingRig rig = new TradingRig(folder);
        LocalFlink flink = new LocalFlink(new Configuration(), 2, 0, 0);
        RowFollower rows = new RowFollower(rig.bootstrap())) {
      clickHouse.migrate(Migrations.bundled());
      JobClient trading = rig.start(flink, Map.of("start", "earliest"));
      JobClient results = results(flink, rig.bootstrap(), clickHouse.address().url());
      Duration recorded = Duration.ofSeconds((long) SPEED * (OUTAGE_SECONDS + 10));
      try (BackgroundPublisher edge =
          new BackgroundPublisher(rig, Undisturbed.source(), SPEED, recorded)) {
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> clickHouse.count("decisions") > 0 && clickHouse.count("features") > 0);

        clickHouse.server().kill();
        rows.drain();
        int before = rows.rows(ResultTable.DECISIONS).size();
        Thread.sleep(OUTAGE_SECONDS * 1000L);
        rows.drain();
        assertThat(clickHouse.server().isRunning()).isFalse();
        assertThat(rows.rows(ResultTable.DECISIONS))
            .as("decisions during the outage")
            .hasSizeGreaterThan(before + OUTAGE_SECONDS);
        clickHouse.server().start();

        edge.join();
        rows.followUntilSilent(Duration.ofSeconds(2));
        await()
            .atMost(Duration.ofSeconds(90))
            .pollInterval(Duration.ofSeconds(1))
            .untilAsserted(() -> assertThat(stored(clickHouse)).isEqualTo(written(rows)));
      }
      trading.cancel().get();
      results.cancel().get();
    }
  }

  private static JobClient results(LocalFlink flink, String kafka, String url) throws Exception {
    Configuration options = new Configuration();
    options.setString("parallelism.default", "1");
    StreamExecutionEnvironment env = flink.environment(options);
    ResultsJob.build(
        env,
        ResultsJobConfig.fromMap(
            Map.of(
                "kafka.bootstrap", kafka,
                "clickhouse.url", url,
                "checkpoint.interval", "1s",
                "batch.interval", "500ms",
                "restart.backoff.max", "2s",
                "insert.attempts", "2"),
            Map.of()));
    return env.executeAsync(ResultsJob.NAME);
  }

  /** Rows by table, after the engine has dropped repeats. */
  private static Map<String, Long> stored(TestClickHouse clickHouse) throws Exception {
    Map<String, Long> counts = new TreeMap<>();
    for (ResultTable table : RowFollower.compared()) {
      counts.put(table.tableName(), clickHouse.count(table.tableName() + " FINAL"));
    }
    return counts;
  }

  /** Distinct rows by topic. */
  private static Map<String, Long> written(RowFollower rows) throws Exception {
    Map<String, Long> counts = new TreeMap<>();
    for (ResultTable table : RowFollower.compared()) {
      counts.put(table.tableName(), distinct(table, rows.rows(table)));
    }
    return counts;
  }

  /** A later row of an interval closes the earlier one. */
  private static long distinct(ResultTable table, Collection<String> rows) throws Exception {
    if (table != ResultTable.REGIME_INTERVALS) {
      return rows.size();
    }
    Set<String> ids = new HashSet<>();
    for (String row : rows) {
      JsonNode interval = new ObjectMapper().readTree(row);
      ids.add(
          interval.get("scope") + " " + interval.get("detector") + interval.get("start_time_ns"));
    }
    return ids.size();
  }
}
