package io.cryptoscalp.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.jobs.JobTopics;
import io.cryptoscalp.jobs.runtime.kafka.EmbeddedKafka;
import io.cryptoscalp.models.registry.ControlJson;
import io.cryptoscalp.models.registry.ModelRegistry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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

/** Do the job and ClickHouse hear of every change of a champion? */
@Timeout(180)
class ModelsPromoteITCase {
  private static final TopicPartition CONTROL = new TopicPartition(Topics.CONTROL, 0);

  @TempDir private static Path folder;
  private static QueriedDatabase database;
  private static EmbeddedKafka kafka;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void start() throws Exception {
    database = QueriedDatabase.start(folder);
    kafka = new EmbeddedKafka(folder.resolve("kafka"), 0);
    kafka.start();
    kafka.createTopics(JobTopics.partitions());
  }

  @AfterAll
  static void stop() {
    if (database != null) {
      database.close();
    }
    if (kafka != null) {
      kafka.close();
    }
  }

  private JsonNode run(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("--json"));
    all.addAll(Arrays.asList(arguments));
    all.addAll(
        List.of(
            "--set",
            "clickhouse.url=" + database.jdbcUrl(),
            "--set",
            "kafka.bootstrap=" + kafka.bootstrapServers()));
    out.getBuffer().setLength(0);
    Main main = new Main(Map.of("CRYPTOSCALP_DATA_DIR", folder.resolve("data").toString()));
    CommandLine line = Main.commandLine(main);
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    assertThat(line.execute(all.toArray(new String[0]))).as("%s", err).isZero();
    return Json.MAPPER.readTree(out.toString());
  }

  private static List<ModelCommand> told() {
    List<ModelCommand> commands = new ArrayList<>();
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
          commands.add(ControlJson.decode(record.value()));
        }
      }
    }
    return commands;
  }

  @Test
  void theJobAndTheMirrorFollowTheChampion() throws Exception {
    try (ModelRegistry registry = new ModelRegistry(folder.resolve("data/models"))) {
      RegisteredModels.register(registry, "v1", 1);
      RegisteredModels.register(registry, "v2", 2);
    }
    JsonNode line = run("models", "promote", "baseline", "v1", "--reason", "first", "--by", "a");
    assertThat(line.path("activated").asBoolean()).isTrue();
    assertThat(line.path("mirrored").asBoolean()).as("%s", line).isTrue();
    run("models", "promote", "baseline", "v2", "--reason", "it's \"better\"\\", "--by", "b");
    run("models", "rollback", "baseline", "--reason", "lost", "--by", "c");
    run("models", "promote", "baseline", "v2", "--to", "shadow", "--reason", "watch", "--by", "d");
    run("models", "promote", "baseline", "v1", "--to", "archived", "--reason", "old", "--by", "e");

    List<ModelCommand> told = told();
    assertThat(
            told.stream().map(c -> c.kind() + " " + c.model() + " " + c.version() + " " + c.role()))
        .containsExactly(
            "ACTIVATE baseline v1 CHAMPION",
            "ACTIVATE baseline v2 CHAMPION",
            "ACTIVATE baseline v1 CHAMPION",
            "ACTIVATE baseline-shadow v2 SHADOW",
            "DEACTIVATE baseline v1 CHAMPION");
    Set<String> ids = new TreeSet<>();
    told.forEach(command -> ids.add(command.commandId()));
    assertThat(ids).as("the job acts on an id once").hasSize(5);

    List<String> versions = database.ask("models");
    assertThat(versions.stream().map(row -> row.substring(0, row.lastIndexOf('|'))))
        .containsExactly(
            "baseline|v1|archived|logistic|0.6|0.69|4000|2||e|old",
            "baseline|v2|shadow|logistic|0.7|0.69|4000|2||d|watch");
    assertThat(database.ask("models", "stage", "shadow")).hasSize(1);
    assertThat(database.ask("models", "model", "other")).isEmpty();
    String[][] counts = {{"models_final", "2"}, {"model_stages_final", "7"}};
    for (int repeat = 0; repeat < 2; repeat++) {
      for (String[] count : counts) {
        assertThat(database.query("SELECT count() FROM " + count[0])).containsExactly(count[1]);
      }
      run("models", "sync");
    }
    assertThat(
            database.query(
                "SELECT kind, version, from_stage, to_stage, champion, who, why"
                    + " FROM model_stages_final ORDER BY revision LIMIT 2 OFFSET 3"))
        .containsExactly(
            "PROMOTE|v2|candidate|champion|v2|b|it's \"better\"\\",
            "ROLLBACK|v1|archived|champion|v1|c|lost");
    assertThat(
            database.query(
                "SELECT metrics, row_counts['test'], toString(event_time), features"
                    + " FROM models_final WHERE version = 'v1'"))
        .containsExactly(
            "{\"auc\":0.6,\"test.auc\":0.6,\"test.log_loss\":0.69}|1000|"
                + "2026-01-02 03:04:05.000000000|[\"c\",\"a\"]");
  }
}
