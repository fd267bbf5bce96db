package io.cryptoscalp.jobs.trading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cryptoscalp.engine.event.RiskCommand;
import io.cryptoscalp.engine.event.RiskCommand.Kind;
import io.cryptoscalp.jobs.runtime.flink.LocalFlink;
import io.cryptoscalp.operators.results.ResultTable;
import io.cryptoscalp.operators.source.RiskCommandJson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Do commands on the control topic reach the account of the running job, when they should? */
@Timeout(180)
class RiskCommandITCase {
  private static final String ACCOUNT = "paper-1";
  private static final long HALT_NS = TradingRig.START_NS + 120_000_000_000L;
  private static final Duration LENGTH = Duration.ofMinutes(4);

  /** The market crashes; a regime that lasts for hours would leave no intents to refuse. */
  private static final Map<String, String> SETTINGS =
      Map.of("start", "earliest", "regime.confirm", "10s", "regime.dwell", "20s");

  @TempDir private Path folder;

  @Test
  void aHaltHoldsFromItsTimeOnAtAnyParallelism() throws Exception {
    List<String> decisions = run(1);
    int entriesBefore = 0;
    int haltedAfter = 0;
    for (String row : decisions) {
      JsonNode decision = new ObjectMapper().readTree(row);
      boolean entry = decision.get("intent_id").asText().contains("/ENTER_");
      boolean after = decision.get("receive_time_ns").asLong() >= HALT_NS;
      boolean accepted = decision.get("accepted").asBoolean();
      entriesBefore += entry && accepted && !after ? 1 : 0;
      haltedAfter += decision.get("code").asText().startsWith("ACCOUNT_HALTED") ? 1 : 0;
      assertThat(entry && accepted && after).as(row).isFalse();
    }
    assertThat(entriesBefore).isPositive();
    assertThat(haltedAfter).isPositive();
    assertThat(run(2)).isEqualTo(decisions);
  }

  /** Rows of decisions, sorted; by then the command has long been read. */
  private List<String> run(int parallelism) throws Exception {
    try (TradingRig rig = new TradingRig(folder.resolve("rig-" + parallelism));
        LocalFlink flink = new LocalFlink(new Configuration(), parallelism, 0, 0)) {
      send(rig, new RiskCommand("halt", Kind.HALT, ACCOUNT, "", Map.of(), "drill", HALT_NS));
      send(rig, new RiskCommand("halt", Kind.HALT, ACCOUNT, "", Map.of(), "repeated", 0));
      rig.send("control", "{\"type\":\"risk\",\"kind\":\"HALT\"}".getBytes(StandardCharsets.UTF_8));
      JobClient job = rig.start(flink, parallelism, SETTINGS);
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  assertThat(rig.rows().get(ResultTable.DEAD_LETTERS))
                      .as("what is no command")
                      .singleElement()
                      .asString()
                      .contains("CONTROL_FIELD_MISSING"));
      rig.publish(
          TradingRig.synthetic(7, 100, "BTCUSDT-PERP.BINANCE", "SOLUSDT-PERP.BINANCE"), LENGTH);
      long before = -1;
      long rows = total(rig);
      while (rows == 0 || rows != before) {
        before = rows;
        Thread.sleep(2_000);
        rows = total(rig);
      }
      job.cancel().get();
      List<String> decisions = new ArrayList<>(rig.rows().get(ResultTable.DECISIONS));
      decisions.sort(null);
      return decisions;
    }
  }

  private static long total(TradingRig rig) {
    return rig.rows().get(ResultTable.FEATURES).size();
  }

  private static void send(TradingRig rig, RiskCommand command) throws Exception {
    rig.send("control", RiskCommandJson.encode(command));
  }
}
