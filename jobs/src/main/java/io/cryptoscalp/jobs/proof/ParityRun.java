package io.cryptoscalp.jobs.proof;

import io.cryptoscalp.gateway.publish.KafkaMessageSink;
import io.cryptoscalp.gateway.publish.MessageSource;
import io.cryptoscalp.gateway.publish.Publisher;
import io.cryptoscalp.gateway.publish.PublisherOptions;
import io.cryptoscalp.gateway.publish.WallTime;
import io.cryptoscalp.jobs.JobTopics;
import io.cryptoscalp.jobs.runtime.flink.FlinkRest;
import io.cryptoscalp.jobs.runtime.flink.LocalFlink;
import io.cryptoscalp.jobs.runtime.kafka.EmbeddedKafka;
import io.cryptoscalp.jobs.trading.TradingJob;
import io.cryptoscalp.jobs.trading.TradingJobConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A broker and a Flink of its own, on which the trading job runs twice over the same frames: live,
 * without an end, while the frames come in; and bounded, over what lies on the topics, with another
 * parallelism, other batches and other checkpoints.
 */
public final class ParityRun implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final Duration STALL_LIMIT = Duration.ofMinutes(2);

  /** Subtasks of the bounded run; the live run has one. */
  public static final int BOUNDED_PARALLELISM = 2;

  private final Path folder;
  private final Map<String, String> config;
  private final EmbeddedKafka kafka;
  private final LocalFlink flink;

  /**
   * Starts broker and Flink.
   *
   * @param folder for their files
   * @param config keys of {@link TradingJobConfig}; those of Kafka, start and end are overridden
   */
  public ParityRun(Path folder, Map<String, String> config) {
    this.folder = folder;
    this.config = new TreeMap<>(config);
    kafka = new EmbeddedKafka(folder.resolve("kafka"), 0);
    try {
      kafka.start();
      kafka.createTopics(JobTopics.partitions());
      Configuration cluster = new Configuration();
      cluster.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(128));
      cluster.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
      cluster.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
      cluster.set(CoreOptions.TMP_DIRS, folder.toString());
      flink = new LocalFlink(cluster, BOUNDED_PARALLELISM, 0, 0);
    } catch (RuntimeException e) {
      kafka.close();
      throw e;
    }
  }

  /**
   * Starts the live job, sends it the frames and ends it when it has dealt with all of them.
   *
   * @param speed of the recording's pace; infinite for as fast as it goes
   * @return the vectors that it wrote
   */
  public FeatureTopic.Part live(MessageSource frames, double speed) throws Exception {
    long from = FeatureTopic.end(kafka.bootstrapServers());
    StreamExecutionEnvironment env = flink.environment(options(1, 0, 1));
    Map<String, String> values = new TreeMap<>(config);
    values.put("kafka.bootstrap", kafka.bootstrapServers());
    values.put("kafka.group", "parity-live");
    values.put("start", "earliest");
    values.put("bounded", "false");
    TradingJob.build(env, TradingJobConfig.fromMap(values));
    JobClient job = env.executeAsync("parity-live");
    FlinkRest rest = new FlinkRest(flink.restUrl());
    String id = job.getJobID().toHexString();
    long start = System.nanoTime();
    while (!rest.allTasksRunning(id)) {
      requireRunning(rest, id);
      if (System.nanoTime() - start > START_LIMIT.toNanos()) {
        throw new IllegalStateException("PARITY_JOB_FAILED: the live job does not start");
      }
      Thread.sleep(100);
    }
    publish(frames, speed);
    try (TopicDrain drain = new TopicDrain(kafka.bootstrapServers(), flink, job)) {
      long behind = Long.MAX_VALUE;
      long since = System.nanoTime();
      for (long left = drain.behind(); left > 0; left = drain.behind()) {
        requireRunning(rest, id);
        if (left < behind) {
          behind = left;
          since = System.nanoTime();
        } else if (System.nanoTime() - since > STALL_LIMIT.toNanos()) {
          throw new IllegalStateException("PARITY_JOB_FAILED: the live job stalls at " + left);
        }
        Thread.sleep(200);
      }
    }
    job.cancel().get();
    return part(from);
  }

  private static void requireRunning(FlinkRest rest, String id) {
    if (rest.job(id).isTerminal()) {
      throw new IllegalStateException(
          "PARITY_JOB_FAILED: "
              + rest.exceptions(id).stream().findFirst().orElse("the live job has ended"));
    }
  }

  private void publish(MessageSource frames, double speed) throws Exception {
    List<String> refused = new ArrayList<>();
    try (KafkaMessageSink sink =
        new KafkaMessageSink(kafka.bootstrapServers(), 5, WallTime.SYSTEM, refused::add)) {
      PublisherOptions options = PublisherOptions.DEFAULT.withSpeed(speed);
      new Publisher(frames, sink, options, WallTime.SYSTEM, null).run();
    }
    if (!refused.isEmpty()) {
      throw new IllegalStateException("PARITY_FRAME_REFUSED: " + refused.get(0));
    }
  }

  /**
   * Runs the bounded job over all frames that were sent.
   *
   * @return the vectors that it wrote
   */
  public FeatureTopic.Part bounded() throws Exception {
    long from = FeatureTopic.end(kafka.bootstrapServers());
    StreamExecutionEnvironment env = flink.environment(options(BOUNDED_PARALLELISM, 20, 5));
    Map<String, String> values = new TreeMap<>(config);
    values.put("kafka.bootstrap", kafka.bootstrapServers());
    values.put("kafka.group", "parity-bounded");
    values.put("start", "earliest");
    values.put("bounded", "true");
    values.put("scoring.batch.size", "7");
    TradingJob.build(env, TradingJobConfig.fromMap(values));
    env.execute("parity-bounded");
    return part(from);
  }

  private FeatureTopic.Part part(long from) {
    String bootstrap = kafka.bootstrapServers();
    return new FeatureTopic.Part(bootstrap, from, FeatureTopic.end(bootstrap));
  }

  private Configuration options(int parallelism, long bufferMs, long checkpointS) {
    Configuration options = new Configuration();
    options.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
    options.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(bufferMs));
    options.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(checkpointS));
    options.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        folder.resolve("checkpoints").toUri().toString());
    // A job that fails is an answer, not something to hide.
    options.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    return options;
  }

  @Override
  public void close() {
    try {
      flink.close();
    } finally {
      kafka.close();
    }
  }
}
