package io.cryptoscalp.bench.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cryptoscalp.bench.input.Inputs;
import io.cryptoscalp.gateway.publish.MessageSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.apache.flink.core.execution.JobClient;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Latency at a fixed rate of frames, from the time a frame was due to be sent to the time at which
 * the decision was made and at which a reader of the order topic had the order.
 */
final class LatencyRun {
  private static final Duration SETTLE = Duration.ofSeconds(3);

  /**
   * Strategies that act often, so that a run of a minute has enough orders for its percentiles, on
   * an account that does not halt for what that costs.
   */
  private static final Map<String, String> MANY_DECISIONS =
      Map.of(
          "strategy.cooldown", "200ms", "strategy.max-hold", "1s", "account.equity", "1000000000");

  private final RunOptions options;
  private final long rate;
  private final Duration warmUp;
  private final Duration length;

  LatencyRun(RunOptions given, long rate, Duration warmUp, Duration length) {
    this.options = given.withDefaults(MANY_DECISIONS);
    this.rate = rate;
    this.warmUp = warmUp;
    this.length = length;
  }

  /**
   * Figures of a run.
   *
   * @param ordering the account's order of events
   * @param decision due to decided by risk, accepted or not, ms
   * @param order due to the order in a reader's hand, ms
   * @param senderWorstLagMs how late the sender itself was at worst; contained in the latencies
   */
  record Figures(
      String input,
      long rate,
      int parallelism,
      boolean results,
      String ordering,
      double seconds,
      Percentiles decision,
      Percentiles order,
      double senderWorstLagMs,
      double cpuShare,
      double gcShare,
      CheckpointFigures checkpoints) {}

  Figures run() throws Exception {
    try (BenchRig rig = new BenchRig(options);
        MessageSource source = Inputs.open()) {
      rig.startEngines();
      if (options.results()) {
        rig.startResults();
      }
      JobClient job = rig.startTrading(false);
      rig.awaitRunning(job);
      PacedSender sender = new PacedSender(source, rate);
      Usage before = Usage.now();
      long startNs = System.nanoTime();
      List<OrderWatch.Entry> orders;
      CheckpointFigures checkpoints;
      try (OrderWatch watch = new OrderWatch(rig.bootstrap())) {
        sender.run(rig.bootstrap(), rate * (warmUp.toSeconds() + length.toSeconds()));
        checkpoints = CheckpointFigures.of(rig.flink().restUrl(), job.getJobID().toString());
        Thread.sleep(SETTLE.toMillis());
        orders = watch.finish();
      }
      Usage used = Usage.now().since(before);
      double seconds = (System.nanoTime() - startNs) / 1e9;
      Percentiles decisions = decisions(rig.bootstrap(), sender.due());
      job.cancel().get();
      return new Figures(
          Inputs.describe(),
          rate,
          options.parallelism(),
          options.results(),
          options.job().getOrDefault("account.ordering", "event-time"),
          length.toSeconds(),
          decisions,
          orders(orders, sender.due()),
          sender.worstLagNs() / 1e6,
          (used.cpuNs() + used.childrenCpuNs()) / 1e9 / seconds,
          used.gcMs() / 1e3 / seconds,
          checkpoints);
    }
  }

  private Percentiles orders(List<OrderWatch.Entry> orders, DueTimes due) {
    Histogram histogram = Percentiles.histogram();
    long warmNs = warmNs(due);
    for (OrderWatch.Entry order : orders) {
      long dueNs = due.find(order.instrument(), order.sequence());
      if (dueNs >= warmNs) {
        histogram.recordValue(Math.max(0, order.atEpochNs() - dueNs));
      }
    }
    return Percentiles.of(histogram);
  }

  private long warmNs(DueTimes due) {
    return due.first() + warmUp.toNanos();
  }

  /** From the rows of stage latencies: when each decision was made. */
  private Percentiles decisions(String bootstrap, DueTimes due) throws Exception {
    Histogram histogram = Percentiles.histogram();
    long warmNs = warmNs(due);
    ObjectMapper mapper = new ObjectMapper();
    TopicPartition rows = new TopicPartition("results.stage_latency", 0);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(rows));
      consumer.seekToBeginning(List.of(rows));
      long end = consumer.endOffsets(List.of(rows)).getOrDefault(rows, 0L);
      while (consumer.position(rows) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          JsonNode row = mapper.readTree(record.value());
          long dueNs = due.find(row.path("instrument").asText(), row.path("sequence").asLong());
          if (dueNs >= warmNs) {
            histogram.recordValue(Math.max(0, row.path("decided_at_ns").asLong() - dueNs));
          }
        }
      }
    }
    return Percentiles.of(histogram);
  }
}
