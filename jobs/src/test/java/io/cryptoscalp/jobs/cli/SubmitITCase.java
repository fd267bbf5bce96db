package io.cryptoscalp.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cryptoscalp.jobs.runtime.clickhouse.EmbeddedClickHouse;
import io.cryptoscalp.jobs.runtime.flink.FlinkRest;
import io.cryptoscalp.jobs.runtime.flink.StandaloneFlink;
import io.cryptoscalp.jobs.runtime.flink.StandaloneFlinkOptions;
import io.cryptoscalp.jobs.runtime.kafka.EmbeddedKafka;
import io.cryptoscalp.jobs.trading.TradingJob;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Does the documented sequence work on endpoints that were started on their own: a broker, a
 * ClickHouse server and a standalone Flink cluster of separate JVMs?
 */
@Timeout(400)
class SubmitITCase {
  private static final Path ROOT = Path.of(System.getProperty(Main.ROOT_PROPERTY, "."));
  private static final String SYMBOLS = "BTCUSDT,binance-spot:BTCUSDT";

  @TempDir private Path folder;

  private final Map<String, String> environment = new TreeMap<>();

  @BeforeEach
  void jarIsBuilt() {
    assumeThat(Files.exists(ROOT.resolve("jobs/target/cryptoscalp-job.jar")))
        .as("the build has made the job jar")
        .isTrue();
    environment.put("CRYPTOSCALP_DATA_DIR", folder.resolve("data").toString());
  }

  @Test
  void jobsOnAClusterMakeRowsOfAReplayAndGoOnWhenTheyAreReplaced() throws Exception {
    try (EmbeddedKafka kafka = new EmbeddedKafka(folder.resolve("kafka"), 0);
        EmbeddedClickHouse clickHouse =
            new EmbeddedClickHouse(folder.resolve("clickhouse"), folder.resolve("logs"), 0);
        StandaloneFlink flink = flink()) {
      environment.put("KAFKA_BOOTSTRAP", kafka.bootstrapServers());
      environment.put("CLICKHOUSE_URL", clickHouse.httpUrl());
      environment.put("FLINK_TARGET", flink.restUrl().replace("http://", ""));
      kafka.createTopics(Topics.all());
      assertThat(objects(run("migrate")).get(0).path("applied")).isNotEmpty();

      run("submit", "results", "--set", "job.results.checkpoint.interval=1s");
      String first = objects(run("submit", "trading")).get(0).path("job").asText();
      assertThat(flink.rest().job(first).state()).isEqualTo("RUNNING");
      assertThat(code("submit", "trading")).as("twice").isEqualTo(ExitCodes.CONFIGURATION);

      Path input = folder.resolve("input");
      run("generate", "--out", input.toString(), "--duration", "20s", "--symbols", SYMBOLS);
      String progress = folder.resolve("progress.json").toString();
      String[] replay = {
        "replay", "--input", input.toString(), "--speed", "max", "--progress-file", progress
      };
      run(with(replay, "--duration", "10s"));
      long half = awaitTrades(1);

      String second = objects(run("submit", "trading", "--replace")).get(0).path("job").asText();
      assertThat(second).isNotEqualTo(first);
      assertThat(flink.rest().job(first).state()).isEqualTo("FINISHED");
      run(replay);
      long all = tradeLines(input);
      assertThat(half).isLessThan(all);
      assertThat(awaitTrades(all)).isEqualTo(all);
      assertThat(number("SELECT count() FROM trades")).as("written once").isEqualTo(all);
      assertThat(number("SELECT count() FROM dead_letters")).isZero();
      assertThat(number("SELECT uniqExact(instrument) FROM features")).isEqualTo(2);
      assertThat(
              flink.rest().jobs().stream()
                  .filter(job -> job.name().equals(TradingJob.NAME) && !job.isTerminal())
                  .map(FlinkRest.Job::id))
          .containsExactly(second);
    }
  }

  private StandaloneFlink flink() {
    Map<String, String> overrides =
        Map.of(
            "jobmanager.memory.process.size", "1g",
            "taskmanager.memory.process.size", "1500m",
            "taskmanager.memory.task.off-heap.size", "64m",
            "metrics.reporter.prom.port", "9249-9399");
    return new StandaloneFlink(
        new StandaloneFlinkOptions(
            folder.resolve("flink"), ROOT.resolve("flink-conf"), overrides, 1, 2, 0));
  }

  private long awaitTrades(long least) throws Exception {
    String sql = "SELECT count() FROM trades FINAL";
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(500))
        .until(() -> number(sql) >= least);
    return number(sql);
  }

  private long number(String sql) throws Exception {
    return objects(run("query", sql)).get(0).elements().next().asLong();
  }

  private static long tradeLines(Path input) throws Exception {
    long lines = 0;
    try (Stream<Path> files = Files.walk(input)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        try (BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(
                    new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
          lines += reader.lines().filter(line -> line.contains("@trade\"")).count();
        }
      }
    }
    return lines;
  }

  private static String[] with(String[] arguments, String... more) {
    String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return all;
  }

  private String run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    assertThat(execute(out, err, arguments)).as("%s: %s", List.of(arguments), err).isZero();
    return out.toString();
  }

  private int code(String... arguments) {
    return execute(new StringWriter(), new StringWriter(), arguments);
  }

  private int execute(StringWriter out, StringWriter err, String... arguments) {
    CommandLine command = Main.commandLine(new Main(environment));
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(with(new String[] {"--json"}, arguments));
  }

  private static List<JsonNode> objects(String output) throws Exception {
    List<JsonNode> objects = new ArrayList<>();
    for (String line : output.lines().toList()) {
      objects.add(Json.MAPPER.readTree(line));
    }
    return objects;
  }
}
