package io.cryptoscalp.jobs.trading;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.jobs.runtime.flink.FlinkRest;
import io.cryptoscalp.operators.results.ResultTable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Does a crash of the worker in the middle of the market change a single order or row? */
@Timeout(300)
class KillITCase {
  private static final int KILLS = 2;
  private static final double SPEED = 3;

  @TempDir private Path folder;

  @Test
  void killedWorkersLeaveNoTraceInTheRows() throws Exception {
    long seed = Long.getLong("cryptoscalp.kill.seed", 1);
    Random random = new Random(seed);
    Map<ResultTable, List<String>> expected = Undisturbed.rows(folder.resolve("expected"));
    try (TradingRig rig = new TradingRig(folder.resolve("killed"));
        TradingCluster cluster = new TradingCluster(folder);
        RowFollower rows = new RowFollower(rig.bootstrap());
        BackgroundPublisher publisher =
            new BackgroundPublisher(rig, Undisturbed.source(), SPEED, Undisturbed.LENGTH)) {
      String id = cluster.start(rig.bootstrap(), 2, null, Map.of());
      for (int kill = 0; kill < KILLS; kill++) {
        cluster.awaitCheckpoints(id, cluster.rest().checkpoints(id).completed() + 2);
        Thread.sleep(random.nextInt(2500));
        rows.drain();
        assertThat(rows.distinct())
            .as("rows at kill %s", kill)
            .isPositive()
            .isLessThan(Undisturbed.count(expected));
        cluster.replaceTaskManager(id);
      }
      publisher.join();
      rows.followUntil(expected, Duration.ofSeconds(60));
      rows.followUntilSilent(Duration.ofSeconds(3));
      FlinkRest.Checkpoints checkpoints = cluster.rest().checkpoints(id);
      System.out.printf(
          "seed=%d rows=%d repeated=%d restored=%d%n",
          seed, rows.distinct(), rows.total() - rows.distinct(), checkpoints.restored());
      assertThat(checkpoints.restored()).isGreaterThanOrEqualTo(KILLS);
      assertThat(cluster.rest().job(id).state()).isEqualTo("RUNNING");
      Undisturbed.assertSame(rows, expected);
    }
  }
}
