package io.cryptoscalp.jobs.cli;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The control topic of the running job. */
final class ControlTopic {
  private final String bootstrap;

  private ControlTopic(String bootstrap) {
    this.bootstrap = bootstrap;
  }

  /** That of the running demo, else of the configured broker; null when there is neither. */
  static @Nullable ControlTopic of(Main main) {
    DemoState demo = DemoState.read(main.settings().dataDir());
    if (demo != null && demo.isRunning()) {
      return new ControlTopic(demo.kafka());
    }
    return main.settings().isGiven(Settings.KAFKA)
        ? new ControlTopic(main.settings().text(Settings.KAFKA))
        : null;
  }

  /**
   * The same.
   *
   * @param message what is to be sent, for the exception's text
   * @throws CliException when there is neither
   */
  static ControlTopic require(Main main, byte[] message) {
    ControlTopic topic = of(main);
    if (topic == null) {
      throw new CliException(
          ExitCodes.UNREACHABLE,
          "No demo runs and no kafka.bootstrap is configured; the message would have been: "
              + new String(message, StandardCharsets.UTF_8));
    }
    return topic;
  }

  /**
   * Sends a command and waits until the broker has it.
   *
   * @param key keeps commands about the same thing in order
   * @throws CliException when the broker does not answer
   */
  void send(String key, byte[] command) throws InterruptedException {
    send(Topics.CONTROL, key, command);
  }

  /** The same to another topic of the job's broker. */
  void send(String topic, String key, byte[] command) throws InterruptedException {
    Map<String, Object> client = new HashMap<>();
    client.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    client.put(ProducerConfig.ACKS_CONFIG, "all");
    client.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer
          .send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), command))
          .get(15, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new CliException(
          ExitCodes.UNREACHABLE, "Kafka does not answer at " + bootstrap + ".", e);
    }
  }
}
