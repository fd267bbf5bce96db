package io.cryptoscalp.jobs.trading;

import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.gateway.generate.SyntheticMarket;
import io.cryptoscalp.gateway.publish.KafkaMessageSink;
import io.cryptoscalp.gateway.publish.MessageSource;
import io.cryptoscalp.gateway.publish.Pacer;
import io.cryptoscalp.gateway.publish.Publisher;
import io.cryptoscalp.gateway.publish.PublisherOptions;
import io.cryptoscalp.gateway.publish.PublisherStats;
import io.cryptoscalp.gateway.publish.RecordingSink;
import io.cryptoscalp.gateway.publish.WallTime;
import io.cryptoscalp.jobs.JobTopics;
import io.cryptoscalp.jobs.runtime.flink.LocalFlink;
import io.cryptoscalp.jobs.runtime.kafka.EmbeddedKafka;
import io.cryptoscalp.operators.results.ResultTable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker with frames on it, and the trading job run over them. */
public final class TradingRig implements AutoCloseable {
  static final long START_NS = 1_700_000_000_000_000_000L;

  private final EmbeddedKafka kafka;
  private final Path folder;

  /** A broker whose files lie in the folder. */
  public TradingRig(Path folder) {
    this.folder = folder;
    this.kafka = new EmbeddedKafka(folder.resolve("kafka"), 0);
    kafka.start();
    kafka.createTopics(JobTopics.partitions());
  }

  /** Where the broker listens. */
  public String bootstrap() {
    return kafka.bootstrapServers();
  }

  /** Records a market for some time of its own, as fast as it comes. */
  public static void record(MessageSource market, Path frames, Duration length) throws Exception {
    try (market;
        var sink = new RecordingSink(frames)) {
      PublisherOptions options =
          PublisherOptions.DEFAULT.withSpeed(Pacer.MAX).withRecordedLimit(length);
      var unused = new Publisher(market, sink, options, WallTime.SYSTEM, null).run();
    }
  }

  /** A generated market of instruments. */
  public static MessageSource synthetic(long seed, int eventsPerSecond, String... ids) {
    InstrumentCatalogue catalogue = InstrumentCatalogue.builtIn();
    List<Instrument> instruments = new ArrayList<>();
    for (String id : ids) {
      Instrument instrument = catalogue.find(id);
      if (instrument == null) {
        throw new IllegalArgumentException(id);
      }
      instruments.add(instrument);
    }
    return new SyntheticMarket(instruments, seed, START_NS, eventsPerSecond);
  }

  /** Puts a message on a topic and waits until the broker has it. */
  public void send(String topic, byte[] message) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, message)).get();
    }
  }

  /** Puts a source's frames on the topics as fast as they go. */
  public PublisherStats publish(MessageSource source, Duration limit) throws Exception {
    return publish(source, limit, PublisherOptions.DEFAULT.finalHeartbeat());
  }

  /** The same with another final heartbeat; zero when more frames follow. */
  PublisherStats publish(MessageSource source, Duration limit, Duration finalHeartbeat)
      throws Exception {
    List<String> refused = new ArrayList<>();
    try (KafkaMessageSink sink =
        new KafkaMessageSink(bootstrap(), 5, WallTime.SYSTEM, refused::add)) {
      PublisherOptions options =
          PublisherOptions.DEFAULT
              .withSpeed(Pacer.MAX)
              .withRecordedLimit(limit)
              .withFinalHeartbeat(finalHeartbeat);
      PublisherStats stats = new Publisher(source, sink, options, WallTime.SYSTEM, null).run();
      if (!refused.isEmpty()) {
        throw new IllegalStateException("refused: " + refused);
      }
      return stats;
    }
  }

  /** Options of a job that must not restart. */
  public Configuration jobOptions(int parallelism) {
    Configuration options = new Configuration();
    options.setString("parallelism.default", Integer.toString(parallelism));
    options.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(500));
    options.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        folder.resolve("checkpoints").toUri().toString());
    // A failing operator must end the test, not restart behind its back.
    options.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    return options;
  }

  /** Runs the job to the end of what is on the topics. */
  void runBounded(LocalFlink flink, int parallelism, Map<String, String> config) throws Exception {
    var env = flink.environment(jobOptions(parallelism));
    Map<String, String> values = new HashMap<>(config);
    values.put("kafka.bootstrap", bootstrap());
    values.put("bounded", "true");
    values.putIfAbsent("start", "earliest");
    TradingJob.build(env, TradingJobConfig.fromMap(values));
    env.execute(TradingJob.NAME);
  }

  /** Starts the job and returns while it runs. */
  public JobClient start(LocalFlink flink, Map<String, String> config) throws Exception {
    return start(flink, 1, config);
  }

  /** The same at another parallelism. */
  JobClient start(LocalFlink flink, int parallelism, Map<String, String> config) throws Exception {
    var env = flink.environment(jobOptions(parallelism));
    Map<String, String> values = new HashMap<>(config);
    values.put("kafka.bootstrap", bootstrap());
    TradingJob.build(env, TradingJobConfig.fromMap(values));
    return env.executeAsync(TradingJob.NAME);
  }

  /** All rows of the tables, in topic order. */
  Map<ResultTable, List<String>> rows() {
    return rows(ResultTable.values());
  }

  /** The same of some tables. */
  Map<ResultTable, List<String>> rows(ResultTable... wanted) {
    Map<String, ResultTable> tables = new HashMap<>();
    Map<ResultTable, List<String>> rows = new EnumMap<>(ResultTable.class);
    Set<TopicPartition> partitions =
        new TreeSet<>(java.util.Comparator.comparing(TopicPartition::topic));
    for (ResultTable table : wanted) {
      tables.put(table.topic(), table);
      rows.put(table, new ArrayList<>());
      partitions.add(new TopicPartition(table.topic(), 0));
    }
    Map<String, Object> settings =
        Map.of("bootstrap.servers", bootstrap(), "max.poll.records", 5000);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          rows.get(tables.get(record.topic()))
              .add(new String(record.value(), StandardCharsets.UTF_8));
        }
      }
    }
    return rows;
  }

  @Override
  public void close() {
    kafka.close();
  }
}
