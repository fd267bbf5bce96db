package io.cryptoscalp.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Do the benchmarks still run, and do two runs compute the same? How fast is not asked here. */
class EndToEndITCase {
  private static final int FRAMES = 20_000;

  @TempDir Path folder;

  @Test
  void throughputCountsEveryFrameAndDigestsTheSameRowsEachTime() throws Exception {
    ThroughputRun.Figures first = throughput("first");
    ThroughputRun.Figures second = throughput("second");
    assertThat(first.framesPerSecond()).isPositive();
    assertThat(first.tables().get("trades").rows()).isPositive();
    assertThat(first.tables().get("features").rows()).isPositive();
    first
        .tables()
        .forEach(
            (table, rows) -> {
              if (!table.equals("stage_latency")) {
                assertThat(second.tables().get(table)).as(table).isEqualTo(rows);
              }
            });
  }

  private ThroughputRun.Figures throughput(String name) throws Exception {
    return new ThroughputRun(options(name, Map.of()), FRAMES).run();
  }

  @Test
  void latencyFindsTheFrameOfEveryDecision() throws Exception {
    LatencyRun.Figures figures =
        new LatencyRun(
                options("latency", Map.of("account.ordering", "arrival")),
                20_000,
                Duration.ZERO,
                Duration.ofSeconds(4))
            .run();
    assertThat(figures.decision().count()).isPositive();
    assertThat(figures.decision().count()).isGreaterThanOrEqualTo(figures.order().count());
    assertThat(figures.decision().max()).isGreaterThanOrEqualTo(figures.decision().p50());
    assertThat(figures.decision().p50()).isPositive();
  }

  private RunOptions options(String name, Map<String, String> job) {
    return new RunOptions(
        folder.resolve(name), 1, false, Duration.ofSeconds(1), job, Map.of(), null);
  }
}
