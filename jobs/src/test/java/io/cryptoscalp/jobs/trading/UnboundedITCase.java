package io.cryptoscalp.jobs.trading;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.jobs.runtime.flink.LocalFlink;
import io.cryptoscalp.operators.results.ResultTable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Does a job without an end decide as one with an end does? At the end of a bounded job every
 * watermark is passed; here only heartbeats release what the account waits for.
 */
@Timeout(180)
class UnboundedITCase {
  @TempDir private Path folder;

  @Test
  void heartbeatsReleaseEveryRow() throws Exception {
    Map<ResultTable, List<String>> expected = Undisturbed.rows(folder.resolve("expected"));
    try (TradingRig rig = new TradingRig(folder.resolve("unbounded"));
        LocalFlink flink = new LocalFlink(new Configuration(), 2, 0, 0);
        RowFollower rows = new RowFollower(rig.bootstrap())) {
      rig.publish(Undisturbed.source(), Undisturbed.LENGTH);
      JobClient job = rig.start(flink, 2, Map.of("start", "earliest"));
      rows.followUntil(expected, Duration.ofSeconds(40));
      rows.followUntilSilent(Duration.ofSeconds(1));
      job.cancel().get();
      Undisturbed.assertSame(rows, expected);
      assertThat(rows.total()).as("nothing failed, nothing repeated").isEqualTo(rows.distinct());
    }
  }
}
