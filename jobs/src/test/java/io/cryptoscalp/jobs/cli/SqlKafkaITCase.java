package io.cryptoscalp.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.jobs.runtime.kafka.EmbeddedKafka;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.scoring.ScoringSession;
import io.cryptoscalp.operators.results.RowEncoders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Does the example in sql/flink score a topic of features as the trading job would? */
@Timeout(240)
class SqlKafkaITCase {
  private static final int ROWS = 200;
  private static final Instrument BTC =
      Objects.requireNonNull(InstrumentCatalogue.builtIn().find("BTCUSDT-PERP.BINANCE"));
  private static final RowEncoders ENCODERS = new RowEncoders();
  private static final String FEATURES = "results.features";
  private static final String PREDICTIONS = "sql.predictions";

  @TempDir private Path folder;
  private EmbeddedKafka kafka;
  private ModelFolder version;
  private final List<double[]> rows = new ArrayList<>();

  @BeforeEach
  void start() {
    kafka = new EmbeddedKafka(folder.resolve("kafka"), 0);
    kafka.createTopics(Map.of(FEATURES, 2, PREDICTIONS, 1));
    version = SqlModels.logistic(folder.resolve("models"), "1", 0.1);
    Random random = new Random(9);
    for (int i = 0; i < ROWS; i++) {
      rows.add(
          new double[] {random.nextGaussian(), random.nextGaussian() * 3, random.nextDouble()});
    }
  }

  @AfterEach
  void stop() {
    kafka.close();
    assertThat(ScoringSession.openSessions()).isZero();
  }

  private SqlRun example(String... settings) throws Exception {
    Path file =
        Path.of(System.getProperty("cryptoscalp.root")).resolve("sql/flink/score_features.sql");
    Map<String, String> replacements = new TreeMap<>();
    replacements.put("localhost:9092", kafka.bootstrapServers());
    replacements.put("models/baseline/1", version.path().toString());
    String text = SqlCommand.replaced(Files.readString(file), replacements);
    SqlRun run = new SqlRun(false, 2);
    for (String setting : settings) {
      run.run(setting, row -> {});
    }
    for (String statement : SqlScript.statements(text)) {
      run.run(statement, row -> {});
    }
    return run;
  }

  private static boolean isValid(int i) {
    return i % 7 != 3;
  }

  /** Every seventh row lacks its second value. */
  private void publishAll() {
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      for (int i = 0; i < ROWS; i++) {
        publish(producer, i, rows.get(i), isValid(i) ? 7 : 5);
      }
    }
  }

  private KafkaProducer<byte[], byte[]> producer() {
    Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** A row as the trading job writes it. */
  private static void publish(
      KafkaProducer<byte[], byte[]> producer, int sequence, double[] values, long valid) {
    FeatureSnapshot snapshot =
        new FeatureSnapshot(
            BTC.id(),
            1_000L * sequence,
            2,
            sequence,
            "set",
            values,
            new long[] {valid},
            0,
            0,
            Regime.CRASH,
            0.5,
            false);
    byte[] json = ENCODERS.features(snapshot, BTC).json();
    var unused = producer.send(new ProducerRecord<>(FEATURES, sequence % 2, null, json));
  }

  /** Answers by sequence from an offset on, once as many have come. */
  private Map<Integer, JsonNode> answers(int count, long from) throws Exception {
    Map<Integer, JsonNode> answers = new TreeMap<>();
    Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(PREDICTIONS, 0);
      consumer.assign(List.of(partition));
      consumer.seek(partition, from);
      while (answers.size() < count) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          JsonNode answer = Json.MAPPER.readTree(record.value());
          answers.put(answer.path("sequence").asInt(), answer.path("probability_up"));
        }
      }
    }
    return answers;
  }

  private void areThoseOfTheStream(Map<Integer, JsonNode> answers) {
    assertThat(answers).hasSize(ROWS);
    answers.forEach(
        (sequence, answer) -> {
          assertThat(answer.isNull()).isEqualTo(!isValid(sequence));
          if (isValid(sequence)) {
            assertThat(answer.asDouble())
                .isEqualTo(SqlModels.probabilityUp(version, rows.get(sequence)));
          }
        });
  }

  @Test
  void theExampleScoresATopicAndScoresItAgainWhenItIsStartedAgain() throws Exception {
    publishAll();
    SqlRun run = example();
    try {
      areThoseOfTheStream(answers(ROWS, 0));
      assertThat(ScoringSession.users(version.card().sha256())).isPositive();
    } finally {
      run.close();
    }
    Awaitility.await().until(() -> ScoringSession.openSessions() == 0);
    ModelFolder old = version;
    version = SqlModels.logistic(folder.resolve("models"), "2", -0.4);
    assertThat(SqlModels.probabilityUp(version, rows.get(0)))
        .isNotEqualTo(SqlModels.probabilityUp(old, rows.get(0)));
    SqlRun again = example();
    try {
      areThoseOfTheStream(answers(ROWS, ROWS));
    } finally {
      again.close();
    }
    Awaitility.await().until(() -> ScoringSession.openSessions() == 0);
  }

  @Test
  void aRestartReadsTheFileAgainAndRefusesATruncatedOne() throws Exception {
    publishAll();
    try (SqlRun run =
        example(
            "SET 'restart-strategy.type' = 'fixed-delay'",
            "SET 'restart-strategy.fixed-delay.attempts' = '2'",
            "SET 'restart-strategy.fixed-delay.delay' = '10 ms'")) {
      areThoseOfTheStream(answers(ROWS, 0));
      Path file = version.path().resolve("model.onnx");
      byte[] onnx = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(onnx, onnx.length / 2));
      try (KafkaProducer<byte[], byte[]> producer = producer()) {
        publish(producer, ROWS, new double[] {1, 2}, 3); // too short: the job fails and restarts
      }
      assertThatThrownBy(run::await)
          .isInstanceOf(CliException.class)
          .hasMessageContaining("MODEL_CHECKSUM_MISMATCH")
          .hasMessageContaining(version.card().sha256());
    }
    Awaitility.await().until(() -> ScoringSession.openSessions() == 0);
  }

  @Test
  void aVectorOfAnotherLengthFailsTheJobWithItsColumn() throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      publish(producer, 0, new double[] {1, 2}, 3);
    }
    try (SqlRun run = example()) {
      assertThatThrownBy(run::await)
          .isInstanceOf(CliException.class)
          .hasMessageContaining("MODEL_INPUT_SHAPE: column=features expected=3 got=2");
    }
  }
}
