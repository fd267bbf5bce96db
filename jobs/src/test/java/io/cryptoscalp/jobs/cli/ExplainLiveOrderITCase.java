package io.cryptoscalp.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.engine.features.FeatureCatalogue;
import io.cryptoscalp.engine.features.FeatureOptions;
import io.cryptoscalp.jobs.results.ResultsJob;
import io.cryptoscalp.jobs.results.ResultsJobConfig;
import io.cryptoscalp.jobs.runtime.flink.LocalFlink;
import io.cryptoscalp.jobs.trading.TradingRig;
import io.cryptoscalp.models.registry.ControlJson;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.registry.ModelRegistry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Is an order of the running job recomputed from what it stored, and is tampering found out? */
@Timeout(400)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ExplainLiveOrderITCase {
  private static final List<String> FEATURES =
      List.of("spread_bps", "weighted_mid_bps", "imbalance_l1", "spread_mean_1s");
  private static final String ORDERS =
      "SELECT o.client_order_id FROM orders_final AS o"
          + " INNER JOIN decision_explanations_final AS e ON e.instrument = o.instrument"
          + " AND e.event_time_ns = o.event_time_ns AND has(e.intents, o.intent_id)"
          + " WHERE o.kind = 'NEW' AND o.parent_id = '' AND e.scope = 'DECISION'"
          + " AND e.model = 'ensemble' AND e.code = '' AND e.traded"
          + " AND length(splitByChar('+', e.model_version)) = 3"
          + " ORDER BY o.event_time_ns DESC LIMIT 1";

  @TempDir private static Path folder;
  private static QueriedDatabase database;
  private static String order = "";
  private static List<ModelCommand> models = List.of();

  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  @BeforeAll
  static void trade() throws Exception {
    database = QueriedDatabase.start(folder);
    FeatureCatalogue catalogue = FeatureCatalogue.of(FeatureOptions.defaults());
    try (ModelRegistry registry = new ModelRegistry(folder.resolve("data/models"))) {
      models = TrainedEnsemble.register(registry, catalogue.setId(), FEATURES);
    }
    try (TradingRig rig = new TradingRig(folder.resolve("rig"));
        LocalFlink flink = new LocalFlink(new Configuration(), 4, 0, 0)) {
      for (ModelCommand model : models) {
        rig.send("control", ControlJson.encode(model));
      }
      JobClient trading =
          rig.start(
              flink,
              Map.of(
                  "start", "earliest",
                  "scoring.input.share", "1",
                  "scoring.budget", "0ms",
                  "sequence.steps", String.valueOf(TrainedEnsemble.STEPS),
                  "sequence.features", String.join(",", FEATURES),
                  "explain.sample", "0.01",
                  "explain.work", "1"));
      StreamExecutionEnvironment env = flink.environment(rig.jobOptions(1));
      ResultsJob.build(
          env,
          ResultsJobConfig.fromMap(
              Map.of(
                  "kafka.bootstrap", rig.bootstrap(),
                  "clickhouse.url", database.jdbcUrl(),
                  "start", "earliest"),
              Map.of()));
      JobClient results = env.executeAsync(ResultsJob.NAME);
      rig.publish(
          TradingRig.synthetic(11, 100, "BTCUSDT-PERP.BINANCE", "ETHUSDT-PERP.BINANCE"),
          Duration.ofMinutes(4));
      await().atMost(Duration.ofSeconds(150)).until(() -> !ask(ORDERS).isEmpty());
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> !ask("SELECT 1 FROM decision_explanations WHERE NOT traded").isEmpty());
      order = ask(ORDERS).get(0);
      trading.cancel().get();
      results.cancel().get();
    }
  }

  @AfterAll
  static void stop() {
    if (database != null) {
      database.close();
    }
  }

  private static List<String> ask(String sql) {
    List<String> rows = new ArrayList<>();
    for (JsonNode row :
        new ClickHouseClient(database.jdbcUrl(), "", "").query(sql, Map.of()).path("data")) {
      rows.add(row.get(0).asText());
    }
    return rows;
  }

  private int run(String... arguments) {
    out = new StringWriter();
    err = new StringWriter();
    List<String> all = new ArrayList<>(List.of("--json", "explain", order));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--set", "clickhouse.url=" + database.jdbcUrl()));
    Main main = new Main(Map.of("CRYPTOSCALP_DATA_DIR", folder.resolve("data").toString()));
    CommandLine line = Main.commandLine(main);
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return line.execute(all.toArray(new String[0]));
  }

  private JsonNode answer() throws Exception {
    return Json.MAPPER.readTree(out.toString());
  }

  @Test
  @Order(1)
  void anOrderOfATreeALinearAndASequenceModelComesOutAsStored() throws Exception {
    assertThat(run()).as("%s %s", out, err).isZero();
    JsonNode line = answer();
    assertThat(line.path("findings")).isEmpty();
    assertThat(line.path("recomputed").asDouble())
        .isCloseTo(line.path("stored").asDouble(), within(1e-6));
    Set<String> methods = new HashSet<>();
    double share = 0;
    double odds = 0;
    for (JsonNode model : line.path("models")) {
      methods.add(model.path("method").asText());
      assertThat(model.path("recomputed").asDouble()).isEqualTo(model.path("stored").asDouble());
      share += model.path("share").asDouble();
      odds += model.path("share").asDouble() * model.path("logOdds").asDouble();
      double sum =
          model.path("base").asDouble()
              + model.path("rest").asDouble()
              + model.path("gap").asDouble();
      for (JsonNode term : model.path("terms")) {
        sum += term.path("logOdds").asDouble();
      }
      assertThat(sum).isCloseTo(model.path("logOdds").asDouble(), within(1e-6));
    }
    assertThat(methods).contains("LINEAR_SHAP", "TREE_SHAP");
    assertThat(methods).hasSize(3); // gradients, or samples where they do not add up in the budget
    assertThat(share).isCloseTo(1, within(1e-9));
    assertThat(line.path("decision").path("logOdds").asDouble()).isCloseTo(odds, within(1e-9));
  }

  @Test
  @Order(2)
  void theStoredTermsAddUp() {
    String sums =
        "SELECT count() FROM decision_explanations_final WHERE code = '' AND"
            + " abs(base + arraySum(contributions) + rest + gap - log_odds) > 1e-6";
    assertThat(ask(sums)).containsExactly("0");
    assertThat(ask("SELECT uniqExact(scope) FROM decision_explanations_final"))
        .containsExactly("2");
    assertThat(ask("SELECT DISTINCT length(numbers) FROM decision_inputs_final WHERE steps > 0"))
        .containsExactly(String.valueOf(4 * TrainedEnsemble.STEPS));
  }

  @Test
  @Order(3)
  void theNamedQueriesSayWhyAndWhatDroveTrades() {
    assertThat(database.ask("order_explanation", "client_order_id", order))
        .hasSize(4 * 7) // four terms, the base, the rest and what is left over
        .anyMatch(row -> row.contains("DECISION"));
    assertThat(database.ask("trade_drivers")).hasSize(4);
  }

  @Test
  @Order(4)
  void changedTermsAreFoundOut() throws Exception {
    update("decision_explanations", "contributions = arrayMap(c -> c + 0.01, contributions)");
    assertThat(run()).isEqualTo(ExitCodes.UNSOUND);
    assertThat(answer().path("findings").toString()).contains("TERMS_DIFFER: model=xgboost");
    update("decision_explanations", "contributions = arrayMap(c -> c - 0.01, contributions)");
    assertThat(run()).as("%s %s", out, err).isZero();
  }

  @Test
  @Order(5)
  void changedInputsAreFoundOut() throws Exception {
    update(
        "decision_inputs",
        "inputs = base64Encode(concat(char(0, 0, 0, 64), substring(base64Decode(inputs), 5)))");
    assertThat(run()).isEqualTo(ExitCodes.UNSOUND);
    assertThat(answer().path("agrees").asBoolean()).isFalse();
    assertThat(answer().path("findings").toString())
        .contains("INPUTS_CHANGED: model=gru")
        .contains("ANSWER_DIFFERS: model=logistic");
    update("decision_inputs", "inputs = 'no base64'");
    assertThat(run()).isEqualTo(ExitCodes.UNSOUND);
    assertThat(answer().path("findings").toString()).contains("INPUTS_CHANGED: model=gru");
  }

  @Test
  @Order(6)
  void aModelFileWithAChangedByteAndAVersionThatIsGoneAreRefused() throws Exception {
    Path version = ModelFolder.of(models.get(1).uri()).path();
    Path file = version.resolve("model.onnx");
    byte[] onnx = Files.readAllBytes(file);
    onnx[onnx.length / 2] ^= 1;
    assertThat(file.toFile().setWritable(true)).isTrue();
    Files.write(file, onnx);
    assertThat(run()).isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(err.toString()).contains("MODEL_CHECKSUM_MISMATCH");
    assertThat(version.getParent().toFile().setWritable(true)).isTrue();
    Files.move(version, folder.resolve("gone"));
    assertThat(run()).isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(err.toString()).contains("MODEL_VERSION_UNKNOWN");
  }

  private static void update(String table, String change) {
    database.execute(
        "ALTER TABLE " + table + " UPDATE " + change + " WHERE true SETTINGS mutations_sync = 2");
  }
}
