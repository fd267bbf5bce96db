package io.cryptoscalp.jobs.trading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.cryptoscalp.engine.event.RegimeDirective;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.jobs.JobTopics;
import io.cryptoscalp.operators.regime.RegimeDirectiveJson;
import io.cryptoscalp.operators.regime.RegimeTopics;
import io.cryptoscalp.operators.results.ResultTable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Does the job trade without the topic of regimes, and read it once it is there? */
@Timeout(240)
class RegimeTopicLateITCase {
  private static final String BTC = "BTCUSDT-PERP.BINANCE";

  @Test
  void theTopicMayBeMissingComeLateAndBeMadeAnew(@TempDir Path folder) throws Exception {
    try (RegimeRig rig = new RegimeRig(folder, Map.of());
        Admin admin = Admin.create(Map.of("bootstrap.servers", rig.kafka.bootstrap()))) {
      delete(admin);
      rig.market.with("BTCUSDT", 60_000);
      JobClient trading = rig.startTrading(Map.of("regime.dwell", "1s", "regime.confirm", "0s"));
      rig.trade(60);
      rig.await(ResultTable.FEATURES, "vectors without the topic", row -> true);

      create(admin);
      rig.kafka.send(RegimeTopics.REGIMES, crash(rig, "first"));
      JsonNode told =
          rig.tradeUntil(
              ResultTable.REGIME_EFFECTS,
              "what is told late",
              1,
              300,
              row -> isCrash(row, "to_regime"));
      assertThat(told.path("reason").asText()).isEqualTo("MARKET drill: first");
      rig.trade(200);
      rig.tradeUntil(
          ResultTable.REGIME_EFFECTS, "its end", 1, 300, row -> isCrash(row, "from_regime"));

      delete(admin);
      rig.trade(5);
      create(admin);
      // More than were read of the topic before, so that its offsets are behind the last again.
      rig.kafka.send(RegimeTopics.REGIMES, crash(rig, "second"));
      rig.kafka.send(RegimeTopics.REGIMES, crash(rig, "third"));
      rig.tradeUntil(
          ResultTable.REGIME_EFFECTS,
          "what is told on the new topic",
          1,
          300,
          row -> isCrash(row, "to_regime") && !row.path("reason").asText().endsWith("first"));
      assertThat(trading.getJobStatus().get()).isEqualTo(JobStatus.RUNNING);
      trading.cancel().get();
    }
  }

  private static boolean isCrash(JsonNode row, String field) {
    return row.path("scope").asText().equals(BTC) && row.path(field).asText().equals("CRASH");
  }

  private static byte[] crash(RegimeRig rig, String reason) {
    long nowNs = rig.market.nowNs();
    return RegimeDirectiveJson.encode(
        new RegimeDirective(
            "MARKET", nowNs, nowNs + 180_000_000_000L, Regime.CRASH, 1, "drill", reason));
  }

  private static void delete(Admin admin) throws Exception {
    admin.deleteTopics(List.of(RegimeTopics.REGIMES)).all().get();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> !admin.listTopics().names().get().contains(RegimeTopics.REGIMES));
  }

  private static void create(Admin admin) throws Exception {
    int partitions = Objects.requireNonNull(JobTopics.partitions().get(RegimeTopics.REGIMES));
    admin
        .createTopics(
            List.of(new NewTopic(RegimeTopics.REGIMES, Optional.of(partitions), Optional.empty())))
        .all()
        .get();
  }
}
