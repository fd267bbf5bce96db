package io.cryptoscalp.jobs.trading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cryptoscalp.engine.event.RegimeDirective;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.jobs.runtime.flink.LocalFlink;
import io.cryptoscalp.operators.regime.RegimeDirectiveJson;
import io.cryptoscalp.operators.regime.RegimeTopics;
import io.cryptoscalp.operators.results.ResultTable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Does a crash that is told on the topic of regimes reach every instrument of the running job? */
@Timeout(180)
class RegimeDirectiveITCase {
  private static final long SECOND = 1_000_000_000L;

  @TempDir private Path folder;

  @Test
  void nothingEntersWhileTheMarketIsSaidToCrash() throws Exception {
    try (TradingRig rig = new TradingRig(folder.resolve("rig"));
        LocalFlink flink = new LocalFlink(new Configuration(), 2, 0, 0)) {
      long until = TradingRig.START_NS + 25 * SECOND;
      RegimeDirective crash =
          new RegimeDirective(
              "MARKET", TradingRig.START_NS, until, Regime.CRASH, 1, "drill", "as agreed");
      rig.send(RegimeTopics.REGIMES, RegimeDirectiveJson.encode(crash));
      rig.send(RegimeTopics.REGIMES, "no directive".getBytes(StandardCharsets.UTF_8));
      JobClient job = rig.start(flink, 2, Map.of("start", "earliest", "regime.directives", "true"));
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  assertThat(rig.rows().get(ResultTable.DEAD_LETTERS))
                      .as("what is no directive")
                      .singleElement()
                      .asString()
                      .contains("DIRECTIVE_MALFORMED"));
      rig.publish(
          TradingRig.synthetic(7, 100, "BTCUSDT-PERP.BINANCE", "SOLUSDT-PERP.BINANCE"),
          Duration.ofMinutes(4));
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> requireEffects(rig.rows().get(ResultTable.REGIME_EFFECTS), until));
      settle(rig);
      job.cancel().get();
      int after = 0;
      for (String row : rig.rows().get(ResultTable.DECISIONS)) {
        JsonNode decision = new ObjectMapper().readTree(row);
        boolean entry = decision.get("intent_id").asText().contains("/ENTER_");
        boolean during = decision.get("receive_time_ns").asLong() < until;
        assertThat(entry && during).as(row).isFalse();
        after += entry ? 1 : 0;
      }
      assertThat(after).as("entries once it is over").isPositive();
    }
  }

  /** What is asked of the crash that is told; the market's own comes later. */
  private static void requireEffects(List<String> rows, long untilNs) throws Exception {
    TreeSet<String> seen = new TreeSet<>();
    for (String row : rows) {
      JsonNode effect = new ObjectMapper().readTree(row);
      seen.add(
          String.join(
              " ",
              effect.get("scope").asText(),
              effect.get("from_regime").asText(),
              effect.get("to_regime").asText(),
              effect.get("blend_ns").asText()));
      boolean told = effect.get("event_time_ns").asLong() < untilNs;
      if (told && effect.get("to_regime").asText().equals("CRASH")) {
        assertThat(effect.get("reason").asText()).isEqualTo("MARKET drill: as agreed");
        assertThat(effect.get("position_multiplier_before").asDouble()).isEqualTo(1);
        assertThat(effect.get("position_multiplier_after").asDouble()).isEqualTo(0.2);
      }
    }
    assertThat(seen)
        .contains(
            "BTCUSDT-PERP.BINANCE NORMAL CRASH 0",
            "BTCUSDT-PERP.BINANCE CRASH NORMAL 300000000000",
            "SOLUSDT-PERP.BINANCE NORMAL CRASH 0",
            "SOLUSDT-PERP.BINANCE CRASH NORMAL 300000000000");
  }

  /** Waits until no more rows come. */
  private static void settle(TradingRig rig) throws Exception {
    long before = -1;
    long rows = rig.rows().get(ResultTable.FEATURES).size();
    while (rows == 0 || rows != before) {
      before = rows;
      Thread.sleep(2_000);
      rows = rig.rows().get(ResultTable.FEATURES).size();
    }
  }
}
