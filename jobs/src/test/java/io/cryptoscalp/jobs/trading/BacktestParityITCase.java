package io.cryptoscalp.jobs.trading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.engine.features.FeatureCatalogue;
import io.cryptoscalp.engine.features.FeatureOptions;
import io.cryptoscalp.jobs.SystemWallClock;
import io.cryptoscalp.jobs.backtest.BacktestJob;
import io.cryptoscalp.jobs.backtest.BacktestRequest;
import io.cryptoscalp.jobs.backtest.TrialSpec;
import io.cryptoscalp.jobs.parity.ComparedTable;
import io.cryptoscalp.jobs.parity.Difference;
import io.cryptoscalp.jobs.parity.FileRows;
import io.cryptoscalp.jobs.parity.RowRange;
import io.cryptoscalp.jobs.parity.RunParity;
import io.cryptoscalp.jobs.runtime.flink.LocalFlink;
import io.cryptoscalp.operators.results.ResultRow;
import io.cryptoscalp.operators.results.ResultTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does a backtest do what the paper account did? */
class BacktestParityITCase {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String[] INSTRUMENTS = {
    "BTCUSDT-PERP.BINANCE", "ETHUSDT-PERP.BINANCE", "SOLUSDT-PERP.BINANCE"
  };

  private static final String CROSS = "cross_venue_spread_1m";
  private static final ResultTable[] COMPARED =
      Stream.of(ComparedTable.values())
          .filter(table -> table != ComparedTable.POSITIONS)
          .filter(table -> table != ComparedTable.MODEL_ANSWERS)
          .map(ComparedTable::result)
          .toArray(ResultTable[]::new);

  @TempDir Path folder;

  @Test
  void aTrialOrdersAndFillsWhatThePaperAccountDid() throws Exception {
    try (TradingRig rig = new TradingRig(folder);
        LocalFlink flink = new LocalFlink(new Configuration(), 2, 0, 0)) {
      rig.publish(TradingRig.synthetic(7, 120, INSTRUMENTS), Duration.ofMinutes(3));
      rig.runBounded(flink, 1, Map.of());
      Map<ResultTable, List<String>> live = rig.rows(COMPARED);
      assertThat(live.get(ResultTable.ORDERS)).isNotEmpty();
      assertThat(live.get(ResultTable.FILLS)).isNotEmpty();

      Map<ResultTable, List<ObjectNode>> rows =
          backtest(
              rig,
              flink,
              Map.of(),
              TrialSpec.of("live", Map.of()),
              TrialSpec.of("patient", Map.of("strategy.cooldown", "60s")),
              TrialSpec.of("same", Map.of()));
      RunParity same = compare(live, rows, "live");
      assertThat(same.earliest()).isNull();
      assertThat(same.differences()).isZero();
      assertThat(same.notCompared()).isEmpty();
      assertThat(same.tallies()).hasSize(COMPARED.length);
      assertThat(same.tallies()).allMatch(tally -> tally.firstRows() > 0);
      Difference first = compare(live, rows, "patient").earliest();
      assertThat(first).isNotNull();
      assertThat(first.operator()).isEqualTo("strategy");
      assertThat(first.table()).isEqualTo(ComparedTable.DECISIONS);

      Map<String, ObjectNode> trials = new TreeMap<>();
      rows.get(ResultTable.BACKTEST_TRIALS)
          .forEach(row -> trials.put(row.path("trial").asText(), row));
      assertThat(trials.keySet()).containsExactly("live", "patient", "same");
      assertThat(trials.get("same").path("digest")).isEqualTo(trials.get("live").path("digest"));
      assertThat(trials.get("patient").path("orders").asInt())
          .isLessThan(trials.get("live").path("orders").asInt());
      for (ObjectNode trial : trials.values()) {
        assertBooksAgree(trial, rows);
      }
    }
  }

  @Test
  void aFeatureThatWasMadeOtherwiseIsNamed() throws Exception {
    try (TradingRig rig = new TradingRig(folder);
        LocalFlink flink = new LocalFlink(new Configuration(), 2, 0, 0)) {
      rig.publish(TradingRig.synthetic(7, 50, INSTRUMENTS), Duration.ofMinutes(2));
      rig.runBounded(flink, 1, settings("ETHUSDT-PERP.BINANCE"));
      Map<ResultTable, List<ObjectNode>> rows =
          backtest(rig, flink, settings("SOLUSDT-PERP.BINANCE"), TrialSpec.of("other", Map.of()));
      Difference first = compare(rig.rows(COMPARED), rows, "other").earliest();
      assertThat(first).isNotNull();
      assertThat(first.operator()).isEqualTo("features");
      assertThat(first.uid()).isEqualTo("instrument");
      assertThat(first.field()).isEqualTo("values[" + CROSS + "]");
      assertThat(first.instrument()).isEqualTo(INSTRUMENTS[0]);
    }
  }

  /** A feature more, whose value hangs on which instrument is told to be the same one elsewhere. */
  private static Map<String, String> settings(String peer) {
    return Map.of("features", "@core," + CROSS, "cross.peers", INSTRUMENTS[0] + "=" + peer);
  }

  /** The trades of a trial are its profit, and its curve ends at its equity. */
  private static void assertBooksAgree(ObjectNode trial, Map<ResultTable, List<ObjectNode>> rows) {
    String id = trial.path("trial").asText();
    double profit = 0;
    int closed = 0;
    for (ObjectNode trade : rows.get(ResultTable.BACKTEST_TRADES)) {
      if (trade.path("trial").asText().equals(id)) {
        profit += trade.path("net_pnl").asDouble();
        closed += trade.path("closed").asBoolean() ? 1 : 0;
      }
    }
    assertThat(closed).as(id).isPositive();
    double equity = trial.path("equity").asDouble();
    assertThat(profit)
        .as(id)
        .isCloseTo(equity - trial.path("start_equity").asDouble(), offset(1e-6));
    double last = 0;
    for (ObjectNode point : rows.get(ResultTable.BACKTEST_EQUITY)) {
      last = point.path("trial").asText().equals(id) ? point.path("equity").asDouble() : last;
    }
    assertThat(last).as(id).isEqualTo(equity);
  }

  private static Map<ResultTable, List<ObjectNode>> backtest(
      TradingRig rig, LocalFlink flink, Map<String, String> settings, TrialSpec... trials)
      throws Exception {
    TreeMap<String, String> base = new TreeMap<>(settings);
    base.put("kafka.bootstrap", rig.bootstrap());
    base.put("start", "earliest");
    BacktestRequest request =
        new BacktestRequest(
            "run-1", base, new ArrayList<>(List.of(trials)), Duration.ofSeconds(10).toNanos());
    StreamExecutionEnvironment env = flink.environment(rig.jobOptions(2));
    TradingDefaults.apply(env);
    TradingInputs inputs = TradingJob.inputs(env, request.shared());
    Set<ResultTable> tables = EnumSet.copyOf(BacktestJob.TABLES);
    tables.addAll(BacktestJob.SHARED_TABLES);
    BacktestJob.Rows written =
        BacktestJob.graph(
            inputs.frames(), inputs.commands(), request, new SystemWallClock(), tables);
    Map<ResultTable, List<ObjectNode>> rows = new EnumMap<>(ResultTable.class);
    try (CloseableIterator<ResultRow> all =
        written.ofTrials().union(written.shared()).executeAndCollect(BacktestJob.NAME)) {
      while (all.hasNext()) {
        ResultRow row = all.next();
        rows.computeIfAbsent(row.table(), table -> new ArrayList<>())
            .add((ObjectNode) JSON.readTree(row.json()));
      }
    }
    return rows;
  }

  /** Writes both as a person finds them, and compares. */
  private RunParity compare(
      Map<ResultTable, List<String>> live, Map<ResultTable, List<ObjectNode>> rows, String trial)
      throws Exception {
    Path paper = Files.createDirectories(folder.resolve("paper"));
    for (Map.Entry<ResultTable, List<String>> table : live.entrySet()) {
      Files.write(paper.resolve(table.getKey().tableName() + ".jsonl"), table.getValue());
    }
    Path run = folder.resolve("run");
    Path files = Files.createDirectories(run.resolve("rows"));
    for (Map.Entry<ResultTable, List<ObjectNode>> table : rows.entrySet()) {
      Files.write(
          files.resolve(table.getKey().tableName() + ".jsonl"),
          table.getValue().stream().map(ObjectNode::toString).toList());
    }
    FeatureCatalogue features =
        FeatureCatalogue.of(FeatureOptions.defaults().withSelect(List.of("@core", CROSS)));
    ObjectNode about = JSON.createObjectNode();
    ArrayNode names = about.putObject("features").putArray(features.setId());
    features.definitions().forEach(definition -> names.add(definition.id()));
    Files.writeString(run.resolve("run.json"), about.toString());
    return RunParity.of(
        new FileRows(paper, "", RowRange.ALL), new FileRows(run, trial, RowRange.ALL), 0, Set.of());
  }
}
