package io.cryptoscalp.jobs.trading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cryptoscalp.jobs.runtime.flink.FlinkRest;
import io.cryptoscalp.jobs.runtime.flink.LocalFlink;
import io.cryptoscalp.operators.results.ResultTable;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Does the account hold what the venue says it holds, when a gateway executes its orders? */
@Timeout(180)
class GatewayITCase {
  @TempDir private Path folder;

  @Test
  void theAccountHoldsWhatTheVenueSays() throws Exception {
    try (TradingRig rig = new TradingRig(folder);
        LocalFlink flink = new LocalFlink(new Configuration(), 1, 0, 0);
        RowFollower rows = new RowFollower(rig.bootstrap());
        VenuePeer venue = new VenuePeer(rig.bootstrap())) {
      JobClient job =
          rig.start(
              flink,
              Map.of(
                  "start",
                  "earliest",
                  "execution.mode",
                  "gateway",
                  "account.ordering",
                  "arrival",
                  "live.clearance",
                  ClearedStrategies.clearance(
                      folder.resolve("promotion"), "momentum-breakout", "mean-reversion")));
      // Frames that wait for the job make ticks of one instrument old beside those of another.
      FlinkRest rest = new FlinkRest(flink.restUrl());
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> rest.allTasksRunning(job.getJobID().toHexString()));
      try (BackgroundPublisher edge =
          new BackgroundPublisher(rig, Undisturbed.source(), 20, Duration.ofMinutes(8))) {
        edge.join();
        await()
            .atMost(Duration.ofSeconds(30))
            .pollInterval(Duration.ofMillis(500))
            .untilAsserted(
                () -> {
                  rows.drain();
                  assertThat(fills(rows)).as("%s", venue.counts()).isEqualTo(venue.fills());
                  assertThat(held(rows)).as("%s", venue.counts()).isEqualTo(venue.positions());
                  assertThat(venue.counts())
                      .containsKeys(
                          "filled",
                          "in parts",
                          "rejected",
                          "resting",
                          "cancelled",
                          "filled after the cancel");
                });
      }
      job.cancel().get();
      assertThat(venue.counts()).doesNotContainKey("repeated");
    }
  }

  /** Position rows that a fill caused. */
  private static long fills(RowFollower rows) {
    return rows.rows(ResultTable.POSITIONS).stream()
        .filter(row -> row.contains("\"cause\":\"fill\""))
        .count();
  }

  /** Quantity of the last row of each position. */
  private static Map<String, BigDecimal> held(RowFollower rows) throws Exception {
    Map<String, BigDecimal> held = new TreeMap<>();
    ObjectMapper json = new ObjectMapper();
    for (String row : rows.rows(ResultTable.POSITIONS)) {
      JsonNode position = json.readTree(row);
      String instrument = position.get("instrument").asText();
      if (!instrument.isEmpty()) {
        BigDecimal quantity = new BigDecimal(position.get("quantity").asText());
        held.put(
            position.get("strategy").asText() + " " + instrument, quantity.stripTrailingZeros());
      }
    }
    held.values().removeIf(quantity -> quantity.signum() == 0);
    return held;
  }
}
