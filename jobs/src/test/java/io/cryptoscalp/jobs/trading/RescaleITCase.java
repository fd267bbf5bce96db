package io.cryptoscalp.jobs.trading;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.operators.results.ResultTable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Is a job that is stopped with a savepoint, while positions are open, and resumed at another
 * parallelism the same job?
 */
@Timeout(300)
class RescaleITCase {
  @TempDir private Path folder;

  @Test
  void oneTwoAndOneSubtasksGiveTheRowsOfOne() throws Exception {
    Map<ResultTable, List<String>> expected = Undisturbed.rows(folder.resolve("expected"));
    try (TradingRig rig = new TradingRig(folder.resolve("rescaled"));
        TradingCluster cluster = new TradingCluster(folder);
        RowFollower rows = new RowFollower(rig.bootstrap());
        BackgroundPublisher publisher =
            new BackgroundPublisher(rig, Undisturbed.source(), 3, Undisturbed.LENGTH)) {
      String first = cluster.start(rig.bootstrap(), 1, null, Map.of());
      cluster.awaitCheckpoints(first, 2);
      System.out.printf("stopped with %s%n", OpenPositions.await(rows, Duration.ofSeconds(60)));
      String savepoint = cluster.stopWithSavepoint(first);
      rows.drain();
      long beforeSecond = rows.distinct();
      assertThat(beforeSecond).as("rows of the first run").isPositive();

      String second = cluster.start(rig.bootstrap(), 2, savepoint, Map.of());
      cluster.awaitCheckpoints(second, 3);
      System.out.printf("stopped with %s%n", OpenPositions.await(rows, Duration.ofSeconds(60)));
      savepoint = cluster.stopWithSavepoint(second);
      rows.drain();
      long beforeThird = rows.distinct();
      assertThat(beforeThird)
          .as("rows of the first two runs")
          .isGreaterThan(beforeSecond)
          .isLessThan(Undisturbed.count(expected));

      String third = cluster.start(rig.bootstrap(), 1, savepoint, Map.of());
      publisher.join();
      rows.followUntil(expected, Duration.ofSeconds(60));
      rows.followUntilSilent(Duration.ofSeconds(3));
      assertThat(cluster.rest().job(third).state()).isEqualTo("RUNNING");
      assertThat(rows.distinct()).isGreaterThan(beforeThird);
      System.out.printf(
          "rows=%d after-first=%d after-second=%d repeated=%d%n",
          rows.distinct(), beforeSecond, beforeThird, rows.total() - rows.distinct());
      Undisturbed.assertSame(rows, expected);
    }
  }
}
