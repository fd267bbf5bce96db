package io.cryptoscalp.jobs.trading;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cryptoscalp.operators.regime.RegimeTopics;
import io.cryptoscalp.operators.results.ResultTable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Both jobs side by side on a broker: does the trading job heed what the regime job sees, leave it
 * again, and go on when the regime job is gone?
 */
@Timeout(300)
class RegimeLiveITCase {
  private static final long SECOND = 1_000_000_000L;
  private static final String BTC = "BTCUSDT-PERP.BINANCE";
  private static final String SOL = "SOLUSDT-PERP.BINANCE";

  /** Below what an instrument itself calls a crash, so that only the pattern says so. */
  private static final Map<String, String> REGIME =
      Map.of(
          "threshold.move.enter", "0.008",
          "threshold.move.deep", "0.015",
          "market.confirm", "0s",
          "market.dwell", "0s",
          "market.renew", "30s",
          "market.valid", "2m");

  private static final Map<String, String> TRADING =
      Map.of(
          "regime.confirm", "1s",
          "regime.dwell", "5s",
          "regime.blend", "10s",
          "features", "@core");

  private static Predicate<JsonNode> change(String instrument, String field, String regime) {
    return row ->
        row.path("instrument").asText(row.path("scope").asText()).equals(instrument)
            && row.path(field).asText().equals(regime);
  }

  private static long features(RegimeRig rig) throws Exception {
    return rig.kafka.rows(ResultTable.FEATURES).get(ResultTable.FEATURES).size();
  }

  @Test
  void aCrashIsTakenUpAndLeftWhateverBecomesOfTheRegimeJob(@TempDir Path folder) throws Exception {
    try (RegimeRig rig = new RegimeRig(folder, REGIME)) {
      rig.market.with("BTCUSDT", 60_000).with("ETHUSDT", 3_000).with("SOLUSDT", 1_500);
      JobClient trading = rig.startTrading(TRADING);
      JobClient regime = rig.startRegime(null);
      rig.trade(1200);
      rig.market.move("BTCUSDT", 0.978, 300);
      rig.trade(330);
      long untilNs = aPatternReachesItsInstrument(rig);

      String checkpoint = rig.kill(regime);
      assertThat(checkpoint).isNotEmpty();
      tradingGoesOnAndTheDirectiveEnds(rig, untilNs);
      assertThat(trading.getJobStatus().get()).isEqualTo(JobStatus.RUNNING);

      regime = rig.startRegime(checkpoint);
      theMarketReachesThoseThatDidNotFall(rig);
      assertThat(trading.getJobStatus().get()).isEqualTo(JobStatus.RUNNING);
      assertThat(regime.getJobStatus().get()).isEqualTo(JobStatus.RUNNING);
      trading.cancel().get();
      regime.cancel().get();
    }
  }

  /** Returns when what the pattern told is over. */
  private static long aPatternReachesItsInstrument(RegimeRig rig) throws Exception {
    JsonNode entered =
        rig.tradeUntil(
            ResultTable.REGIMES, "the pattern's crash", 2, 60, change(BTC, "to_regime", "CRASH"));
    assertThat(entered.path("reason").asText())
        .startsWith("told, own fall 2.")
        .contains("pattern:flash-crash: fall signal=move");
    JsonNode match =
        rig.rows(
                ResultTable.PATTERN_MATCHES,
                row -> row.path("pattern").asText().equals("flash-crash"))
            .get(0);
    assertThat(match.path("scope").asText()).isEqualTo(BTC);
    assertThat(entered.path("event_time_ns").asLong())
        .as("not before it is seen")
        .isGreaterThanOrEqualTo(match.path("end_time_ns").asLong());

    JsonNode effect = onlyEffect(rig, BTC);
    assertThat(effect.path("event_time_ns").asLong())
        .isBetween(entered.path("event_time_ns").asLong(), rig.market.nowNs());
    assertThat(effect.path("sequence")).isEqualTo(entered.path("sequence"));
    assertThat(effect.path("ordinal")).isEqualTo(entered.path("ordinal"));
    assertThat(effect.path("blend_ns").asLong()).as("at once").isZero();
    assertThat(effect.path("position_multiplier_before").asDouble()).isEqualTo(1);
    assertThat(effect.path("position_multiplier_after").asDouble()).isEqualTo(0.2);
    assertThat(effect.path("position_cap_before").asInt()).isEqualTo(10);
    assertThat(effect.path("position_cap_after").asInt()).isEqualTo(2);
    assertThat(effect.path("strategy_weights_before").asText())
        .isEqualTo("mean-reversion=1.0 momentum-breakout=1.0");
    assertThat(effect.path("strategy_weights_after").asText())
        .isEqualTo("mean-reversion=0.0 momentum-breakout=0.0");
    assertThat(rig.rows(ResultTable.REGIMES, row -> !row.path("instrument").asText().equals(BTC)))
        .as("of a pattern on one instrument the others do not hear")
        .isEmpty();
    return match.path("end_time_ns").asLong() + 1800 * SECOND;
  }

  private static JsonNode onlyEffect(RegimeRig rig, String instrument) throws Exception {
    List<JsonNode> crashes =
        rig.rows(ResultTable.REGIME_EFFECTS, change(instrument, "to_regime", "CRASH"));
    assertThat(crashes).hasSize(1);
    return crashes.get(0);
  }

  private static void tradingGoesOnAndTheDirectiveEnds(RegimeRig rig, long untilNs)
      throws Exception {
    long before = features(rig);
    String[] garbage = {"", "crash!", "{\"scope\":\"MARKET\"}", "{\"scope\":\"MARKET\",\"x\":1}"};
    for (String message : garbage) {
      rig.kafka.send(RegimeTopics.REGIMES, message.getBytes(StandardCharsets.UTF_8));
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> rig.rows(ResultTable.DEAD_LETTERS, row -> true).size() >= garbage.length);
    List<JsonNode> letters = rig.rows(ResultTable.DEAD_LETTERS, row -> true);
    assertThat(letters)
        .extracting(row -> row.path("code").asText())
        .containsExactlyInAnyOrder(
            "DIRECTIVE_MALFORMED",
            "DIRECTIVE_MALFORMED",
            "DIRECTIVE_FIELD_INVALID",
            "DIRECTIVE_FIELD_UNKNOWN");
    assertThat(letters)
        .allSatisfy(
            row -> {
              assertThat(row.path("topic").asText()).isEqualTo(RegimeTopics.REGIMES);
              assertThat(row.path("receive_time_ns").asLong()).isGreaterThan(TradingRig.START_NS);
            });

    int left = (int) ((untilNs - rig.market.nowNs()) / SECOND);
    rig.trade(left - 30);
    JsonNode over =
        rig.tradeUntil(
            ResultTable.REGIMES, "its end", 10, 300, change(BTC, "from_regime", "CRASH"));
    long lateNs = over.path("event_time_ns").asLong() - untilNs;
    System.out.printf("left %.1f s of event time after the directive was over%n", lateNs / 1e9);
    assertThat(lateNs).isBetween(0L, 5 * SECOND);
    JsonNode effect =
        rig.await(ResultTable.REGIME_EFFECTS, "its end", change(BTC, "from_regime", "CRASH"));
    assertThat(effect.path("position_multiplier_after").asDouble()).isGreaterThan(0.2);
    assertThat(effect.path("blend_ns").asLong()).isEqualTo(10 * SECOND);
    assertThat(features(rig)).as("vectors go on").isGreaterThan(before + 4L * left);
  }

  private static void theMarketReachesThoseThatDidNotFall(RegimeRig rig) throws Exception {
    rig.market.move("BTCUSDT", 0.90, 240);
    rig.market.move("ETHUSDT", 0.92, 240);
    rig.trade(120);
    JsonNode told =
        rig.tradeUntil(
            ResultTable.REGIME_EFFECTS,
            "the market's crash",
            5,
            600,
            change(SOL, "to_regime", "CRASH"));
    assertThat(told.path("reason").asText())
        .containsPattern("^(MARKET|BINANCE) market-consensus: instruments=3 stressed=0\\.6");
    assertThat(told.path("position_cap_after").asInt()).isEqualTo(2);

    rig.market.move("BTCUSDT", 0.975, 120);
    rig.market.move("ETHUSDT", 0.995, 120);
    JsonNode over =
        rig.tradeUntil(
            ResultTable.REGIME_EFFECTS,
            "the end of the market's crash",
            15,
            1800,
            change(SOL, "from_regime", "CRASH"));
    assertThat(over.path("position_multiplier_after").asDouble()).isGreaterThan(0.2);
    assertThat(rig.rows(ResultTable.REGIMES, change(SOL, "to_regime", "CRASH")))
        .as("its own regime is its own")
        .isEmpty();
  }
}
