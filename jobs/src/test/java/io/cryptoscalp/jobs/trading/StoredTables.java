package io.cryptoscalp.jobs.trading;

import io.cryptoscalp.jobs.results.Migrations;
import io.cryptoscalp.jobs.results.ResultsJob;
import io.cryptoscalp.jobs.results.ResultsJobConfig;
import io.cryptoscalp.jobs.results.TestClickHouse;
import io.cryptoscalp.jobs.runtime.flink.LocalFlink;
import io.cryptoscalp.operators.results.ResultTable;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The final state of the ClickHouse tables, short enough to compare. */
final class StoredTables {
  private StoredTables() {}

  /** Rows and a hash over all columns of all rows, by table, after repeats were dropped. */
  static Map<String, String> digest(TestClickHouse clickHouse) throws Exception {
    Map<String, String> digests = new TreeMap<>();
    for (ResultTable table : RowFollower.compared()) {
      digests.put(
          table.tableName(),
          clickHouse
              .rows("SELECT count(), sum(cityHash64(*)) FROM " + table.tableName() + " FINAL")
              .get(0));
    }
    return digests;
  }

  /** Brings what is on the topics now into a ClickHouse of its own and tells its state. */
  static Map<String, String> ofTopics(String bootstrap, Path folder) throws Exception {
    try (TestClickHouse clickHouse = TestClickHouse.start(folder);
        LocalFlink flink = new LocalFlink(new Configuration(), 1, 0, 0)) {
      clickHouse.migrate(Migrations.bundled());
      Configuration options = new Configuration();
      options.setString("parallelism.default", "1");
      StreamExecutionEnvironment env = flink.environment(options);
      ResultsJob.build(
          env,
          ResultsJobConfig.fromMap(
              Map.of(
                  "kafka.bootstrap",
                  bootstrap,
                  "clickhouse.url",
                  clickHouse.address().url(),
                  "start",
                  "earliest",
                  "bounded",
                  "true"),
              Map.of()));
      env.execute(ResultsJob.NAME);
      return digest(clickHouse);
    }
  }
}
