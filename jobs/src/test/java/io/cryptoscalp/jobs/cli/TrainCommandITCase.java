package io.cryptoscalp.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.jobs.JobTopics;
import io.cryptoscalp.jobs.results.Migrations;
import io.cryptoscalp.jobs.runtime.clickhouse.EmbeddedClickHouse;
import io.cryptoscalp.jobs.runtime.kafka.EmbeddedKafka;
import io.cryptoscalp.models.registry.ControlJson;
import io.cryptoscalp.models.registry.ModelCard;
import io.cryptoscalp.models.registry.ModelRegistry;
import io.cryptoscalp.models.selection.FeatureSetFile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Does the job hear of a model with skill, and of one without only when it is forced? */
@Timeout(180)
class TrainCommandITCase {
  private static final long SECOND = 1_000_000_000L;
  private static final TopicPartition CONTROL = new TopicPartition(Topics.CONTROL, 0);

  @TempDir private static Path folder;
  private static EmbeddedClickHouse server;
  private static EmbeddedKafka kafka;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void start() throws Exception {
    kafka = new EmbeddedKafka(folder.resolve("kafka"), 0);
    kafka.start();
    kafka.createTopics(JobTopics.partitions());
    server = new EmbeddedClickHouse(folder.resolve("data"), folder.resolve("logs"), 0);
    try (Connection connection = DriverManager.getConnection(server.jdbcUrl());
        Statement statement = connection.createStatement()) {
      Migrations.bundled().apply(connection);
      statement.execute(
          "INSERT INTO feature_catalogue (feature_set, position, name) VALUES"
              + " ('signal', 0, 'a'), ('signal', 1, 'b'), ('noise', 0, 'a'), ('noise', 1, 'b'),"
              + " ('wide', 0, 'x'), ('wide', 1, 'y'), ('wide', 2, 'a'), ('wide', 3, 'z')");
      statement.execute(rows("signal", 2));
      statement.execute(rows("noise", 0));
      // x and y of the wide set say nothing, its z is a copy of its a
      statement.execute(
          "INSERT INTO features (instrument, event_time_ns, sequence, feature_set, best_bid,"
              + " best_ask, `values`, valid, book_healthy) SELECT instrument, event_time_ns,"
              + " sequence, 'wide', best_bid, best_ask, [values[2], values[2] * values[1],"
              + " values[1], 3 * values[1]], [15], book_healthy FROM features"
              + " WHERE feature_set = 'signal'");
    }
  }

  @AfterAll
  static void stop() {
    server.close();
    kafka.close();
  }

  /** One row every ten seconds; the next move follows feature a as strongly as told. */
  private static String rows(String set, double strength) {
    Random random = new Random(1);
    StringBuilder sql =
        new StringBuilder(
            "INSERT INTO features (instrument, event_time_ns, sequence, feature_set, best_bid,"
                + " best_ask, `values`, valid, book_healthy) VALUES ");
    double mid = 60_000;
    for (int row = 0; row < 2000; row++) {
      double a = random.nextGaussian();
      sql.append(row == 0 ? "" : ", ").append("('BTCUSDT-PERP.BINANCE', ");
      sql.append(row * 10L * SECOND).append(", ").append(row).append(", '").append(set);
      sql.append("', ").append(mid - 0.5).append(", ").append(mid + 0.5).append(", [");
      sql.append(a).append(", ").append(random.nextGaussian()).append("], [3], true)");
      mid += random.nextDouble() < 1 / (1 + Math.exp(-strength * a)) ? 3 : -3;
    }
    return sql.toString();
  }

  private int run(Path data, String... arguments) {
    List<String> all = new ArrayList<>(List.of("--json"));
    all.addAll(Arrays.asList(arguments));
    all.addAll(
        List.of(
            "--set",
            "clickhouse.url=" + server.jdbcUrl(),
            "--set",
            "kafka.bootstrap=" + kafka.bootstrapServers()));
    out.getBuffer().setLength(0);
    Main main = new Main(Map.of("CRYPTOSCALP_DATA_DIR", data.toString()));
    CommandLine line = Main.commandLine(main);
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return line.execute(all.toArray(new String[0]));
  }

  /** Versions named by the activations on the control topic. */
  private static List<String> activated() {
    List<String> versions = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(CONTROL));
      consumer.seekToBeginning(List.of(CONTROL));
      long end = consumer.endOffsets(List.of(CONTROL)).get(CONTROL);
      while (consumer.position(CONTROL) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          ModelCommand command = ControlJson.decode(record.value());
          assertThat(command.kind()).isEqualTo(ModelCommand.Kind.ACTIVATE);
          versions.add(command.version());
        }
      }
    }
    return versions;
  }

  @Test
  void aModelWithSkillIsActivatedUnlessAskedNotTo() throws Exception {
    Path data = folder.resolve("with-skill");
    assertThat(run(data, "train", "baseline", "--feature-set", "signal")).as("%s", err).isZero();
    JsonNode line = Json.MAPPER.readTree(out.toString());
    assertThat(line.path("activated").asBoolean()).isTrue();
    assertThat(line.has("notActivated")).isFalse();
    assertThat(activated()).containsOnlyOnce(line.path("version").asText());

    Path quiet = folder.resolve("quiet");
    assertThat(run(quiet, "train", "baseline", "--feature-set", "signal", "--no-activate"))
        .isZero();
    line = Json.MAPPER.readTree(out.toString());
    assertThat(line.path("notActivated").asText()).isEqualTo("NOT_ASKED");
    assertThat(line.path("toActivate").asText()).doesNotContain("--force");
  }

  @Test
  void aModelWithoutSkillStaysACandidateUntilForced() throws Exception {
    Path data = folder.resolve("without-skill");
    int code = run(data, "train", "baseline", "--feature-set", "noise");
    assertThat(code).as("%s", err).isEqualTo(ExitCodes.NOT_ACTIVATED);
    JsonNode line = Json.MAPPER.readTree(out.toString());
    String version = line.path("version").asText();
    assertThat(line.path("activated").asBoolean(true)).isFalse();
    assertThat(line.path("notActivated").asText()).isEqualTo("NO_SKILL");
    assertThat(line.path("reason").asText()).startsWith("NO_SKILL: auc=");
    String remedy = line.path("toActivate").asText();
    assertThat(remedy)
        .isEqualTo("bin/cryptoscalp models activate baseline " + version + " --force");
    assertThat(new ModelRegistry(data.resolve("models")).stages("baseline").candidate())
        .isEqualTo(version);
    assertThat(activated()).doesNotContain(version);

    assertThat(run(data, "models", "activate", "baseline")).isEqualTo(ExitCodes.NOT_ACTIVATED);
    assertThat(activated()).doesNotContain(version);
    String[] words = remedy.split(" ");
    assertThat(run(data, Arrays.copyOfRange(words, 1, words.length))).as("%s", err).isZero();
    assertThat(activated()).containsOnlyOnce(version);

    Path forced = folder.resolve("forced");
    assertThat(run(forced, "train", "baseline", "--feature-set", "noise", "--force")).isZero();
    assertThat(Json.MAPPER.readTree(out.toString()).path("activated").asBoolean()).isTrue();
  }

  @Test
  void theScalerOfTheCommandLineTravelsWithTheModel() throws Exception {
    Path data = folder.resolve("scaled");
    String[] train = {"train", "baseline", "--feature-set", "signal", "--no-activate", "--scaler"};
    assertThat(run(data, with(train, "rank-gaussian"))).as("%s", err).isZero();
    JsonNode line = Json.MAPPER.readTree(out.toString());
    assertThat(Path.of(line.path("folder").asText()).resolve("scaler.json")).isRegularFile();

    assertThat(run(data, with(train, "online"))).isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(err.toString()).contains("job.trading.scaling says none");
    assertThat(run(data, with(train, "median"))).isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(err.toString()).contains("SCALER_OPTION_INVALID: kind=median expected=");
    Path online = folder.resolve("online");
    int code = run(online, with(train, "online", "--set", "job.trading.scaling=robust"));
    assertThat(code).as("%s", err).isZero();
    line = Json.MAPPER.readTree(out.toString());
    ModelCard card =
        new ModelRegistry(online.resolve("models"))
            .folder("baseline", line.path("version").asText())
            .card();
    assertThat(card.hyperparameters().get("input_scaling"))
        .isEqualTo("ONLINE robust clip=8.0 minSamples=100 halfLife=0");
  }

  private static String[] with(String[] words, String... more) {
    String[] all = Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return all;
  }

  @Test
  void aSetSelectedFromClickHouseIsTrainedOn() throws Exception {
    Path data = folder.resolve("selected");
    int code =
        run(
            data,
            "features",
            "select",
            "--feature-set",
            "wide",
            "--count",
            "1",
            "--folds",
            "3",
            "--trees",
            "20",
            "--spacing",
            "10");
    assertThat(code).as("%s", err).isZero();
    JsonNode selected = Json.MAPPER.readTree(out.toString());
    assertThat(selected.path("features").path(0).asText()).isEqualTo("a");
    assertThat(selected.path("rows").asInt()).isGreaterThan(1900);
    assertThat(selected.path("auc").asDouble()).isGreaterThan(0.75);
    Path file = Path.of(selected.path("file").asText());
    FeatureSetFile set = FeatureSetFile.load(file);
    assertThat(set.parentSet()).isEqualTo("wide");
    assertThat(set.linearChosen().accuracy()).isGreaterThan(0.7);
    assertThat(file.resolveSibling("report.html")).content().contains("linear");

    code = run(data, "train", "baseline", "--feature-set", "@file:" + file, "--no-activate");
    assertThat(code).as("%s", err).isZero();
    String version = Json.MAPPER.readTree(out.toString()).path("version").asText();
    ModelCard card = new ModelRegistry(data.resolve("models")).folder("baseline", version).card();
    assertThat(card.featureNames()).containsExactly("a");
    assertThat(card.featureSet()).isEqualTo(set.setId());
    assertThat(card.lackOfSkill()).isNull();
  }
}
