package io.cryptoscalp.jobs.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.cryptoscalp.jobs.runtime.kafka.EmbeddedKafka;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does Flink export, under these very names, what the alerts and dashboards read? */
class MetricNamesITCase {

  static final String OPERATOR = "flink_taskmanager_job_task_operator_";

  /** What our own operators register. */
  private static final Set<String> OWN =
      Set.of(
          OPERATOR + "frames",
          OPERATOR + "framesRejected",
          OPERATOR + "directives",
          OPERATOR + "directivesRefused",
          OPERATOR + "directivesLate");

  private static final String TOPIC = "market.raw.binance-usdm";

  @Test
  void rulesAndDashboardsReadOnlyMetricsThatExist(@TempDir Path folder) throws Exception {
    Set<String> expected = MonitoringFiles.flinkMetrics();
    expected.removeAll(OWN);
    expected.removeAll(ScoringMetricsITCase.NAMES);
    assertThat(expected).as("exported by Flink and its connectors").hasSizeGreaterThan(20);

    int port = freePort();
    try (EmbeddedKafka kafka = new EmbeddedKafka(folder.resolve("kafka"), 0)) {
      kafka.createTopics(Map.of(TOPIC, 1));
      produce(kafka.bootstrapServers());
      JobClient job = start(kafka.bootstrapServers(), port, folder.resolve("checkpoints"));
      try {
        await()
            .atMost(Duration.ofSeconds(60))
            .pollInterval(Duration.ofMillis(500))
            .untilAsserted(() -> assertThat(missing(expected, port)).isEmpty());
        // The reporter writes label values with every other character replaced; the rules select
        // by what it writes.
        assertThat(scrape(port))
            .anyMatch(
                line ->
                    line.startsWith(OPERATOR + "KafkaSourceReader_topic_partition_currentOffset")
                        && line.contains("topic=\"market_raw_binance_usdm\""));
        assertThat(Repository.text("monitoring/rules.yml")).contains("topic=~\"market_raw_.+\"");
      } finally {
        job.cancel().get();
      }
    }
  }

  @Test
  void ourOwnMetricsAreRegisteredByAnOperator() throws Exception {
    assumeThat(Repository.hasLauncher()).isTrue();
    String operators = sources("operators");
    assertThat(MonitoringFiles.flinkMetrics()).containsAll(OWN);
    for (String name : OWN) {
      String metric = name.substring(OPERATOR.length());
      assertThat(operators).contains("counter(\"" + metric + "\")");
    }
  }

  private static void produce(String bootstrap) throws Exception {
    Map<String, Object> properties = Map.of("bootstrap.servers", bootstrap);
    StringSerializer text = new StringSerializer();
    try (KafkaProducer<String, String> producer = new KafkaProducer<>(properties, text, text)) {
      for (int i = 0; i < 100; i++) {
        producer.send(new ProducerRecord<>(TOPIC, "BTCUSDT", Integer.toString(i))).get();
      }
    }
  }

  private static JobClient start(String bootstrap, int port, Path checkpoints) throws Exception {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration(port, checkpoints));
    KafkaSource<String> source =
        KafkaSource.<String>builder()
            .setBootstrapServers(bootstrap)
            .setGroupId("metric-names")
            .setTopics(TOPIC)
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setValueOnlyDeserializer(new SimpleStringSchema())
            .build();
    environment
        .fromSource(source, WatermarkStrategy.forMonotonousTimestamps(), "frames")
        .uid("frames")
        .keyBy(text -> text)
        .map(text -> text)
        .returns(String.class)
        .uid("work")
        .sinkTo(new DiscardingSink<>())
        .uid("end");
    return environment.executeAsync("metric-names");
  }

  static Configuration configuration(int port, Path checkpoints) {
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

  static Set<String> missing(Set<String> expected, int port) throws Exception {
    Set<String> missing = new TreeSet<>(expected);
    scrape(port).forEach(line -> missing.remove(line.split("[{ ]", 2)[0]));
    return missing;
  }

  static List<String> scrape(int port) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
            .timeout(Duration.ofSeconds(10))
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.ofString())
        .body()
        .lines()
        .toList();
  }

  private static String sources(String module) throws Exception {
    Path folder = Repository.path(module + "/src/main/java");
    StringBuilder sources = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        sources.append(Files.readString(file));
      }
    }
    return sources.toString();
  }

  static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
