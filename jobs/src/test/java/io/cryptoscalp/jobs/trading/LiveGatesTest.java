package io.cryptoscalp.jobs.trading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.registry.KeyFiles;
import io.cryptoscalp.models.registry.ModelSigner;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Is a job that would trade for real refused unless its strategies may? */
class LiveGatesTest {
  @TempDir Path folder;

  private static void build(String mode, String clearance) {
    Map<String, String> keys = new HashMap<>();
    keys.put("execution.mode", mode);
    keys.put("account.ordering", "arrival");
    keys.put("live.clearance", clearance);
    TradingJob.build(
        StreamExecutionEnvironment.getExecutionEnvironment(), TradingJobConfig.fromMap(keys));
  }

  @Test
  void aGatewayNeedsGreenGates() {
    build("paper", "");
    assertThatThrownBy(() -> build("gateway", ""))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("GATES_NOT_GREEN: strategy=momentum-breakout");
    String one = ClearedStrategies.clearance(folder.resolve("one"), "momentum-breakout");
    assertThatThrownBy(() -> build("gateway", one))
        .hasMessageContaining("GATES_NOT_GREEN: strategy=mean-reversion");
    String both =
        ClearedStrategies.clearance(folder.resolve("both"), "momentum-breakout", "mean-reversion");
    build("gateway", both);
    assertThat(both).matches("[A-Za-z0-9_-]+");
  }

  @Test
  void whereKeysAreTrustedAnEntryMustBeSigned() throws Exception {
    Path key = folder.resolve("key");
    KeyFiles.generate(key);
    Path other = folder.resolve("other");
    KeyFiles.generate(other);
    ModelSigner signer = ModelSigner.load(key);
    String unsigned = ClearedStrategies.clearance(folder.resolve("u"), "momentum-breakout");
    String signed = ClearedStrategies.clearance(folder.resolve("s"), signer, "momentum-breakout");
    String trusted = KeyFiles.publicOf(key).toString();
    require(unsigned, "");
    require(signed, "");
    require(signed, trusted);
    assertThatThrownBy(() -> require(unsigned, trusted))
        .hasMessageContaining(
            "CLEARANCE_SIGNATURE_MISSING: version=strategy momentum-breakout entry 1");
    assertThatThrownBy(() -> require(signed, KeyFiles.publicOf(other).toString()))
        .hasMessageContaining("CLEARANCE_SIGNER_UNKNOWN");
    String json = new String(Base64.getUrlDecoder().decode(signed), StandardCharsets.UTF_8);
    String changed = json.replace("\"runId\":\"run\"", "\"runId\":\"fun\"");
    assertThat(changed).isNotEqualTo(json);
    String forged = Base64.getUrlEncoder().encodeToString(changed.getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> require(forged, trusted))
        .hasMessageContaining("CLEARANCE_SIGNATURE_INVALID");
    assertThatThrownBy(() -> require(forged, ""))
        .hasMessageContaining("CLEARANCE_SIGNATURE_INVALID");
  }

  /** The environment's keys count, whatever the job's arguments say. */
  private static void require(String clearance, String trusted) {
    Map<String, String> keys = live(clearance);
    keys.put("live.trusted.keys", "/nowhere");
    String mine = trusted.isEmpty() ? "," : trusted;
    LiveGate.require(TradingJobConfig.fromMap(keys), Map.of("CRYPTOSCALP_LIVE_TRUSTED_KEYS", mine));
  }

  private static Map<String, String> live(String clearance) {
    Map<String, String> keys = new HashMap<>();
    keys.put("execution.mode", "gateway");
    keys.put("account.ordering", "arrival");
    keys.put("strategies", "momentum-breakout");
    keys.put("live.clearance", clearance);
    return keys;
  }

  @Test
  void strategiesTradeAsTheyWereChecked() {
    Map<String, String> keys = live(ClearedStrategies.clearance(folder, "momentum-breakout"));
    LiveGate.requireParameters(keys, TradingJobConfig.fromMap(keys));
    keys.put("strategy.cooldown", "15000ms");
    LiveGate.requireParameters(keys, TradingJobConfig.fromMap(keys));
    keys.put("strategy.cooldown", "5s");
    assertThatThrownBy(() -> LiveGate.requireParameters(keys, TradingJobConfig.fromMap(keys)))
        .hasMessageContaining("CLEARANCE_PARAMETERS_DIFFER: strategy=momentum-breakout")
        .hasMessageContaining("checked={strategy.cooldown=15s} job={strategy.cooldown=5s}");
    keys.remove("strategy.cooldown");
    keys.put("strategy.max-hold", "5s");
    assertThatThrownBy(() -> LiveGate.requireParameters(keys, TradingJobConfig.fromMap(keys)))
        .hasMessageContaining("CLEARANCE_PARAMETERS_DIFFER");
    keys.put("execution.mode", "paper");
    LiveGate.requireParameters(keys, TradingJobConfig.fromMap(keys));
  }
}
