package io.cryptoscalp.jobs.trading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cryptoscalp.jobs.results.Migrations;
import io.cryptoscalp.jobs.results.TestClickHouse;
import io.cryptoscalp.jobs.runtime.flink.FlinkRest;
import io.cryptoscalp.operators.results.ResultTable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Does a crash of the worker, while positions are open and orders work, change a single order, row
 * or table? Both jobs run on the worker that is killed.
 */
@Timeout(300)
class KillITCase {
  private static final int KILLS = 2;
  private static final double SPEED = 4;

  @TempDir private Path folder;

  @Test
  void workersKilledWithOpenPositionsLeaveNoTrace() throws Exception {
    try (Undisturbed.Run expected = Undisturbed.run(folder.resolve("expected"));
        TestClickHouse clickHouse = TestClickHouse.start(folder.resolve("killed"));
        TradingRig rig = new TradingRig(folder.resolve("killed"));
        TradingCluster cluster = new TradingCluster(folder);
        RowFollower rows = new RowFollower(rig.bootstrap());
        BackgroundPublisher publisher =
            new BackgroundPublisher(rig, Undisturbed.source(), SPEED, Undisturbed.LENGTH)) {
      clickHouse.migrate(Migrations.bundled());
      Map<String, String> tables =
          StoredTables.ofTopics(expected.rig().bootstrap(), folder.resolve("expected"));
      cluster.startResults(rig.bootstrap(), clickHouse.address().url());
      String id = cluster.start(rig.bootstrap(), 2, null, Map.of());
      for (int kill = 0; kill < KILLS; kill++) {
        cluster.awaitCheckpoints(id, cluster.rest().checkpoints(id).completed() + 2);
        OpenPositions open = OpenPositions.await(rows, Duration.ofSeconds(60));
        assertThat(rows.distinct())
            .as("rows at kill %s", kill)
            .isPositive()
            .isLessThan(Undisturbed.count(expected.rows()));
        cluster.replaceTaskManager(id);
        System.out.printf("killed with %s%n", open);
      }
      publisher.join();
      rows.followUntil(expected.rows(), Duration.ofSeconds(60));
      rows.followUntilSilent(Duration.ofSeconds(3));
      FlinkRest.Checkpoints checkpoints = cluster.rest().checkpoints(id);
      System.out.printf(
          "rows=%d repeated=%d restored=%d%n",
          rows.distinct(), rows.total() - rows.distinct(), checkpoints.restored());
      assertThat(checkpoints.restored()).isGreaterThanOrEqualTo(KILLS);
      assertThat(cluster.rest().job(id).state()).isEqualTo("RUNNING");
      Undisturbed.assertSame(rows, expected.rows());
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(StoredTables.digest(clickHouse)).isEqualTo(tables));
      assertThat(clickHouse.rows("SELECT DISTINCT client_order_id FROM orders FINAL"))
          .containsExactlyInAnyOrderElementsOf(
              Undisturbed.orderIds(expected.rows().get(ResultTable.ORDERS)));
      assertThat(List.copyOf(tables.keySet())).hasSize(RowFollower.compared().size());
    }
  }
}
