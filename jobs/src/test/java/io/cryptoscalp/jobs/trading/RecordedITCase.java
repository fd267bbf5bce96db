package io.cryptoscalp.jobs.trading;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cryptoscalp.engine.testing.RecordedData;
import io.cryptoscalp.gateway.publish.MessageSource;
import io.cryptoscalp.gateway.publish.PublisherStats;
import io.cryptoscalp.gateway.replay.Recording;
import io.cryptoscalp.jobs.runtime.flink.LocalFlink;
import io.cryptoscalp.operators.results.ResultTable;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Does the whole job use every recorded frame of three products, once, and say the same at every
 * parallelism? Held against the lines of the files.
 */
@Timeout(240)
class RecordedITCase {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DAY = "binance-raw-feed/2024-08-08";

  /** Instrument by file. */
  private static final Map<String, String> FILES =
      new TreeMap<>(
          Map.of(
              "usdm-btcusdt.gz", "BTCUSDT-PERP.BINANCE",
              "usdm-ethusdt.gz", "ETHUSDT-PERP.BINANCE",
              "coinm-btcusd_perp.gz", "BTCUSD-PERP.BINANCE",
              "coinm-ethusd_perp.gz", "ETHUSD-PERP.BINANCE",
              "spot-btcusdt.gz", "BTCUSDT.BINANCE",
              "spot-ethusdt.gz", "ETHUSDT.BINANCE"));

  @TempDir private Path folder;

  @Test
  void everyFrameOfSixInstrumentsIsUsedAtEveryParallelism() throws Exception {
    Path day = RecordedData.require(DAY);
    try (TradingRig rig = new TradingRig(folder)) {
      try (MessageSource source = Recording.open(day, null, RecordedITCase::unexpected)) {
        PublisherStats sent = rig.publish(source, Duration.ZERO);
        assertThat(sent.messages()).isEqualTo(lines());
      }
      Map<ResultTable, List<String>> one = run(rig, 1, Map.of());
      checkAgainstTheFiles(one);
      Map<ResultTable, List<String>> two = run(rig, 2, one);
      for (ResultTable table : RowFollower.compared()) {
        boolean ordered = table == ResultTable.ORDERS || table == ResultTable.FILLS;
        assertThat(two.get(table)).as("rows of %s", table).hasSameSizeAs(one.get(table));
        assertThat(ordered ? two.get(table) : sorted(two.get(table)))
            .as(table.tableName())
            .isEqualTo(ordered ? one.get(table) : sorted(one.get(table)));
      }
    }
  }

  /** Runs over all frames; the rows behind those of earlier runs. */
  private static Map<ResultTable, List<String>> run(
      TradingRig rig, int parallelism, Map<ResultTable, List<String>> before) throws Exception {
    try (LocalFlink flink = new LocalFlink(new Configuration(), parallelism, 0, 0)) {
      rig.runBounded(flink, parallelism, Map.of());
    }
    Map<ResultTable, List<String>> rows = new EnumMap<>(ResultTable.class);
    rig.rows()
        .forEach(
            (table, all) ->
                rows.put(
                    table, all.subList(before.getOrDefault(table, List.of()).size(), all.size())));
    return rows;
  }

  private static void checkAgainstTheFiles(Map<ResultTable, List<String>> rows) throws Exception {
    Map<String, Set<Long>> trades = new TreeMap<>();
    long printed = 0;
    for (String row : rows.getOrDefault(ResultTable.TRADES, List.of())) {
      JsonNode trade = JSON.readTree(row);
      trades
          .computeIfAbsent(trade.get("instrument").asText(), id -> new HashSet<>())
          .add(trade.get("trade_id").asLong());
      printed++;
    }
    Map<String, Integer> letters = new TreeMap<>();
    for (String row : rows.getOrDefault(ResultTable.DEAD_LETTERS, List.of())) {
      letters.merge(JSON.readTree(row).get("code").asText(), 1, Integer::sum);
    }
    Map<String, Integer> expectedLetters = new TreeMap<>();
    Map<String, Set<Long>> expectedTrades = new TreeMap<>();
    for (Map.Entry<String, String> file : FILES.entrySet()) {
      Set<Long> ids = expectedTrades.computeIfAbsent(file.getValue(), id -> new HashSet<>());
      for (JsonNode trade : recordedTrades(file.getKey())) {
        if (trade.path("X").asText("MARKET").equals("MARKET")) {
          ids.add(trade.get("t").asLong());
        } else {
          expectedLetters.merge("TRADE_NOT_MARKET", 1, Integer::sum);
        }
      }
    }
    assertThat(trades).isEqualTo(expectedTrades);
    assertThat(printed)
        .as("each trade once")
        .isEqualTo(expectedTrades.values().stream().mapToLong(Set::size).sum());
    assertThat(letters).isEqualTo(expectedLetters);
    List<String> synced = new ArrayList<>();
    for (String row : rows.getOrDefault(ResultTable.FEED_FAULTS, List.of())) {
      JsonNode fault = JSON.readTree(row);
      assertThat(fault.get("code").asText()).as(row).isEqualTo("BOOK_SYNCED");
      synced.add(fault.get("instrument").asText());
    }
    assertThat(synced)
        .as("books that were complete from their snapshot to the end")
        .containsExactlyInAnyOrderElementsOf(FILES.values());
    assertThat(rows.get(ResultTable.DECISIONS)).isNotEmpty();
  }

  private static List<JsonNode> recordedTrades(String file) throws Exception {
    List<JsonNode> trades = new ArrayList<>();
    try (BufferedReader reader = RecordedData.open(DAY + "/" + file)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.contains("@trade\"")) {
          trades.add(JSON.readTree(line.substring(line.indexOf(' ') + 1)).get("data"));
        }
      }
    }
    return trades;
  }

  private static long lines() throws Exception {
    long lines = 0;
    for (String file : FILES.keySet()) {
      try (BufferedReader reader = RecordedData.open(DAY + "/" + file)) {
        lines += reader.lines().count();
      }
    }
    return lines;
  }

  private static List<String> sorted(List<String> rows) {
    return rows.stream().sorted().toList();
  }

  private static void unexpected(String report) {
    throw new IllegalStateException(report);
  }
}
