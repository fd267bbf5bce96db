package io.cryptoscalp.jobs.trading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.models.ModelException;
import java.nio.file.Path;
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
}
