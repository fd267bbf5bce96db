package io.cryptoscalp.jobs.trading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cryptoscalp.gateway.publish.KafkaMessageSink;
import io.cryptoscalp.gateway.publish.MessageSource;
import io.cryptoscalp.gateway.publish.Pacer;
import io.cryptoscalp.gateway.publish.Publisher;
import io.cryptoscalp.gateway.publish.PublisherOptions;
import io.cryptoscalp.gateway.publish.WallTime;
import io.cryptoscalp.jobs.runtime.flink.FlinkRest;
import io.cryptoscalp.jobs.runtime.flink.LocalFlink;
import io.cryptoscalp.operators.results.ResultTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Does the job still go on from the savepoints of every released version, open positions included,
 * with exactly the rows that an undisturbed run still has to write? Run with {@code
 * -Dcryptoscalp.golden=write} to write the savepoint of a new version; CONTRIBUTING.md says when.
 */
@Timeout(180)
class GoldenSavepointITCase {
  private static final String VERSION = "v3";
  private static final Duration LENGTH = Duration.ofMinutes(3);
  private static final Path RESOURCES = Path.of("src/test/resources/golden");
  private static final Duration SILENCE = Duration.ofSeconds(2);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v2", VERSION})
  void goesOnFromTheSavepointOf(String version) throws Exception {
    assumeFalse(isWriting(), "writing golden files");
    Properties before = new Properties();
    try (InputStream in = open("trading-" + version + ".properties")) {
      before.load(in);
    }
    Path savepoint = unpack("trading-" + version + ".savepoint.gz");
    try (TradingRig rig = new TradingRig(folder);
        RowFollower rows = new RowFollower(rig.bootstrap())) {
      rig.publish(source(version), LENGTH);
      Map<ResultTable, List<String>> expected;
      try (LocalFlink flink = new LocalFlink(new Configuration(), 1, 0, 0)) {
        rig.runBounded(flink, 1, Map.of());
        expected = rig.rows();
      }
      try (LocalFlink flink = new LocalFlink(new Configuration(), 2, 0, 0)) {
        JobClient job = start(flink, rig, 2, savepoint);
        awaitSilence(flink, job, rows);
        assertThat(new FlinkRest(flink.restUrl()).job(job.getJobID().toHexString()).state())
            .as("state after the restore")
            .isEqualTo("RUNNING");
        job.cancel().get();
      }
      Map<ResultTable, List<String>> all = rig.rows();
      for (ResultTable table : RowFollower.compared()) {
        List<String> whole = expected.getOrDefault(table, List.of());
        List<String> restored =
            new ArrayList<>(
                all.getOrDefault(table, List.of())
                    .subList(whole.size(), all.getOrDefault(table, List.of()).size()));
        if (table == ResultTable.REGIME_INTERVALS
            && before.getProperty(table.tableName()) == null) {
          // A version before there were any: all are opened anew, from the evidence that was kept.
          assertThat(restored).as("rows of %s", table).isNotEmpty();
          continue;
        }
        int written = Integer.parseInt(before.getProperty(table.tableName(), "0"));
        assertThat(restored.size()).as("rows of %s", table).isEqualTo(whole.size() - written);
        List<String> foreign = new ArrayList<>(restored);
        foreign.removeAll(new HashSet<>(whole));
        assertThat(foreign).as("rows of %s that no undisturbed run writes", table).isEmpty();
      }
      assertThat(before.stringPropertyNames()).contains(ResultTable.ORDERS.tableName());
    }
  }

  @Test
  void writesTheSavepointOfANewVersionOnRequest() throws Exception {
    assumeTrue(isWriting(), "only with -Dcryptoscalp.golden=write");
    Duration cut;
    try (TradingRig rig = new TradingRig(folder.resolve("whole"));
        LocalFlink flink = new LocalFlink(new Configuration(), 1, 0, 0)) {
      rig.publish(source(VERSION), LENGTH);
      rig.runBounded(flink, 1, Map.of());
      cut = whileOpen(rig.rows().getOrDefault(ResultTable.POSITIONS, List.of()));
    }
    try (TradingRig rig = new TradingRig(folder.resolve("cut"));
        RowFollower rows = new RowFollower(rig.bootstrap());
        LocalFlink flink = new LocalFlink(new Configuration(), 1, 0, 0)) {
      publishUntil(rig, cut);
      JobClient job = start(flink, rig, 1, null);
      awaitSilence(flink, job, rows);
      assertThat(OpenPositions.of(rows).positions()).as("open positions").isNotEmpty();
      assertThat(OpenPositions.of(rows).working()).as("working orders").isNotEmpty();
      Path target = Files.createDirectories(folder.resolve("savepoint"));
      String location =
          new FlinkRest(flink.restUrl())
              .stopWithSavepoint(
                  job.getJobID().toHexString(), target.toUri().toString(), Duration.ofSeconds(60));
      Path savepoint = Path.of(URI.create(location));
      try (var files = Files.list(savepoint)) {
        assertThat(files.map(file -> String.valueOf(file.getFileName())))
            .as("a savepoint in one file")
            .containsExactly("_metadata");
      }
      rows.drain();
      keep(savepoint.resolve("_metadata"), rows);
    }
  }

  /**
   * Ends as a run that will be resumed: with no heartbeat that a whole run would not write there.
   */
  private void publishUntil(TradingRig rig, Duration cut) throws Exception {
    PublisherOptions options =
        PublisherOptions.DEFAULT
            .withSpeed(Pacer.MAX)
            .withRecordedLimit(cut)
            .withProgressFile(folder.resolve("progress.json"));
    try (KafkaMessageSink sink =
        new KafkaMessageSink(rig.bootstrap(), 5, WallTime.SYSTEM, GoldenSavepointITCase::refused)) {
      new Publisher(source(VERSION), sink, options, WallTime.SYSTEM, null).run();
    }
  }

  private static void refused(String report) {
    throw new IllegalStateException(report);
  }

  /** The middle of the longest time in which a position is open without a change. */
  private static Duration whileOpen(List<String> positions) throws IOException {
    ObjectMapper json = new ObjectMapper();
    Set<String> open = new TreeSet<>();
    long since = TradingRig.START_NS;
    long longest = 0;
    long cut = 0;
    for (String row : positions) {
      JsonNode position = json.readTree(row);
      long now = position.get("event_time_ns").asLong();
      if (!open.isEmpty() && now - since > longest) {
        longest = now - since;
        cut = (now + since) / 2;
      }
      since = now;
      String key = position.get("instrument").asText() + position.get("strategy").asText();
      if (position.get("quantity").asDouble() == 0) {
        open.remove(key);
      } else {
        open.add(key);
      }
    }
    assertThat(longest).as("time with an open position").isGreaterThan(1_000_000_000L);
    return Duration.ofNanos(cut - TradingRig.START_NS);
  }

  private static void keep(Path metadata, RowFollower rows) throws IOException {
    Files.createDirectories(RESOURCES);
    try (OutputStream out =
        new GZIPOutputStream(
            Files.newOutputStream(RESOURCES.resolve("trading-" + VERSION + ".savepoint.gz")))) {
      Files.copy(metadata, out);
    }
    StringBuilder text =
        new StringBuilder("# Rows that were written before the savepoint, by table.\n");
    Map<String, Integer> counts = new TreeMap<>();
    for (ResultTable table : RowFollower.compared()) {
      counts.put(table.tableName(), rows.rows(table).size());
    }
    counts.forEach((table, count) -> text.append(table).append('=').append(count).append('\n'));
    Files.writeString(RESOURCES.resolve("trading-" + VERSION + ".properties"), text);
  }

  private static boolean isWriting() {
    return "write".equals(System.getProperty("cryptoscalp.golden"));
  }

  private static MessageSource source(String version) {
    MessageSource market =
        TradingRig.synthetic(7, 100, "BTCUSDT-PERP.BINANCE", "ETHUSDT-PERP.BINANCE");
    return version.equals("v1") ? new WithoutPolls(market) : market;
  }

  private static JobClient start(
      LocalFlink flink, TradingRig rig, int parallelism, @Nullable Path savepoint)
      throws Exception {
    Configuration options = rig.jobOptions(parallelism);
    // Small states go into the savepoint's one file.
    options.set(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD, MemorySize.parse("1mb"));
    if (savepoint != null) {
      options.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint.toUri().toString());
    }
    var env = flink.environment(options);
    TradingJob.build(
        env,
        TradingJobConfig.fromMap(Map.of("kafka.bootstrap", rig.bootstrap(), "start", "earliest")));
    return env.executeAsync(TradingJob.NAME);
  }

  /** Waits until the job runs and writes nothing more. */
  private static void awaitSilence(LocalFlink flink, JobClient job, RowFollower rows) {
    FlinkRest rest = new FlinkRest(flink.restUrl());
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> rest.allTasksRunning(job.getJobID().toHexString()));
    rows.followUntilSilent(SILENCE);
  }

  private static InputStream open(String name) {
    return Objects.requireNonNull(
        GoldenSavepointITCase.class.getResourceAsStream("/golden/" + name), name);
  }

  private Path unpack(String name) throws IOException {
    Path savepoint = Files.createDirectories(folder.resolve("golden"));
    try (InputStream in = new GZIPInputStream(open(name))) {
      Files.copy(in, savepoint.resolve("_metadata"));
    }
    return savepoint;
  }
}
