package io.cryptoscalp.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Does the demo show life, end when it should, leave nothing running and keep its rows? */
@Timeout(300)
class DemoITCase {
  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration STOP = Duration.ofMinutes(1);

  @TempDir private Path folder;

  @Test
  void endsAfterItsDurationAndItsRowsCanBeAsked() throws Exception {
    long frames;
    long rows;
    try (CliProcess demo = new CliProcess(folder, Map.of(), "demo", "--json", "--duration", "8s")) {
      assertThat(demo.awaitEnd(START.plus(STOP))).as(demo.output()).isEqualTo(ExitCodes.OK);
      List<JsonNode> summary = demo.events("summary");
      assertThat(summary).hasSize(1);
      assertThat(demo.events("progress")).isNotEmpty();
      assertThat(demo.children()).isEmpty();
      frames = summary.get(0).path("frames").asLong();
      rows = summary.get(0).path("rows").asLong();
      assertThat(summary.get(0).path("healthyBooks").asInt())
          .isEqualTo(MarketOptions.DEFAULT_SYMBOLS.size());
      assertThat(summary.get(0).path("orders").asLong()).isPositive();
    }
    assertThat(frames).isGreaterThan(10_000);

    JsonNode kept =
        ask(
            "SELECT (SELECT count() FROM trades FINAL) AS trades,"
                + " (SELECT count() FROM features FINAL) AS features,"
                + " (SELECT count() FROM orders FINAL WHERE kind = 'NEW') AS orders,"
                + " (SELECT uniqExact(instrument) FROM bars) AS instruments,"
                + " (SELECT sum(rows) FROM system.parts WHERE active"
                + " AND database = currentDatabase()) AS rows");
    assertThat(kept.path("trades").asLong()).isPositive();
    assertThat(kept.path("features").asLong()).isPositive();
    assertThat(kept.path("orders").asLong()).isPositive();
    assertThat(kept.path("instruments").asInt()).isEqualTo(MarketOptions.DEFAULT_SYMBOLS.size());
    // Merges in between may have dropped rows that were written twice.
    assertThat(kept.path("rows").asLong()).isBetween(rows / 2, rows);
  }

  @Test
  void aBacktestOverItsFramesIsEqualToWhatItKept() throws Exception {
    String frames = folder.resolve("frames").toString();
    String kept = folder.resolve("kept").toString();
    String run = folder.resolve("run").toString();
    ended("generate", "--out", frames, "--duration", "30s", "--symbols", "BTCUSDT,ETHUSDT");
    ended("demo", "--input", frames, "--speed", "max", "--keep", kept);
    ended("backtest", "--input", frames, "--rows", "all", "--out", run);
    // When the frames have ended, the live account hears that its feed is silent.
    long end = Json.MAPPER.readTree(Path.of(run, "run.json").toFile()).path("toNs").asLong();
    JsonNode parity = ended("parity", kept, run, "--to", Instant.ofEpochSecond(0, end).toString());
    assertThat(parity.path("equal").asBoolean()).isTrue();
    JsonNode tables = parity.path("tables");
    for (String table : List.of("trades", "bars", "features", "predictions", "orders", "fills")) {
      assertThat(tables.path(table).path("rowsA").asLong()).as(table).isPositive();
    }
  }

  /** The last object that a command prints which ends well. */
  private JsonNode ended(String... words) throws Exception {
    String[] all = Arrays.copyOf(words, words.length + 1);
    all[words.length] = "--json";
    try (CliProcess process = new CliProcess(folder, Map.of(), all)) {
      assertThat(process.awaitEnd(START)).as(process.output()).isEqualTo(ExitCodes.OK);
      List<JsonNode> objects = process.objects();
      return objects.isEmpty() ? Json.object() : objects.get(objects.size() - 1);
    }
  }

  @Test
  void stopsOnCtrlC() throws Exception {
    try (CliProcess demo = new CliProcess(folder, Map.of(), "demo", "--json")) {
      demo.awaitEvent("progress", START);
      demo.interrupt();
      long start = System.nanoTime();
      assertThat(demo.awaitEnd(STOP)).as(demo.output()).isEqualTo(ExitCodes.INTERRUPTED);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
      assertThat(demo.events("summary")).hasSize(1);
      assertThat(demo.children()).isEmpty();
      DemoState state = DemoState.read(folder.resolve("data"));
      assertThat(state).isNotNull();
      assertThat(state.isRunning()).isFalse();
      assertThat(ask("SELECT count() AS n FROM trades").path("n").asLong()).isPositive();
    }
  }

  @Test
  void saysThatNpmIsMissing() throws Exception {
    Map<String, String> bare =
        Map.of(
            "PATH",
            folder.toString(),
            "CRYPTOSCALP_CACHE",
            Files.createDirectory(folder.resolve("cache")).toString());
    try (CliProcess demo = new CliProcess(folder, bare, "demo", "--duration", "5s")) {
      assertThat(demo.awaitEnd(START)).isEqualTo(ExitCodes.PREREQUISITE);
      assertThat(demo.output()).contains("Node.js with npm is needed").doesNotContain("\tat ");
      assertThat(demo.children()).isEmpty();
    }
  }

  private JsonNode ask(String sql) throws Exception {
    try (CliProcess query = new CliProcess(folder, Map.of(), "query", "--json", sql)) {
      assertThat(query.awaitEnd(STOP)).as(query.output()).isEqualTo(ExitCodes.OK);
      return query.objects().get(0);
    }
  }
}
