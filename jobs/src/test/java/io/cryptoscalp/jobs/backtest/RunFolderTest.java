package io.cryptoscalp.jobs.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cryptoscalp.engine.backtest.ClosedTrade;
import io.cryptoscalp.engine.backtest.EquityPoint;
import io.cryptoscalp.engine.backtest.TrialSummary;
import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.models.tearsheet.RunFile;
import io.cryptoscalp.operators.results.ResultTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Do the files of a run hold what its trials did, so that other commands can go on from them? */
class RunFolderTest {
  private static final long S = 1_000_000_000L;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  private static final TrialSpec VENUE =
      TrialSpec.of(
          "a/1",
          Map.of("venue.mode", "simulated", "venue.queue", "power:3", "strategy.cooldown", "5s"));
  private static final TrialSpec IDLE = TrialSpec.of("idle", Map.of());

  private static TrialResult traded() {
    ClosedTrade trade =
        new ClosedTrade(
            "1",
            "momentum-breakout",
            "BTCUSDT-PERP.BINANCE",
            Side.BUY,
            100_000_000L,
            S,
            3 * S,
            100,
            110,
            10,
            2,
            0.5,
            -1,
            11,
            2,
            0.5,
            "i",
            0.6,
            0.7,
            "m@1",
            "TRENDING_UP",
            "breakout",
            "target",
            true);
    List<EquityPoint> equity = new ArrayList<>();
    double[] values = {1000, 1004, 1001, 1008.5};
    for (int i = 0; i < values.length; i++) {
      equity.add(new EquityPoint((i + 1) * S, values[i], 0, 0, 0));
    }
    TrialSummary summary =
        new TrialSummary(1, 1, 2, 0, 0, 1, 1, 0, 0, 0, 1000, 1008.5, 0.003, 1, S, 2, 255);
    return new TrialResult(VENUE, summary, List.of(trade), equity);
  }

  private static TrialResult idle() {
    TrialSummary summary =
        new TrialSummary(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1000, 1000, 0, 0, 0, 0, 0);
    return new TrialResult(IDLE, summary, List.of(), List.of());
  }

  @Test
  void aTrialAtTheSimulatedVenueIsWrittenWithItsParameters() throws Exception {
    TreeMap<String, String> base = new TreeMap<>(Map.of("venue.latency.entry", "10ms"));
    BacktestRequest request =
        new BacktestRequest("run", base, new ArrayList<>(List.of(VENUE, IDLE)), S);
    RunFolder written = new RunFolder(folder);
    Path work = folder.resolve("work");
    Path shared = FlinkTrialRunner.sharedParts(FlinkTrialRunner.parts(work));
    Files.createDirectories(shared);
    Files.writeString(shared.resolve(RowParts.name(0, 0, ResultTable.FEATURES)), "{}\n");
    Files.createDirectories(folder.resolve("rows"));
    Path stale = Files.writeString(written.rows(ResultTable.BARS), "{}\n");

    List<RunFolder.Line> lines =
        written.write(
            request,
            JSON.createObjectNode(),
            "hash",
            List.of(traded(), idle()),
            null,
            work,
            Set.of(ResultTable.FEATURES));

    assertThat(stale).as("rows that an earlier run kept").doesNotExist();
    assertThat(written.rows(ResultTable.FEATURES)).hasContent("{}");

    assertThat(lines).hasSize(2);
    assertThat(lines.get(1).run()).as("of a trial that saw no market").isNull();
    RunRecord run = RunFile.read(written.trial("a/1"));
    assertThat(run.dataHash()).isEqualTo("hash");
    assertThat(run.equity().value()).containsExactly(1000, 1004, 1001, 1008.5);
    assertThat(run.trades()).hasSize(1);
    assertThat(run.trades().get(0).net()).isEqualTo(8.5);
    assertThat(run.configuration())
        .containsEntry("parameter.strategy.cooldown", "5s")
        .containsEntry("parameter.venue.queue", "power:3");

    List<String> csv = Files.readAllLines(folder.resolve("trials.csv"));
    assertThat(csv).hasSize(3);
    assertThat(csv.get(0))
        .endsWith(
            "digest,liquidations,parameter.strategy.cooldown,parameter.venue.mode,"
                + "parameter.venue.queue");
    assertThat(csv.get(1)).startsWith("a/1,").endsWith(",ff,2,5s,simulated,power:3");
    assertThat(csv.get(2)).startsWith("idle,,,0,").endsWith(",0,0,,,");

    JsonNode about = JSON.readTree(folder.resolve("run.json").toFile());
    assertThat(about.get("settings").get("venue.latency.entry").asText()).isEqualTo("10ms");
    assertThat(about.get("trials")).hasSize(2);
    assertThat(about.get("features").elements().next()).isNotEmpty();
  }
}
