package io.cryptoscalp.jobs.trading;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cryptoscalp.jobs.runtime.flink.LocalFlink;
import io.cryptoscalp.operators.results.ResultTable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does the whole path work, and does it give the same answer every time? */
class TradingJobITCase {
  private static final String[] INSTRUMENTS = {
    "BTCUSDT-PERP.BINANCE", "ETHUSDT-PERP.BINANCE", "SOLUSDT-PERP.BINANCE", "BTCUSD-PERP.BINANCE"
  };

  @TempDir Path folder;

  @Test
  void theSameFramesGiveTheSameRowsAtEveryParallelism() throws Exception {
    Map<ResultTable, List<String>> one = run("one", 1);
    Map<ResultTable, List<String>> two = run("two", 2);
    assertThat(one.get(ResultTable.ORDERS)).as("orders").isNotEmpty();
    assertThat(one.get(ResultTable.FILLS)).as("fills").isNotEmpty();
    assertThat(one.get(ResultTable.DEAD_LETTERS)).as("dead letters").isEmpty();
    for (ResultTable table : ResultTable.values()) {
      if (table == ResultTable.STAGE_LATENCY) {
        continue;
      }
      boolean ordered = table == ResultTable.ORDERS || table == ResultTable.FILLS;
      assertThat(ordered ? two.get(table) : sorted(two.get(table)))
          .as(table.tableName())
          .isEqualTo(ordered ? one.get(table) : sorted(one.get(table)));
    }
  }

  private Map<ResultTable, List<String>> run(String name, int parallelism) throws Exception {
    try (TradingRig rig = new TradingRig(folder.resolve(name));
        LocalFlink flink = new LocalFlink(new Configuration(), parallelism, 0, 0)) {
      long frames =
          rig.publish(TradingRig.synthetic(7, 200, INSTRUMENTS), Duration.ofMinutes(3)).messages();
      rig.runBounded(flink, parallelism, Map.of());
      Map<ResultTable, List<String>> rows = rig.rows();
      assertThat(counted(rows.get(ResultTable.INGEST_COUNTS))).isEqualTo(frames);
      return rows;
    }
  }

  private static long counted(List<String> rows) throws Exception {
    long frames = 0;
    for (String row : rows) {
      JsonNode count = new ObjectMapper().readTree(row);
      frames += count.path("accepted").asLong() + count.path("refused").asLong();
    }
    return frames;
  }

  private static List<String> sorted(List<String> rows) {
    List<String> copy = new ArrayList<>(rows);
    Collections.sort(copy);
    return copy;
  }
}
