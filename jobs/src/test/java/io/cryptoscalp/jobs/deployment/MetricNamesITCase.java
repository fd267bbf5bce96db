package io.cryptoscalp.jobs.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.connector.kafka.source.metrics.KafkaSourceReaderMetrics;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.metrics.MetricNames;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does Flink export, under these very names, what the alerts and dashboards read? */
class MetricNamesITCase {

  private static final String OPERATOR = "flink_taskmanager_job_task_operator_";

  @Test
  void rulesAndDashboardsReadOnlyMetricsThatExist(@TempDir Path checkpoints) throws Exception {
    Set<String> wanted = MonitoringFiles.flinkMetrics();
    Set<String> fromKafka = kafkaSourceMetrics();
    Set<String> own = ownMetrics(wanted);
    Set<String> expected = new TreeSet<>(wanted);
    expected.removeAll(fromKafka);
    expected.removeAll(own);
    assertThat(expected).as("exported by Flink itself").hasSizeGreaterThan(15);

    assumeThat(Repository.definesClass("io.cryptoscalp.jobs.trading.TradingJob")).isTrue();
    int port = freePort();
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration(port, checkpoints));
    environment
        .fromSource(
            new NumberSequenceSource(0, Long.MAX_VALUE - 1),
            WatermarkStrategy.forMonotonousTimestamps(),
            "numbers")
        .uid("numbers")
        .keyBy(number -> number % 16)
        .map(number -> number)
        .returns(Long.class)
        .uid("work")
        .sinkTo(new DiscardingSink<>())
        .uid("end");
    JobClient job = environment.executeAsync("metric-names");
    try {
      await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(500))
          .untilAsserted(() -> assertThat(missing(expected, port)).isEmpty());
    } finally {
      job.cancel().get();
    }
  }

  private static Configuration configuration(int port, Path checkpoints) {
    Configuration configuration = Configuration.fromMap(FlinkConfigurationTest.shipped());
    // A cluster inside this process, on a port of its own; the rest is the configuration that
    // ships.
    configuration.set(DeploymentOptions.TARGET, "local");
    configuration.setString("metrics.reporter.prom.port", Integer.toString(port));
    configuration.setString("execution.checkpointing.dir", checkpoints.toUri().toString());
    configuration.setString(
        "execution.checkpointing.savepoint-dir", checkpoints.toUri().toString());
    configuration.set(RestOptions.BIND_PORT, "0");
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.parse("64m"));
    configuration.removeConfig(TaskManagerOptions.TOTAL_PROCESS_MEMORY);
    return configuration;
  }

  private static Set<String> missing(Set<String> expected, int port) throws Exception {
    Set<String> missing = new TreeSet<>(expected);
    missing.removeAll(scrape(port));
    return missing;
  }

  private static Set<String> scrape(int port) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
            .timeout(Duration.ofSeconds(10))
            .build();
    String body =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    return body.lines()
        .filter(line -> line.startsWith("flink_"))
        .map(line -> line.split("[{ ]", 2)[0])
        .collect(Collectors.toSet());
  }

  /** Names that the Kafka source registers, put together from its own constants. */
  private static Set<String> kafkaSourceMetrics() {
    String perPartition =
        String.join(
            "_",
            KafkaSourceReaderMetrics.KAFKA_SOURCE_READER_METRIC_GROUP,
            KafkaSourceReaderMetrics.TOPIC_GROUP,
            KafkaSourceReaderMetrics.PARTITION_GROUP,
            KafkaSourceReaderMetrics.CURRENT_OFFSET_METRIC_GAUGE);
    return Set.of(OPERATOR + perPartition, OPERATOR + MetricNames.PENDING_RECORDS);
  }

  /** The wanted names that an operator of ours registers, as the sources say. */
  private static Set<String> ownMetrics(Set<String> wanted) throws Exception {
    StringBuilder sources = new StringBuilder();
    for (String module : List.of("operators", "jobs")) {
      Path folder = Repository.path(module + "/src/main/java");
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.walk(folder)) {
          for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
            sources.append(Files.readString(file));
          }
        }
      }
    }
    Set<String> own = new TreeSet<>();
    for (String name : wanted) {
      if (name.startsWith(OPERATOR)) {
        String metric = name.substring(OPERATOR.length());
        for (String kind : List.of("counter", "gauge", "meter", "histogram")) {
          if (sources.indexOf(kind + "(\"" + metric + "\"") >= 0) {
            own.add(name);
          }
        }
      }
    }
    return own;
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
