package io.cryptoscalp.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.cryptoscalp.models.registry.ModelRegistry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Can a decision be recomputed from what was stored? */
@Timeout(180)
class ExplainITCase {
  private static final double PRICE = 60_003;
  private static final float OTHER = 0.4f;

  @TempDir private static Path folder;
  private static QueriedDatabase database;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void start() throws Exception {
    database = QueriedDatabase.start(folder);
    try (ModelRegistry registry = new ModelRegistry(folder.resolve("data/models"))) {
      RegisteredModels.register(registry, "v1", 1);
      RegisteredModels.register(registry, "v2", 2);
    }
    database.insert(
        "feature_catalogue (feature_set, position, name)",
        "('v1', 0, 'a')",
        "('v1', 1, 'b')",
        "('v1', 2, 'c')");
    for (int at = 1; at <= 4; at++) {
      database.insert(
          "features (instrument, event_time_ns, receive_time_ns, sequence, feature_set, values,"
              + " valid)",
          "('X', " + at + ", 7, " + at + ", 'v1', [" + OTHER + ", 0, " + PRICE + "], [5])");
      order("order-" + at, at, "");
    }
    order("stop-1", 1, "order-1");
    prediction(1, "baseline", "v1", probability(1));
    prediction(2, "baseline", "v1", probability(1) + 2e-5);
    prediction(3, "ensemble", "baseline@v1+baseline@v2", together());
    database.insert(
        "model_answers (instrument, event_time_ns, sequence, model, model_version, role,"
            + " probability_up, weight, valid)",
        answer("v1", "CHAMPION", probability(1), 0.25),
        answer("v2", "CHAMPION", probability(2), 0.5),
        answer("v3", "SHADOW", 0.9, 0.1));
  }

  @AfterAll
  static void stop() {
    if (database != null) {
      database.close();
    }
  }

  private static void order(String id, int time, String parent) {
    database.insert(
        "orders (client_order_id, kind, instrument, side, type, quantity, parent_id, reason,"
            + " event_time_ns, receive_time_ns)",
        "('" + id + "', 'NEW', 'X', 'BUY', 'MARKET', 1, '" + parent + "', 'why', " + time + ", 7)");
  }

  private static void prediction(int time, String model, String version, double probability) {
    database.insert(
        "predictions (instrument, event_time_ns, receive_time_ns, sequence, model, model_version,"
            + " probability_up, valid)",
        "('X', "
            + time
            + ", 7, "
            + time
            + ", '"
            + model
            + "', '"
            + version
            + "', "
            + number(probability)
            + ", true)");
  }

  private static String answer(String version, String role, double probability, double weight) {
    return "('X', 3, 3, 'baseline', '"
        + version
        + "', '"
        + role
        + "', "
        + number(probability)
        + ", "
        + weight
        + ", true)";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.9f", value);
  }

  private static double odds(double bias) {
    return bias + 0.7 * (PRICE - 60_000) / 10 - 0.3 * OTHER;
  }

  private static double probability(double bias) {
    return Math.rint(1e6 / (1 + Math.exp(-odds(bias)))) / 1e6;
  }

  private static double together() {
    return 1 / (1 + Math.exp(-(0.25 * odds(1) + 0.5 * odds(2)) / 0.75));
  }

  private int run(String... arguments) {
    List<String> all = new java.util.ArrayList<>(List.of("--json", "explain"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--set", "clickhouse.url=" + database.jdbcUrl()));
    Main main = new Main(Map.of("CRYPTOSCALP_DATA_DIR", folder.resolve("data").toString()));
    CommandLine line = Main.commandLine(main);
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return line.execute(all.toArray(new String[0]));
  }

  @Test
  void oneModelsDecisionComesOutAsStoredAndItsTermsAddUp() throws Exception {
    assertThat(run("order-1")).as("%s", err).isZero();
    JsonNode line = Json.MAPPER.readTree(out.toString());
    assertThat(line.path("agrees").asBoolean()).isTrue();
    JsonNode model = line.path("models").get(0);
    assertThat(model.path("recomputed").asDouble()).isEqualTo(probability(1));
    double sum = model.path("base").asDouble();
    for (JsonNode term : model.path("terms")) {
      sum += term.path("logOdds").asDouble();
    }
    assertThat(sum).isCloseTo(odds(1), within(1e-4));
    assertThat(model.path("terms").get(0).path("feature").asText()).isEqualTo("c");
  }

  @Test
  void anEnsemblesDecisionIsPutTogetherFromItsModels() throws Exception {
    assertThat(run("order-3")).as("%s", err).isZero();
    JsonNode line = Json.MAPPER.readTree(out.toString());
    assertThat(line.path("models")).hasSize(2);
    assertThat(line.path("recomputed").asDouble()).isCloseTo(together(), within(1e-5));
  }

  @Test
  void aDecisionThatDoesNotComeOutAsStoredIsSaidToBeUnsound() throws Exception {
    assertThat(run("order-2")).isEqualTo(ExitCodes.UNSOUND);
    assertThat(Json.MAPPER.readTree(out.toString()).path("agrees").asBoolean()).isFalse();
  }

  @Test
  void whatWasNotDecidedByAModelOrNotStoredIsRefusedByCode() {
    assertThat(run("nobody")).isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(run("stop-1")).isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(run("order-4")).isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(err.toString())
        .contains("ORDER_UNKNOWN: id=nobody")
        .contains("ORDER_PROTECTS: id=stop-1 parent=order-1")
        .contains("DECISION_NOT_STORED: table=predictions");
  }
}
