package io.cryptoscalp.jobs.runtime.kafka;

import io.cryptoscalp.jobs.runtime.Ports;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/**
 * A single-node Kafka cluster: broker and KRaft controller in one, in this JVM.
 *
 * <p>It is Kafka's own server from its Maven artifact, not a mock. Records are on disk in the given
 * folder and survive {@link #stop()}, {@link #start()} and a killed JVM; the folder is formatted
 * when it is empty. Topics are never created by use (see {@link #createTopics}).
 */
public final class EmbeddedKafka implements AutoCloseable {
  private static final String CONTROLLER = "CONTROLLER";
  private static final long RETRY_MS = 50;
  private static final int NODE_ID = 1;
  private static final long ADMIN_TIMEOUT_S = 30;

  /** Folders of the brokers that run in this JVM. */
  private static final Set<Path> RUNNING = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final int port;
  private final int controllerPort;
  private @Nullable KafkaRaftServer server;

  /**
   * Starts a broker and returns when it accepts clients.
   *
   * @param folder holds the logs; created if absent
   * @param port of the broker on the loopback interface, or 0 for a free one
   */
  public EmbeddedKafka(Path folder, int port) {
    this.folder = folder.toAbsolutePath();
    this.port = Ports.orFree(port);
    this.controllerPort = Ports.free();
    start();
  }

  /** {@code host:port}, the value of a client's {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return Ports.LOOPBACK + ":" + port;
  }

  /** The broker's port; the same across {@link #stop()} and {@link #start()}. */
  public int port() {
    return port;
  }

  /** Starts the broker again after {@link #stop()}; does nothing while it runs. */
  public synchronized void start() {
    if (server != null) {
      return;
    }
    formatIfEmpty();
    KafkaRaftServer starting = new KafkaRaftServer(KafkaConfig.fromProps(settings()), Time.SYSTEM);
    // A broker that cannot write halts its JVM, and says why in its own log only.
    RUNNING.add(folder);
    Exit.setHaltProcedure(EmbeddedKafka::halt);
    starting.startup();
    server = starting;
  }

  /** Stops the broker; records stay on disk. Does nothing while it is stopped. */
  public synchronized void stop() {
    KafkaRaftServer stopping = server;
    server = null;
    RUNNING.remove(folder);
    if (stopping != null) {
      stopping.shutdown();
      stopping.awaitShutdown();
    }
  }

  @Override
  public void close() {
    stop();
  }

  /**
   * Creates the topics that do not exist yet.
   *
   * @param partitions number of partitions by topic; an existing topic keeps the number it has
   * @throws IllegalStateException if the broker refuses or does not answer in 30 s
   */
  public void createTopics(Map<String, Integer> partitions) {
    createTopics(bootstrapServers(), partitions);
  }

  /**
   * As {@link #createTopics(Map)}, on any cluster; replication is the cluster's default.
   *
   * <p>Returns when every partition can be written to. A broker names itself the leader of a new
   * partition before it acts as one; an idempotent producer whose first batch falls into that gap,
   * with the next one already under way, never gets the first one accepted.
   */
  public static void createTopics(String bootstrapServers, Map<String, Integer> partitions) {
    List<NewTopic> topics = new ArrayList<>();
    partitions.forEach(
        (name, count) ->
            topics.add(
                new NewTopic(name, java.util.Optional.of(count), java.util.Optional.empty())));
    Map<String, Object> client = new HashMap<>();
    client.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    try (Admin admin = Admin.create(client)) {
      for (var created : admin.createTopics(topics).values().entrySet()) {
        try {
          created.getValue().get(ADMIN_TIMEOUT_S, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
          if (!(e.getCause() instanceof TopicExistsException)) {
            throw new IllegalStateException("cannot create topic " + created.getKey(), e);
          }
        }
      }
      awaitLeaders(admin, partitions.keySet());
    } catch (ExecutionException e) {
      throw new IllegalStateException("topics without a leader at " + bootstrapServers, e);
    } catch (TimeoutException e) {
      throw new IllegalStateException("no answer from Kafka at " + bootstrapServers, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while creating topics", e);
    }
  }

  /** Only a leader that acts as one answers for the end of its partition; the client repeats. */
  private static void awaitLeaders(Admin admin, Set<String> topics)
      throws ExecutionException, TimeoutException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(ADMIN_TIMEOUT_S);
    while (true) {
      try {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        admin
            .describeTopics(topics)
            .allTopicNames()
            .get(ADMIN_TIMEOUT_S, TimeUnit.SECONDS)
            .forEach(
                (name, topic) ->
                    topic
                        .partitions()
                        .forEach(
                            partition ->
                                ends.put(
                                    new TopicPartition(name, partition.partition()),
                                    OffsetSpec.latest())));
        admin.listOffsets(ends).all().get(ADMIN_TIMEOUT_S, TimeUnit.SECONDS);
        return;
      } catch (ExecutionException e) {
        // A new topic may not have reached the broker that is asked.
        if (!(e.getCause() instanceof RetriableException) || System.nanoTime() > deadline) {
          throw e;
        }
        Thread.sleep(RETRY_MS);
      }
    }
  }

  private static void halt(int status, @Nullable String message) {
    RUNNING.forEach(folder -> System.err.println(lastWords(folder, message)));
    System.err.flush();
    Runtime.getRuntime().halt(status);
  }

  /** What is said of a folder when its broker halts. */
  static String lastWords(Path folder, @Nullable String message) {
    long free = folder.toFile().getUsableSpace() >> 20;
    return "Kafka stopped: it cannot go on writing to "
        + folder
        + " ("
        + free
        + " MB free"
        + (message == null ? "" : "; " + message)
        + "). What it acknowledged is on disk; make room and start again.";
  }

  private void formatIfEmpty() {
    if (Files.exists(folder.resolve("meta.properties"))) {
      return;
    }
    try {
      Files.createDirectories(folder);
      new Formatter()
          .setPrintStream(
              new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
          .setClusterId(Uuid.randomUuid().toString())
          .setNodeId(NODE_ID)
          .setReleaseVersion(MetadataVersion.latestProduction())
          .setDirectories(List.of(folder.toString()))
          .setMetadataLogDirectory(folder.toString())
          .setControllerListenerName(CONTROLLER)
          .run();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create the broker's folder " + folder, e);
    } catch (Exception e) {
      throw new IllegalStateException("cannot format the broker's folder " + folder, e);
    }
  }

  private Properties settings() {
    String broker = "PLAINTEXT://" + Ports.LOOPBACK + ":" + port;
    String controller = CONTROLLER + "://" + Ports.LOOPBACK + ":" + controllerPort;
    Properties settings = new Properties();
    settings.setProperty("process.roles", "broker,controller");
    settings.setProperty("node.id", Integer.toString(NODE_ID));
    settings.setProperty("listeners", broker + "," + controller);
    settings.setProperty("advertised.listeners", broker + "," + controller);
    settings.setProperty("controller.listener.names", CONTROLLER);
    settings.setProperty(
        "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
    settings.setProperty(
        "controller.quorum.voters", NODE_ID + "@" + Ports.LOOPBACK + ":" + controllerPort);
    settings.setProperty("log.dirs", folder.toString());
    settings.setProperty("auto.create.topics.enable", "false");
    settings.setProperty("num.partitions", "1");
    settings.setProperty("default.replication.factor", "1");
    // One node: every internal topic has one replica, and few partitions so that it starts fast.
    settings.setProperty("offsets.topic.replication.factor", "1");
    settings.setProperty("offsets.topic.num.partitions", "4");
    settings.setProperty("transaction.state.log.replication.factor", "1");
    settings.setProperty("transaction.state.log.min.isr", "1");
    settings.setProperty("transaction.state.log.num.partitions", "4");
    settings.setProperty("share.coordinator.state.topic.replication.factor", "1");
    settings.setProperty("share.coordinator.state.topic.min.isr", "1");
    settings.setProperty("group.initial.rebalance.delay.ms", "0");
    // Defaults are sized for a server of its own: 8 I/O threads and a 128 MB cleaner buffer.
    settings.setProperty("num.network.threads", "2");
    settings.setProperty("num.io.threads", "4");
    settings.setProperty("background.threads", "2");
    settings.setProperty("log.cleaner.dedupe.buffer.size", "8388608");
    return settings;
  }
}
